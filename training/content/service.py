"""Publishing a package as a revision, restoring an older one, approving an exact text."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.audit import record
from training.content.images import TYPES, ImageFile, Shown, in_manifest, shown
from training.content.labels import Labelled
from training.content.models import (
    Approval,
    Blob,
    Clause,
    LabelledChange,
    Revision,
    RevisionPart,
)
from training.content.packages import Package
from training.content.proposals.queries import needs_of_text
from training.content.queries import in_force
from training.db import Base, alone, upsert
from training.errors import Conflict, InputRefused, NotFound, Problem, Said

ONE_AT_A_TIME = 0x776F726473
"""The advisory lock of whoever publishes or approves (“words”)."""
MARKDOWN = "text/markdown; charset=utf-8"
OF_ONE_REVISION = ("id", "revision_id")
Pictures = Mapping[str, tuple[Shown, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """The revision in force, and whether publishing made it."""

    revision: Revision
    changed: bool


def lock_content(db: Session) -> None:
    """Wait for whoever else publishes or approves to be done."""
    alone(db, ONE_AT_A_TIME)


def publish(
    db: Session,
    package: Package,
    *,
    by: int | None,
    second: int | None = None,
    reason: str = "",
    pictures: Pictures | None = None,
    labels: Iterable[Labelled] = (),
    now: datetime,
) -> Published:
    """Make the package the revision in force; the same text again changes nothing.

    `by` and `second` are employees' ids, or none for whoever runs the machine. `pictures` is what
    `pictures_of` made before the lock was taken. `labels` say what it asks of those who know the
    text in force; they are kept as they are given. Raises `Conflict` when somebody else published
    the same thing at the same time; the caller then rolls back.
    """
    before = in_force(db, package.kind, package.slug)
    if before is not None and before.sha256 == package.sha256:
        return Published(before, changed=False)
    keep_files(db, package.files)
    images = {
        path: (each, (pictures or {}).get(each.sha256) or shown(each))
        for path, each in package.images.items()
    }
    _keep(db, ((each.type, each.raw) for _image, made in images.values() for each in made))
    revision = Revision(
        kind=package.kind,
        slug=package.slug,
        number=before.number + 1 if before else 1,
        sha256=package.sha256,
        manifest=_manifest(package, images, reason),
        published=now,
        by=by,
        second=second,
    )
    _add(db, revision, now=now)
    _keep_rows(db, RevisionPart, revision, (asdict(each) for each in package.parts))
    _keep_rows(db, LabelledChange, revision, (asdict(each) for each in labels))
    clauses = ({"part": part, "clause": clause} for part, clause in package.clauses)
    _keep_rows(db, Clause, revision, clauses)
    db.flush()
    return Published(revision, changed=True)


def restore(
    db: Session,
    older: Revision,
    *,
    by: int | None,
    second: int | None,
    reason: str,
    labels: Iterable[Labelled] = (),
    now: datetime,
) -> Published:
    """Make an older revision's text the one in force, as a new revision.

    `labels` say what that asks of those who know the text in force; what was asked when the older
    revision was published is over. Raises what `publish` raises.
    """
    before = in_force(db, older.kind, older.slug)
    if before is not None and before.sha256 == older.sha256:
        return Published(before, changed=False)
    revision = Revision(
        kind=older.kind,
        slug=older.slug,
        number=before.number + 1 if before else 1,
        sha256=older.sha256,
        manifest={**older.manifest, "reason": reason, "restores": older.number},
        published=now,
        by=by,
        second=second,
    )
    _add(db, revision, now=now)
    for table in (RevisionPart, Clause):
        _keep_rows(db, table, revision, _rows_of(db, table, older))
    _keep_rows(db, LabelledChange, revision, (asdict(each) for each in labels))
    db.flush()
    return Published(revision, changed=True)


def _add(db: Session, revision: Revision, *, now: datetime) -> None:
    try:
        with db.begin_nested():
            db.add(revision)
    except IntegrityError as error:
        raise Conflict(
            Said(
                "Somebody else published “{slug}” at the same moment. Look at it, and publish "
                "again if yours is still wanted.",
                slug=revision.slug,
            )
        ) from error
    record(
        db,
        "content:revision:published",
        actor=revision.by,
        now=now,
        kind=revision.kind,
        slug=revision.slug,
        number=revision.number,
        sha256=revision.sha256,
        second=revision.second,
    )


def _manifest(
    package: Package, images: Mapping[str, tuple[ImageFile, tuple[Shown, ...]]], reason: str
) -> dict[str, Any]:
    manifest: dict[str, Any] = {
        "files": {path: digest(raw) for path, raw in package.files.items()},
        "canonical": dict(package.hashes),
        "needs": list(package.needs),
    }
    if package.kind == "module":
        was = {part: list(parts) for part, parts in package.origins.items()}
        manifest |= {"departments": list(package.departments), "was": was}
        manifest["unasked"] = list(package.unasked)
    if images:
        manifest["images"] = {path: in_manifest(*each) for path, each in images.items()}
    return manifest | ({"reason": reason} if reason else {})


def pictures_of(packages: Iterable[Package]) -> Pictures:
    """What people are shown of the packages' pictures, by the hash of the author's file."""
    images = {each.sha256: each for package in packages for each in package.images.values()}
    return {sha: shown(image) for sha, image in images.items()}


def digest(raw: bytes) -> str:
    """The SHA-256 of bytes, in hexadecimal: a blob's name."""
    return hashlib.sha256(raw).hexdigest()


def keep_files(db: Session, files: Mapping[str, bytes]) -> dict[str, str]:
    """Keep files as blobs; each path's blob."""
    _keep(db, ((_type(path), raw) for path, raw in files.items()))
    return {path: digest(raw) for path, raw in files.items()}


def _type(path: str) -> str:
    return TYPES.get(path.rpartition(".")[2].lower(), MARKDOWN)


def _keep(db: Session, blobs: Iterable[tuple[str, bytes]]) -> None:
    rows = {digest(raw): {"type": kind, "bytes": raw} for kind, raw in blobs}
    values = [{"sha256": sha, **row} for sha, row in sorted(rows.items())]
    if values:
        statement = upsert(db, Blob).values(values)
        db.execute(statement.on_conflict_do_nothing(index_elements=["sha256"]))


def _keep_rows(
    db: Session, table: type[Base], revision: Revision, rows: Iterable[Mapping[str, Any]]
) -> None:
    """Rows of a revision in their order: that of its parts is the one in which they are read."""
    if values := [{**each, "revision_id": revision.id} for each in rows]:
        db.execute(insert(table), values)


def _rows_of(
    db: Session, table: type[RevisionPart] | type[Clause], revision: Revision
) -> list[dict[str, Any]]:
    """The rows of a revision as they would be kept for another."""
    names = [each.name for each in table.__table__.columns if each.name not in OF_ONE_REVISION]
    columns = [getattr(table, name) for name in names]
    rows = select(*columns).where(table.revision_id == revision.id).order_by(table.id)
    return [dict(each._mapping) for each in db.execute(rows)]


def approve(
    db: Session, kind: str, slug: str, *, sha256: str, role: str, by: int, now: datetime
) -> Approval:
    """Record a reviewer's word on one exact text, published or proposed; twice changes nothing.

    Raises `NotFound` when nobody published or proposed that text, and `InputRefused` when nobody
    approves it in that role.
    """
    lock_content(db)
    needs = needs_of_text(db, kind, slug, sha256)
    if needs is None:
        raise NotFound(
            Said(
                "Nobody has published or proposed “{slug}” as {hash}.", slug=slug, hash=sha256[:12]
            )
        )
    if role not in needs:
        wanted = f"it needs {', '.join(sorted(needs))}" if needs else "it needs no approval"
        raise InputRefused(
            Said("“{slug}” is not approved by “{role}”.", slug=slug, role=role),
            [Problem(f"--as {role}", "this text does not ask for it", wanted)],
        )
    given = db.scalars(
        select(Approval).where(
            Approval.kind == kind,
            Approval.slug == slug,
            Approval.sha256 == sha256,
            Approval.role == role,
            Approval.by == by,
        )
    ).first()
    if given is not None:
        return given
    approval = Approval(kind=kind, slug=slug, sha256=sha256, role=role, by=by, at=now)
    db.add(approval)
    facts = {"kind": kind, "slug": slug, "sha256": sha256, "role": role}
    record(db, "content:revision:approved", actor=by, now=now, **facts)
    db.flush()
    return approval

"""Publishing a package as a revision, and approving one."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from training.audit import record
from training.content.models import Approval, Blob, Revision, RevisionPart
from training.content.packages import Package
from training.content.queries import in_force
from training.db import alone
from training.errors import Conflict, InputRefused, NotFound, Problem

ONE_AT_A_TIME = 0x776F726473
"""The advisory lock of whoever publishes or approves (“words”)."""
MARKDOWN = "text/markdown; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Published:
    """The revision in force, and whether publishing made it."""

    revision: Revision
    changed: bool


def lock_content(db: Session) -> None:
    """Wait for whoever else publishes or approves to be done."""
    alone(db, ONE_AT_A_TIME)


def publish(db: Session, package: Package, *, by: int | None, now: datetime) -> Published:
    """Make the package the revision in force; the same text again changes nothing.

    `by` is an employee's id, or none for the system. Raises `Conflict` when somebody else
    published the same thing at the same time; the caller then rolls back.
    """
    before = in_force(db, package.kind, package.slug)
    if before is not None and before.sha256 == package.sha256:
        return Published(before, changed=False)
    _keep_blobs(db, package)
    revision = _revision(package, before.number + 1 if before else 1, by=by, now=now)
    try:
        with db.begin_nested():
            db.add(revision)
    except IntegrityError as error:
        raise Conflict(
            f"Somebody else published “{package.slug}” at the same moment. Look at it, and publish "
            "again if yours is still wanted."
        ) from error
    _keep_parts(db, revision, package)
    record(
        db,
        "content:revision:published",
        actor=by,
        now=now,
        kind=package.kind,
        slug=package.slug,
        number=revision.number,
        sha256=revision.sha256,
    )
    db.flush()
    return Published(revision, changed=True)


def _revision(package: Package, number: int, *, by: int | None, now: datetime) -> Revision:
    files = {path: hashlib.sha256(raw).hexdigest() for path, raw in package.files.items()}
    return Revision(
        kind=package.kind,
        slug=package.slug,
        number=number,
        sha256=package.sha256,
        manifest={
            "files": files,
            "canonical": dict(package.hashes),
            "needs": list(package.needs),
        },
        published=now,
        by=by,
        second=None,
    )


def _keep_blobs(db: Session, package: Package) -> None:
    rows = {
        hashlib.sha256(raw).hexdigest(): {"type": MARKDOWN, "bytes": raw}
        for raw in package.files.values()
    }
    on_conflict = sqlite.insert if db.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = [{"sha256": sha, **row} for sha, row in sorted(rows.items())]
    db.execute(on_conflict(Blob).values(values).on_conflict_do_nothing(index_elements=["sha256"]))


def _keep_parts(db: Session, revision: Revision, package: Package) -> None:
    if package.parts:
        db.execute(
            insert(RevisionPart),
            [
                {
                    "revision_id": revision.id,
                    "part": each.part,
                    "department": each.department,
                    "language": each.language,
                    "sha256": each.sha256,
                }
                for each in package.parts
            ],
        )


def approve(db: Session, kind: str, slug: str, *, role: str, by: int, now: datetime) -> Approval:
    """Record a reviewer's word on the revision in force; saying it twice changes nothing.

    Raises `NotFound` when nothing is published under that name, and `InputRefused` when nobody
    approves it in that role.
    """
    lock_content(db)
    revision = in_force(db, kind, slug)
    if revision is None:
        raise NotFound(f"No {kind} “{slug}” is published yet; publish it first.")
    needs = sorted(revision.manifest.get("needs", ()))
    if role not in needs:
        wanted = f"it needs {', '.join(needs)}" if needs else "it needs no approval"
        raise InputRefused(
            f"“{slug}” is not approved by “{role}”.",
            [Problem(f"--as {role}", f"revision {revision.number} does not ask for it", wanted)],
        )
    given = db.scalars(
        select(Approval).where(
            Approval.revision_id == revision.id, Approval.role == role, Approval.by == by
        )
    ).first()
    if given is not None:
        return given
    approval = Approval(revision_id=revision.id, role=role, by=by, at=now)
    db.add(approval)
    record(
        db,
        "content:revision:approved",
        actor=by,
        now=now,
        slug=slug,
        number=revision.number,
        sha256=revision.sha256,
        role=role,
    )
    db.flush()
    return approval

"""What is published, and what of it is approved."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.content.certificate_file import read_certificate
from training.content.edition import CertificateEdition, Edition
from training.content.models import Approval, Blob, Revision
from training.content.module import Reader
from training.content.source import Report, SourceFile, read_source
from training.errors import NotFound

V = TypeVar("V")
MOST_KEPT = 64


class Kept(Generic[V]):
    """The editions used last, by hash. A hash names one text for ever, so none grows stale."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._values: OrderedDict[str, V] = OrderedDict()

    def get(self, key: str, make: Callable[[], V]) -> V:
        """The value, made when it is not there; two threads may make it, one is kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values.setdefault(key, value)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
            return self._values.get(key, value)


_modules: Kept[Edition] = Kept(MOST_KEPT)
_certificates: Kept[CertificateEdition] = Kept(MOST_KEPT)


def in_force(db: Session, kind: str, slug: str) -> Revision | None:
    """The revision published last."""
    return db.scalars(
        select(Revision)
        .where(Revision.kind == kind, Revision.slug == slug)
        .order_by(Revision.number.desc())
        .limit(1)
    ).first()


def all_in_force(db: Session, kind: str) -> list[Revision]:
    """The revisions of a kind that are in force, by slug."""
    last = (
        select(Revision.slug, func.max(Revision.number).label("number"))
        .where(Revision.kind == kind)
        .group_by(Revision.slug)
        .subquery()
    )
    return list(
        db.scalars(
            select(Revision)
            .join(last, (Revision.slug == last.c.slug) & (Revision.number == last.c.number))
            .where(Revision.kind == kind)
            .order_by(Revision.slug)
        )
    )


def module_edition(db: Session, revision: Revision) -> Edition:
    """A module's revision ready to be read: one statement the first time, then none."""
    return _modules.get(revision.sha256, lambda: _load_module(db, revision))


def certificate_edition(db: Session, revision: Revision) -> CertificateEdition:
    """A certificate's revision ready to be used: one statement the first time, then none."""
    return _certificates.get(revision.sha256, lambda: _load_certificate(db, revision))


def _load_module(db: Session, revision: Revision) -> Edition:
    module = Reader(_sources(db, revision)).module(revision.slug)
    if module is None:
        raise NotFound(f"The text of “{revision.slug}” is not in the database.")
    return Edition(revision.slug, revision.sha256, module)


def _load_certificate(db: Session, revision: Revision) -> CertificateEdition:
    files = {
        path.endswith(".es.md"): read_certificate(
            source, Report(path), translation=path.endswith(".es.md")
        )
        for path, source in _sources(db, revision).items()
    }
    if False not in files:
        raise NotFound(f"The text of “{revision.slug}” is not in the database.")
    return CertificateEdition(revision.slug, revision.sha256, files[False], files.get(True))


def source_files(db: Session, revision: Revision) -> dict[str, bytes]:
    """A revision's source by path, as it was published. Raises `NotFound` when any is lost."""
    wanted: Mapping[str, str] = revision.manifest["files"]
    rows = db.execute(select(Blob.sha256, Blob.bytes).where(Blob.sha256.in_(wanted.values())))
    blobs: dict[str, bytes] = {row.sha256: row.bytes for row in rows}
    missing = sorted(path for path, sha in wanted.items() if sha not in blobs)
    if missing:
        raise NotFound(f"The text of {', '.join(missing)} is not in the database.")
    return {path: blobs[sha] for path, sha in wanted.items()}


def _sources(db: Session, revision: Revision) -> dict[str, SourceFile]:
    found = {
        path: read_source(path, raw, Report(path))
        for path, raw in source_files(db, revision).items()
    }
    return {path: source for path, source in found.items() if source is not None}


def missing_approvals(db: Session, revision_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Of each revision the roles that have not approved; none missing means it is no pilot.

    An approval is of the exact hash, so it holds when the same text is published again.
    """
    ids = list(revision_ids)
    if not ids:
        return {}
    same = aliased(Revision)
    rows = db.execute(
        select(Revision.id, Revision.manifest, Approval.role)
        .join(
            same,
            (same.kind == Revision.kind)
            & (same.slug == Revision.slug)
            & (same.sha256 == Revision.sha256),
        )
        .outerjoin(Approval, Approval.revision_id == same.id)
        .where(Revision.id.in_(ids))
    )
    missing: dict[int, set[str]] = {}
    given: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows:
        missing.setdefault(row.id, set(row.manifest.get("needs", ())))
        given[row.id].add(row.role)
    return {each: frozenset(missing[each] - given[each]) for each in missing}

"""What is published, and what of it is approved."""

import re
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from sqlalchemy import Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from training.content.certificate_file import read_certificate
from training.content.city import lineages, parse_departments
from training.content.edition import CertificateEdition, Edition
from training.content.history import Known
from training.content.images import from_manifest
from training.content.models import Approval, Blob, Revision, RevisionPart
from training.content.module import Reader
from training.content.packages import NOT_READ
from training.content.source import Report, SourceFile, read_source
from training.errors import NotFound, NotReady, Said

V = TypeVar("V")
MOST_KEPT = 64
MOST_AT_ONCE = 500
"""Blobs asked for in one statement."""
SHA256 = re.compile(r"[0-9a-f]{64}")
MOST_DIGITS = 9
CITY = "city"
"""The kind, and the slug, of the City's own files."""
DEPARTMENTS = "city/departments.md"
KINDS = ("module", "certificate", CITY)


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


# Built once: putting a statement together costs more than running it.
_APPROVED = (
    select(Revision.id, Revision.manifest, Approval.role)
    .outerjoin(
        Approval,
        (Approval.kind == Revision.kind)
        & (Approval.slug == Revision.slug)
        & (Approval.sha256 == Revision.sha256),
    )
    .where(Revision.id.in_(bindparam("ids", expanding=True)))
)
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
    return [each for each in _all_in_force(db) if each.kind == kind]


class Published(NamedTuple):
    """A revision without what it says."""

    id: int
    slug: str
    number: int
    sha256: str
    published: datetime


def published_modules(db: Session, slugs: Collection[str]) -> dict[str, list[Published]]:
    """Of each of these modules all revisions, the newest last; one statement."""
    found: dict[str, list[Published]] = {each: [] for each in slugs}
    rows = db.execute(
        select(Revision.id, Revision.slug, Revision.number, Revision.sha256, Revision.published)
        .where(Revision.kind == "module", Revision.slug.in_(slugs))
        .order_by(Revision.slug, Revision.number)
    )
    for row in rows:
        found[row.slug].append(Published(*row))
    return found


def _all_in_force(db: Session) -> list[Revision]:
    last = (
        select(Revision.kind, Revision.slug, func.max(Revision.number).label("number"))
        .group_by(Revision.kind, Revision.slug)
        .subquery()
    )
    mine = (Revision.kind == last.c.kind) & (Revision.slug == last.c.slug)
    return list(
        db.scalars(
            select(Revision)
            .join(last, mine & (Revision.number == last.c.number))
            .order_by(Revision.kind, Revision.slug)
        )
    )


def module_edition(db: Session, revision: Revision) -> Edition:
    """A module's revision ready to be read: one statement the first time, then none."""
    return _modules.get(revision.sha256, lambda: _load_module(db, revision))


def edition_by_hash(db: Session, revision_id: int, sha256: str) -> Edition:
    """The same by the revision's id and hash, for whoever has not read the revision itself."""
    return _modules.get(sha256, lambda: _load_module(db, db.get_one(Revision, revision_id)))


def certificate_edition(db: Session, revision: Revision) -> CertificateEdition:
    """A certificate's revision ready to be used: one statement the first time, then none."""
    return _certificates.get(revision.sha256, lambda: _load_certificate(db, revision))


def _load_module(db: Session, revision: Revision) -> Edition:
    images = from_manifest(revision.manifest)
    module = Reader(_sources(db, revision), images).module(revision.slug)
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
    return blobs(db, revision.manifest["files"])


def blobs(db: Session, wanted: Mapping[str, str]) -> dict[str, bytes]:
    """The bytes of blobs by name, given each name's hash. Raises `NotFound` when any is lost."""
    found: dict[str, bytes] = {}
    hashes = sorted(set(wanted.values()))
    for start in range(0, len(hashes), MOST_AT_ONCE):
        some = hashes[start : start + MOST_AT_ONCE]
        rows = db.execute(select(Blob.sha256, Blob.bytes).where(Blob.sha256.in_(some)))
        found |= {row.sha256: row.bytes for row in rows}
    missing = sorted(path for path, sha in wanted.items() if sha not in found)
    if missing:
        raise NotFound(f"The text of {', '.join(missing)} is not in the database.")
    return {path: found[sha] for path, sha in wanted.items()}


def _sources(db: Session, revision: Revision) -> dict[str, SourceFile]:
    files: Mapping[str, str] = revision.manifest["files"]
    texts = blobs(db, {path: sha for path, sha in files.items() if path.endswith(".md")})
    found = {path: read_source(path, raw, Report(path)) for path, raw in texts.items()}
    return {path: source for path, source in found.items() if source is not None}


def picture(db: Session, sha256: str) -> tuple[str, bytes]:
    """Type and bytes of a picture that some published module shows. Raises `NotFound`."""
    if not SHA256.fullmatch(sha256):
        raise NotFound("There is no such picture.")
    mentions = select(Revision.manifest).where(
        Revision.kind == "module", cast(Revision.manifest, Text).contains(sha256)
    )
    for manifest in db.scalars(mentions):
        for each in manifest.get("images", {}).values():
            if sha256 in each["widths"].values():
                return each["shown"], blobs(db, {"The picture": sha256})["The picture"]
    raise NotFound("There is no such picture.")


def revision(db: Session, kind: str, slug: str, number: int) -> Revision:
    """One revision. Raises `NotFound`."""
    found = db.scalar(
        select(Revision).where(
            Revision.kind == kind, Revision.slug == slug, Revision.number == number
        )
    )
    if found is None:
        raise NotFound(Said("“{slug}” has no revision {number}.", slug=slug, number=number))
    return found


def named_revision(db: Session, name: str) -> Revision:
    """The revision that `slug@3` names; `slug` alone is the one in force. Raises `NotFound`.

    A module goes before a certificate of the same name; `certificate:slug` says which.
    """
    name, _, number = name.partition("@")
    kind, _, slug = name.rpartition(":")
    for each in (kind,) if kind else KINDS:
        found = in_force(db, each, slug)
        if found is not None:
            wanted = number.isdecimal() and len(number) < MOST_DIGITS
            return revision(db, each, slug, int(number) if wanted else 0) if number else found
    raise NotFound(Said("Nothing is published as “{slug}”.", slug=name))


def revisions(db: Session, kind: str, slug: str) -> list[Revision]:
    """Every revision of something, the newest first."""
    return list(
        db.scalars(
            select(Revision)
            .where(Revision.kind == kind, Revision.slug == slug)
            .order_by(Revision.number.desc())
        )
    )


def hashes_in_force(db: Session) -> dict[tuple[str, str], str]:
    """The hash of everything in force, by kind and slug."""
    return {(each.kind, each.slug): each.sha256 for each in _all_in_force(db)}


def working_files(db: Session) -> dict[str, bytes]:
    """The content root as it is in force, by path: the City's files, and all that is published.

    Raises `NotReady` while the City's own files are not in the database.
    """
    wanted: dict[str, str] = {}
    for each in _all_in_force(db):
        mine = each.manifest["files"].items()
        # A module brings the City's definitions it cites; the City's own files hold them all.
        wanted |= {p: sha for p, sha in mine if each.kind == CITY or not p.startswith("city/")}
    if not any(path.startswith("city/") for path in wanted):
        raise NotReady("The City's own files are not published yet; publish the whole folder once.")
    return blobs(db, wanted)


def lineages_in_force(db: Session) -> dict[str, tuple[str, ...]]:
    """Every department with its own slug and its parents', as the City's files in force say."""
    city = in_force(db, CITY, CITY)
    sha = city.manifest["files"].get(DEPARTMENTS) if city else None
    if sha is None:
        return {}
    text = blobs(db, {DEPARTMENTS: sha})[DEPARTMENTS].decode("utf-8-sig")
    return lineages(parse_departments(text, DEPARTMENTS))


def parts_ever(db: Session, slug: str) -> tuple[dict[str, Known], int]:
    """Every part that any revision of a module had, and the number of the one in force (or 0)."""
    rows = db.execute(
        select(RevisionPart.part, RevisionPart.sha256, func.max(Revision.number).label("last"))
        .join(Revision, Revision.id == RevisionPart.revision_id)
        .where(Revision.kind == "module", Revision.slug == slug)
        .where(RevisionPart.sha256 != NOT_READ)
        .group_by(RevisionPart.part, RevisionPart.sha256)
    )
    hashes: defaultdict[str, set[str]] = defaultdict(set)
    last: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        hashes[row.part].add(row.sha256)
        last[row.part] = max(last[row.part], row.last)
    known = {part: Known(last[part], frozenset(found)) for part, found in hashes.items()}
    return known, max(last.values(), default=0)


def approvals_of(db: Session, kind: str, slug: str, sha256: str) -> list[Approval]:
    """The words given on one exact text, the first first."""
    return list(
        db.scalars(
            select(Approval)
            .where(Approval.kind == kind, Approval.slug == slug, Approval.sha256 == sha256)
            .order_by(Approval.at, Approval.id)
        )
    )


def missing_approvals(db: Session, revision_ids: Iterable[int]) -> dict[int, frozenset[str]]:
    """Of each revision the roles that have not approved; none missing means it is no pilot.

    An approval is of the exact hash, so it holds when the same text is published again.
    """
    ids = list(revision_ids)
    if not ids:
        return {}
    rows = db.execute(_APPROVED, {"ids": ids})
    missing: dict[int, set[str]] = {}
    given: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows:
        missing.setdefault(row.id, set(row.manifest.get("needs", ())))
        given[row.id].add(row.role)
    return {each: frozenset(missing[each] - given[each]) for each in missing}

"""The register of clauses, read from what was published and who is certified; few statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import Session

from training.assignments.owed.queries import publications
from training.assignments.owing.facts import ENGLISH, Publication
from training.content.models import Clause, Revision
from training.credentials.models import Credential, CredentialBasis
from training.errors import NotFound
from training.learning.models import Completion
from training.people.queries import employment_on
from training.reporting.clauses.rules import (
    Entry,
    Group,
    Reads,
    Rests,
    Text,
    certified_on,
    natural,
)
from training.reporting.must_know import is_held, places

BETWEEN, AFTER = "|", ","
"""What parts a certificate from a text, and a text from the next; no short name has them."""


def register(db: Session, *, now: datetime, today: date) -> list[Entry]:
    """Every clause that any revision rests on, sorted as people count.

    The number of statements grows with modules that were never read before, not with people.
    """
    return _entries(db, None, now=now, today=today)


def entry(db: Session, clause: str, *, now: datetime, today: date) -> Entry:
    """One clause. Raises `NotFound` for one that nothing ever rested on."""
    found = _entries(db, clause, now=now, today=today)
    if not found:
        raise NotFound("No text rests on this clause.")
    return found[0]


def _entries(db: Session, clause: str | None, *, now: datetime, today: date) -> list[Entry]:
    rests = _rests(db, clause)
    newest = _newest(db)
    every = {each.revision.id: each.revision for found in rests.values() for each in found}
    groups = _groups(db, every, now=now, today=today) if every else []
    reads = _reads(db, every)
    return [
        Entry(
            each,
            tuple(one for one in rests[each] if one.revision.id in newest),
            tuple(one for one in rests[each] if one.revision.id not in newest),
            certified_on(rests[each], groups, reads),
        )
        for each in sorted(rests, key=natural)
    ]


def _rests(db: Session, clause: str | None) -> dict[str, list[Rests]]:
    """By clause, the revisions that rest on it: by module, the newest first."""
    query = (
        select(Clause.clause, Clause.part, Revision)
        .join(Revision, Revision.id == Clause.revision_id)
        .order_by(Revision.slug, Revision.number.desc(), Clause.id)
    )
    if clause is not None:
        query = query.where(Clause.clause == clause)
    found: defaultdict[str, dict[int, tuple[Revision, list[str]]]] = defaultdict(dict)
    for name, part, revision in db.execute(query):
        found[name].setdefault(revision.id, (revision, []))[1].append(part)
    return {
        name: [Rests(revision, tuple(parts)) for revision, parts in revisions.values()]
        for name, revisions in found.items()
    }


def _newest(db: Session) -> set[int]:
    last = (
        select(Revision.slug, func.max(Revision.number).label("number"))
        .where(Revision.kind == "module")
        .group_by(Revision.slug)
        .subquery()
    )
    mine = (Revision.slug == last.c.slug) & (Revision.number == last.c.number)
    return set(db.scalars(select(Revision.id).join(last, mine).where(Revision.kind == "module")))


def _groups(db: Session, revisions: Collection[int], *, now: datetime, today: date) -> list[Group]:
    """Who is certified now, counted by the texts that they are certified on."""
    work = employment_on(today)
    text = Completion.revision_id, Completion.department_id
    each = (
        select(
            Credential.employee_id,
            Credential.certificate
            + BETWEEN
            + cast(text[0], String)
            + BETWEEN
            + cast(text[1], String),
        )
        .join(CredentialBasis, CredentialBasis.credential_id == Credential.id)
        .join(Completion, Completion.id == CredentialBasis.completion_id)
        .join(work, work.c.employee_id == Credential.employee_id)
        .where(work.c.active, Credential.pilot.is_(False), *is_held(now=now, today=today))
        .where(Completion.revision_id.in_(revisions))
        .distinct()
        .subquery()
    )
    employee, known = each.c
    mine = select(func.aggregate_strings(known, AFTER).label("texts")).group_by(employee).subquery()
    rows = db.execute(select(mine.c.texts, func.count()).group_by(mine.c.texts))
    return [Group(n, _texts(texts)) for texts, n in rows]


def _texts(joined: str) -> Mapping[str, frozenset[Text]]:
    found: defaultdict[str, set[Text]] = defaultdict(set)
    for each in joined.split(AFTER):
        certificate, revision, department = each.split(BETWEEN)
        found[certificate].add((int(revision), int(department)))
    return {certificate: frozenset(texts) for certificate, texts in found.items()}


def _reads(db: Session, revisions: Mapping[int, Revision]) -> Reads:
    """What each department reads of a revision, asked once for each."""
    where = places(db)

    @cache
    def published(module: str) -> Mapping[int, Publication]:
        return {each.number: each for each in publications(db, module)}

    @cache
    def reads(text: Text) -> Collection[str]:
        revision = revisions[text[0]]
        publication = published(revision.slug)[revision.number]
        return publication.reading(where[text[1]].lineage).get(ENGLISH, {}).keys()

    return reads

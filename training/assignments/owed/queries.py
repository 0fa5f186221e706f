"""What people owe, read from what was published, completed and worked; people by what they share.

The number of statements is fixed, whoever is asked about and however many they are.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from training.assignments.models import Assignment, RequirementVersion
from training.assignments.owed.past import Past, Work, moves, postings
from training.assignments.owed.published.queries import published
from training.assignments.owed.published.readings import proposed_publication
from training.assignments.owing.debts import Owing
from training.assignments.owing.facts import (
    Credit,
    Person,
    Publication,
    completed,
)
from training.assignments.owing.walking import owing
from training.assignments.rules import read_rules
from training.config import Config
from training.content.holds.queries import SET, holds_of
from training.content.placed import ITEM, SECTION
from training.content.queries import (
    all_in_force,
    certificate_edition,
    in_force,
    module_edition,
)
from training.learning.models import Completion, Knowledge
from training.people import queries as people
from training.people.departments.queries import lineages
from training.people.models import Employment

__all__ = ["owing_by", "owing_of", "pasts_of", "proposed_publication", "publications"]

CITY_ZONE = ZoneInfo(Config().timezone)
"""Where the City's days begin, unless it says otherwise."""


def publications(db: Session, module: str) -> tuple[Publication, ...]:
    """A module's revisions as far as they matter for owing, the oldest first."""
    return tuple(published(db, module).values())


def pasts_of(
    db: Session,
    module: str,
    employee_ids: Collection[int] | None,
    *,
    at: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
) -> dict[int, Past]:
    """What debts depend on, by employee id; none for `employee_ids` asks about everybody.

    As it was on record at the instant `at`, whose local day is `today`; `zone` is the City's. Who
    never worked here is left out.
    """
    known = _last_knowledge(db, module, employee_ids, at)
    moved = _moves(db, employee_ids, at, today)
    grace = _after_moves(
        db, module, {each: days[-1][1] for each, days in moved.items() if len(days) > 1}, at
    )
    # Most people never moved: they share what they have been given once.
    shared: dict[Any, Past] = {}
    found: dict[int, Past] = {}
    for each, days in moved.items():
        key = (known.get(each), days if len(days) > 1 else days[0][1], grace.get(each))
        if key not in shared:
            own = postings(days, after_move=grace.get(each), zone=zone)
            shared[key] = Past(known.get(each), own)
        found[each] = shared[key]
    return found


def owing_by(
    db: Session,
    module: str,
    pasts: Collection[Past],
    *,
    at: datetime,
    more: Publication | None = None,
    withdrawn: bool = False,
) -> dict[Past, Owing]:
    """What each of some pasts owes at an instant, with `more` as if it were published by then.

    Nobody owes what is withdrawn then: it is on hold, and nobody has to read it. `withdrawn`: what
    they will owe of that too, when it is given back.
    A corrected key counts as if all had been wrong by it: nobody is let off without anybody having
    looked. Whoever was right, as marking the answers again shows, has credit for the corrected
    question since.
    """
    texts = published(db, module)
    credits_ = credits_of(db, {each.knowledge_id for each in pasts}, texts)
    row = [*texts.values(), *((more,) if more else ())]
    at = max(at, more.at) if more else at
    held = frozenset() if withdrawn else _withdrawn(db, module, at)
    corrected = ((each.number, label) for each in row for label in each.labels)
    wrong = frozenset((label.part, number) for number, label in corrected if label.wrong_key)
    found: dict[Past, Owing] = {}
    for past in dict.fromkeys(pasts):
        knower = Person(credits_.get(past.knowledge_id, ()), past.postings, wrong)
        found[past] = owing(row, knower, at=at).without(held)
    return found


def owing_of(
    db: Session,
    person: people.Person,
    module: str,
    *,
    now: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
) -> Owing:
    """What one person owes of a module now."""
    past = pasts_of(db, module, [person.id], at=now, today=today, zone=zone).get(person.id)
    past = past or Past(None, ())
    return owing_by(db, module, [past], at=now)[past]


def _withdrawn(db: Session, module: str, at: datetime) -> frozenset[str]:
    """The sections that are on hold at an instant, and the questions about them, as parts."""
    last = {each.part: each.what for each in holds_of(db, module) if each.at <= at}
    held = {part for part, what in last.items() if what == SET}
    text = in_force(db, "module", module) if held else None
    if text is None:
        return frozenset(held)
    edition = module_edition(db, text)
    items = edition.module.quiz.items if edition.module.quiz else ()
    about = (each.id for each in items if any(SECTION + s in held for s in edition.covers(each.id)))
    return frozenset(held | {ITEM + each for each in about})


def _last_knowledge(
    db: Session, module: str, employee_ids: Collection[int] | None, at: datetime
) -> dict[int, int]:
    query = (
        select(Completion.employee_id, Completion.knowledge_id)
        .where(Completion.module == module, Completion.at <= at)
        .order_by(Completion.at, Completion.id)
    )
    if employee_ids is not None:
        query = query.where(Completion.employee_id.in_(employee_ids))
    return {row.employee_id: row.knowledge_id for row in db.execute(query)}


def _moves(
    db: Session, employee_ids: Collection[int] | None, at: datetime, today: date
) -> dict[int, tuple[tuple[date, tuple[str, ...]], ...]]:
    by_id = lineages(db)
    query = select(
        Employment.employee_id, Employment.department_id, Employment.from_day, Employment.recorded
    ).where(Employment.from_day <= today, Employment.recorded <= at)
    if employee_ids is not None:
        query = query.where(Employment.employee_id.in_(employee_ids))
    rows: dict[int, list[Work]] = {}
    for row in db.execute(query):
        work = Work(row.from_day, row.recorded, by_id[row.department_id])
        rows.setdefault(row.employee_id, []).append(work)
    return {each: moves(mine) for each, mine in rows.items()}


def _after_moves(
    db: Session, module: str, moved: Mapping[int, tuple[str, ...]], at: datetime
) -> dict[int, int]:
    """Of those who moved and now work there, in how many days they are to make up for it."""
    if not moved:
        return {}
    designs = [certificate_edition(db, each) for each in all_in_force(db, "certificate")]
    days = _days_by_requirement(db, at)
    rows = db.execute(
        select(Assignment.employee_id, Assignment.requirement, Assignment.certificate)
        .where(Assignment.requirement.in_(days), Assignment.employee_id.in_(moved))
        .where(Assignment.from_at <= at)
        .where(Assignment.to_at.is_(None) | (Assignment.to_at > at))
    )
    needed = {each.slug: each for each in designs}
    found: dict[int, int] = {}
    for row in rows:
        design = needed.get(row.certificate)
        if design and module in design.required_modules(moved[row.employee_id]):
            least = days[row.requirement]
            found[row.employee_id] = min(found.get(row.employee_id, least), least)
    return found


def _days_by_requirement(db: Session, at: datetime) -> dict[str, int]:
    """The days that requirements give after a move, as they stood at an instant."""
    version = aliased(RequirementVersion)
    rows = db.execute(
        select(version.requirement, version.rules).where(version.from_at <= at).order_by(version.n)
    )
    last = {row.requirement: read_rules(row.rules).after_move for row in rows}
    return {each: days for each, days in last.items() if days is not None}


def credits_of(
    db: Session, knowledge_ids: Iterable[int | None], texts: Mapping[int, Publication]
) -> dict[int | None, tuple[Credit, ...]]:
    """What each knowledge gives credit for, with all that was known before it.

    `texts` are the module's publications by revision.
    """
    ids = {each for each in knowledge_ids if each is not None}
    if not ids:
        return {}
    start = select(Knowledge.id, Knowledge.before_id).where(Knowledge.id.in_(ids))
    chain = start.cte("chain", recursive=True)
    before = select(Knowledge.id, Knowledge.before_id).where(Knowledge.id == chain.c.before_id)
    chain = chain.union(before)
    rows = db.scalars(select(Knowledge).where(Knowledge.id.in_(select(chain.c.id))))
    by_slug = {each[0]: each for each in lineages(db).values()}
    found: dict[int | None, tuple[Credit, ...]] = {None: ()}
    # What was known before is always older than what rests on it.
    for row in sorted(rows, key=lambda each: each.id):
        lineage = by_slug.get(row.department, (row.department,))
        own = _credits_of(row, texts[row.revision_id], lineage)
        found[row.id] = found[row.before_id] + own
    return found


def _credits_of(
    row: Knowledge, publication: Publication, lineage: tuple[str, ...]
) -> tuple[Credit, ...]:
    every = completed(
        publication,
        lineage,
        row.language,
        tested=(),
        at=publication.at,
        held=row.held or (),
    )
    return every if row.parts is None else tuple(each for each in every if each.part in row.parts)

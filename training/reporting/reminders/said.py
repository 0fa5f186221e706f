"""What one person's reminder says at the moment in which it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.assignments.reminders.queries import (
    Worker,
    calendar_in_force,
    chosen_settings,
    workers,
)
from training.assignments.reminders.timetable import (
    Debt,
    Notice,
    Occasion,
    Plan,
    due_notices,
    read_notice,
)
from training.content.queries import all_in_force, certificate_edition
from training.learning.queries import module_states
from training.people.queries import Person, person
from training.reporting.reminders.debts import debts_of
from training.reporting.reminders.due import is_late

ASSIGNED, REMINDER, OVERDUE, ESCALATION = "assigned", "reminder", "overdue", "escalation"
"""Which of the City's texts it is."""


@dataclass(frozen=True, slots=True)
class LateOne:
    """Somebody long overdue, with what and since when."""

    who: Worker
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Everything that one person is told today."""

    reader: Person
    kind: str
    own: tuple[Debt, ...]
    late: tuple[LateOne, ...]
    titles: dict[str, str]
    """Of certificates, in the reader's language."""
    module: str
    """The one module to go on with; empty where there are several or none is known."""


def digest_of(
    db: Session, payload: dict[str, Any], *, now: datetime, zone: ZoneInfo
) -> Digest | None:
    """What a queued reminder says now; none for whoever has done it all meanwhile, or left."""
    today = now.astimezone(zone).date()
    reader = person(db, payload["employee"], now=now, today=today)
    if reader is None or not reader.active:
        return None
    chosen = chosen_settings(db)
    debts = debts_of(db, [reader.id], at=now, today=today, zone=zone).get(reader.id, [])
    calendar = calendar_in_force(db, chosen, zone)
    still = set(due_notices(debts, chosen.plan, calendar, today))
    about = [each for each in map(read_notice, payload["about"]) if each in still]
    own = tuple(debts) if about else ()
    late = (
        _late(db, reader, chosen.plan, now=now, today=today, zone=zone) if payload["told"] else ()
    )
    if not own and not late:
        return None
    editions = {
        each.slug: certificate_edition(db, each) for each in all_in_force(db, "certificate")
    }
    titles = {slug: each.title(reader.language) for slug, each in editions.items()}
    module = ""
    if len(own) == 1 and own[0].certificate in editions:
        module = _next(db, reader, editions[own[0].certificate].required_modules(reader.lineage))
    return Digest(reader, _kind(own, about), own, late, titles, module)


def may_go_out(db: Session, payload: dict[str, Any], *, now: datetime, zone: ZoneInfo) -> bool:
    """Whether it is the reminder's own day, and an hour at which people are written to."""
    if now.astimezone(zone).date() != date.fromisoformat(payload["day"]):
        return False
    return calendar_in_force(db, chosen_settings(db), zone).is_open(now)


def _kind(own: Sequence[Debt], about: Sequence[Notice]) -> str:
    if not own:
        return ESCALATION
    if any(each.overdue for each in own):
        return OVERDUE
    asked = all(each.occasion is Occasion.ASSIGNED for each in about)
    return ASSIGNED if asked else REMINDER


def _late(
    db: Session, reader: Person, plan: Plan, *, now: datetime, today: date, zone: ZoneInfo
) -> tuple[LateOne, ...]:
    """Those of whom a supervisor or liaison hears, by name."""
    reports = workers(db, today=today, supervisor=reader.id) if plan.supervisor else []
    kept = workers(db, today=today, departments=reader.liaison_of) if plan.liaison else []
    debts = debts_of(db, {each.id for each in (*reports, *kept)}, at=now, today=today, zone=zone)
    found: dict[int, LateOne] = {}
    for people, weeks in ((reports, plan.supervisor), (kept, plan.liaison)):
        for each in people:
            theirs = debts.get(each.id, [])
            if each.id != reader.id and is_late(theirs, weeks, today):
                found[each.id] = LateOne(each, tuple(one for one in theirs if one.overdue))
    return tuple(sorted(found.values(), key=lambda each: each.who.name))


def _next(db: Session, reader: Person, modules: Sequence[str]) -> str:
    """The module to go on with: the only one, else the first that is not completed."""
    if len(modules) == 1:
        return modules[0]
    states = module_states(db, reader.id)
    undone = (each for each in modules if (one := states.get(each)) is None or not one.completed)
    return next(undone, "")

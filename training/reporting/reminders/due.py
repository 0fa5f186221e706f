"""Who is to be written to on a day of the City's, and why: one mail a person at most."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.assignments.reminders.calendar import Calendar
from training.assignments.reminders.queries import (
    Worker,
    calendar_in_force,
    chosen_settings,
    given,
    workers,
)
from training.assignments.reminders.timetable import (
    Debt,
    Notice,
    Plan,
    due_notices,
    told_from,
)
from training.people.departments.queries import departments
from training.people.grants.queries import held
from training.people.models import OF_A_DEPARTMENT
from training.reporting.reminders.debts import debts_of


@dataclass(frozen=True, slots=True)
class Reminding:
    """Somebody to be written to: what about, and whether they are told of others."""

    reader: Worker
    about: tuple[Notice, ...]
    late: tuple[Worker, ...] = ()
    """Those long overdue whom they hear of."""


@dataclass(frozen=True, slots=True)
class DayOfReminders:
    """A day's reminders, and the days and hours that they are held to."""

    calendar: Calendar
    reminding: tuple[Reminding, ...]


def reminders_on(
    db: Session,
    *,
    now: datetime,
    today: date,
    zone: ZoneInfo,
    only: Collection[int] | None = None,
) -> DayOfReminders:
    """Everybody who is to be written to on a day, by name; a fixed number of statements.

    Whoever has no e-mail address is not among them: a liaison prints a slip for them. `only` are
    the ids of those who may be written to, none for everybody.
    """
    chosen = chosen_settings(db)
    calendar = calendar_in_force(db, chosen, zone)
    if not calendar.works(today):
        return DayOfReminders(calendar, ())
    people = workers(db, today=today)
    debts = debts_of(db, None, at=now, today=today, zone=zone)
    before = given(db, now=now, today=today)
    late = _told(db, people, debts, chosen.plan, now=now, today=today)
    found = []
    for each in people:
        if not each.email or (only is not None and each.id not in only):
            continue
        notices = before.notices.get(each.id, ())
        about = due_notices(debts.get(each.id, ()), chosen.plan, calendar, today, notices)
        theirs = () if each.id in before.told else tuple(late.get(each.id, ()))
        if about or theirs:
            found.append(Reminding(each, about, theirs))
    return DayOfReminders(calendar, tuple(found))


def is_late(debts: Iterable[Debt], weeks: int | None, today: date) -> bool:
    """Whether any debt is overdue for so many weeks; never while nobody has said how many."""
    return any(told_from(each, weeks, today) for each in debts)


def _told(
    db: Session,
    people: Iterable[Worker],
    debts: Mapping[int, list[Debt]],
    plan: Plan,
    *,
    now: datetime,
    today: date,
) -> Mapping[int, list[Worker]]:
    """Of whom each supervisor and liaison hears."""
    if plan.supervisor is None and plan.liaison is None:
        return {}
    liaisons = _liaisons(db, now=now, today=today) if plan.liaison is not None else {}
    found: dict[int, list[Worker]] = defaultdict(list)
    for each in people:
        theirs = debts.get(each.id, ())
        readers: set[int] = set()
        if is_late(theirs, plan.liaison, today):
            readers |= liaisons.get(each.department_id, set())
        if each.supervisor_id is not None and is_late(theirs, plan.supervisor, today):
            readers.add(each.supervisor_id)
        for reader in readers - {each.id}:
            found[reader].append(each)
    return found


def _liaisons(db: Session, *, now: datetime, today: date) -> Mapping[int, set[int]]:
    """The liaisons and deputies by the id of each department and division that is theirs."""
    below: dict[int, set[int]] = defaultdict(set)
    for each in departments(db):
        below[each.id].add(each.id)
        if each.parent_id is not None:
            below[each.parent_id].add(each.id)
    found: dict[int, set[int]] = defaultdict(set)
    for one in held(db, now=now, today=today):
        if one.counts and one.grant.role in OF_A_DEPARTMENT and one.department is not None:
            for unit in below[one.department.id]:
                found[unit].add(one.holder.id)
    return found

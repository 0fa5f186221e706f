"""Which reminder of what is due on a day: pure rules over what somebody owes.

Every notice has a day of its own. It is given on that day or, when nobody is written to then, on
the next on which somebody is; whoever knows which were given already gives each of them once.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from training.assignments.reminders.calendar import Calendar

WEEK = timedelta(days=7)
LATEST = timedelta(days=14)
"""How long after its day a notice is still given: longer than any row of days off."""


class What(StrEnum):
    """What somebody owes."""

    TO_DO = "to-do"
    UPDATE = "update"
    RENEWAL = "renewal"


class Occasion(StrEnum):
    """Why somebody is written to."""

    ASSIGNED = "assigned"
    BEFORE = "before"
    DUE = "due"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Debt:
    """A certificate that somebody has to do something for; nothing for whoever is excused.

    `since` is the day on which it was asked, the update came or the renewal was offered; none
    where that is not known. `overdue` says so on the day that is looked at: grace is over.
    """

    certificate: str
    what: What
    since: date | None
    due: date | None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A reason to write, with the day that it belongs to."""

    certificate: str
    occasion: Occasion
    day: date

    def stored(self) -> list[str]:
        """As a message keeps it."""
        return [self.certificate, self.occasion.value, self.day.isoformat()]


def read_notice(stored: Iterable[str]) -> Notice:
    """The notice that `stored()` gave."""
    certificate, occasion, day = stored
    return Notice(certificate, Occasion(occasion), date.fromisoformat(day))


@dataclass(frozen=True, slots=True)
class Plan:
    """When reminders go out. What is not set goes out not at all, but for `every`.

    `before`: so many days before the due day. `every`: weeks between two of the same overdue.
    `supervisor` and `liaison`: after so many weeks overdue they are told.
    """

    before: tuple[int, ...] = ()
    every: int = 1
    supervisor: int | None = None
    liaison: int | None = None


def due_notices(
    debts: Iterable[Debt],
    plan: Plan,
    calendar: Calendar,
    today: date,
    given: Collection[Notice] = (),
) -> tuple[Notice, ...]:
    """What one person is to be reminded of today, all of it in one mail; nothing on a day off."""
    if not calendar.works(today):
        return ()
    found = (
        notice
        for debt in debts
        for notice in _notices(debt, plan, calendar, today)
        if notice.day <= today < notice.day + LATEST and notice not in given
    )
    return tuple(sorted(set(found), key=lambda each: (each.day, each.certificate, each.occasion)))


def weeks_overdue(debt: Debt, today: date) -> int:
    """How many whole weeks have passed since the due day; none for what is not overdue."""
    return (today - debt.due).days // WEEK.days if debt.overdue and debt.due else 0


def told_from(debt: Debt, weeks: int | None, today: date) -> date | None:
    """The day from which somebody else is told of a debt; none while that is not so."""
    if weeks is None or debt.due is None or not debt.overdue:
        return None
    day = debt.due + weeks * WEEK
    return day if day <= today else None


def _notices(debt: Debt, plan: Plan, calendar: Calendar, today: date) -> Iterator[Notice]:
    """Every notice whose day may have come: of a kind that repeats, the last one."""
    if debt.overdue and debt.due is not None:
        yield Notice(debt.certificate, Occasion.OVERDUE, _last_overdue(debt.due, plan, today))
        return
    if debt.since is not None:
        yield Notice(debt.certificate, Occasion.ASSIGNED, debt.since)
    if debt.due is None or debt.due < today:
        return
    yield from _ahead(debt, debt.due, plan, today)
    # What is due on a day off is said on the working day before, while there is time.
    last = calendar.working_day(debt.due)
    if debt.since is None or last > debt.since:
        yield Notice(debt.certificate, Occasion.DUE, last)


def _ahead(debt: Debt, due: date, plan: Plan, today: date) -> Iterator[Notice]:
    passed = [day for each in plan.before if (day := due - timedelta(days=each)) <= today]
    # Whoever was asked later than that has just been told the day.
    if passed and (debt.since is None or max(passed) > debt.since):
        yield Notice(debt.certificate, Occasion.BEFORE, max(passed))


def _last_overdue(due: date, plan: Plan, today: date) -> date:
    first = due + timedelta(days=1)
    step = max(plan.every, 1) * WEEK
    return first + (today - first) // step * step

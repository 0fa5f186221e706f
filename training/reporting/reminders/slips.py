"""Who in a department is to be reminded on paper."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.assignments.reminders.queries import Worker, workers
from training.assignments.reminders.timetable import Debt
from training.reporting.reminders.debts import debts_of
from training.reporting.reminders.sent import last_printed


@dataclass(frozen=True, slots=True)
class ToPrint:
    """Somebody who owes something, and when a slip was printed for them last."""

    who: Worker
    debts: tuple[Debt, ...]
    printed: date | None

    @property
    def overdue(self) -> bool:
        """Whether anything of it is overdue."""
        return any(each.overdue for each in self.debts)


def people_to_remind(
    db: Session, departments: Collection[int], *, now: datetime, today: date, zone: ZoneInfo
) -> list[ToPrint]:
    """Everybody of some departments who owes something, by name; those overdue first."""
    people = workers(db, today=today, departments=departments)
    ids = [each.id for each in people]
    debts = debts_of(db, ids, at=now, today=today, zone=zone)
    printed = last_printed(db, ids)
    found = [
        ToPrint(each, tuple(debts[each.id]), printed.get(each.id))
        for each in people
        if each.id in debts
    ]
    return sorted(found, key=lambda each: not each.overdue)

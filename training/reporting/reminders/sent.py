"""What was sent to whom, when, and what became of it: from the outbox and its deliveries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from training.assignments.reminders.messages import REMINDER, SLIP
from training.assignments.reminders.timetable import Notice, read_notice
from training.outbox import Delivery, OutboxMessage
from training.people.models import Employee
from training.people.queries import employment_on
from training.people.words import full_name


@dataclass(frozen=True, slots=True)
class SentOne:
    """One reminder of one person."""

    at: datetime
    """When it was done with, or is due."""
    number: str
    name: str
    on_paper: bool
    about: tuple[Notice, ...]
    told: bool
    """Whether it told of others."""
    waits: bool
    given_up: bool
    answer: str
    """Of the last try; empty before it."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Reminders to be looked through: all, of the people of some departments, of one number."""

    within: Collection[int] | None
    number: str
    today: date

    def count(self, db: Session) -> int:
        """How many there are."""
        return db.scalar(select(func.count()).select_from(self._found().subquery())) or 0

    def rows(self, db: Session, *, start: int, most: int) -> list[SentOne]:
        """A page of them, the newest first; one statement."""
        newest = self._found().order_by(OutboxMessage.id.desc()).offset(start).limit(most)
        return [_one(each) for each in db.execute(newest)]

    def _found(self) -> Select[Any]:
        last = (
            select(Delivery.answer)
            .where(Delivery.outbox_id == OutboxMessage.id)
            .order_by(Delivery.try_number.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = (
            select(
                OutboxMessage,
                Employee.number,
                Employee.first_name,
                Employee.last_name,
                Employee.preferred_name,
                last.label("answer"),
            )
            .join(Employee, Employee.id == OutboxMessage.payload["employee"].as_integer())
            .where(OutboxMessage.kind.in_((REMINDER, SLIP)))
        )
        if self.number:
            found = found.where(Employee.number == self.number)
        if self.within is not None:
            work = employment_on(self.today)
            found = found.join(work, work.c.employee_id == Employee.id)
            found = found.where(work.c.department_id.in_(self.within))
        return found


def last_printed(db: Session, employee_ids: Collection[int]) -> dict[int, date]:
    """The last day on which a slip was printed for each of some people."""
    who = OutboxMessage.payload["employee"].as_integer()
    rows = db.execute(
        select(who, func.max(OutboxMessage.payload["day"].as_string()))
        .where(OutboxMessage.kind == SLIP, who.in_(employee_ids))
        .group_by(who)
    )
    return {employee_id: date.fromisoformat(day) for employee_id, day in rows}


def _one(row: Row[Any]) -> SentOne:
    message: OutboxMessage = row[0]
    return SentOne(
        at=message.done or message.dead or message.due,
        number=row.number,
        name=full_name(row.first_name, row.last_name, row.preferred_name),
        on_paper=message.kind == SLIP,
        about=tuple(map(read_notice, message.payload.get("about", ()))),
        told=bool(message.payload.get("told")),
        waits=message.done is None and message.dead is None,
        given_up=message.dead is not None,
        answer=row.answer or "",
    )

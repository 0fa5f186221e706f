"""Reads of reminders: what OEI has set, whom there is to remind, and what was said already."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.orm import Session

from training.assignments.reminders.calendar import Calendar
from training.assignments.reminders.messages import NOT_NOW, REMINDER
from training.assignments.reminders.plan import PREFIX, Chosen, read_chosen, within_hours
from training.assignments.reminders.timetable import LATEST, WEEK, Notice, read_notice
from training.content.city_files.queries import holidays
from training.outbox import Delivery, OutboxMessage
from training.people.models import LOCAL, Employee, Identity
from training.people.queries import employment_on
from training.people.words import full_name
from training.settings import Setting


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works here, as reminders know them."""

    id: int
    number: str
    name: str
    email: str | None
    language: str
    department_id: int
    supervisor_id: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """What was said in the last days, by reader."""

    notices: dict[int, set[Notice]] = field(default_factory=lambda: defaultdict(set))
    told: set[int] = field(default_factory=set)
    """Who was told of others within the last week."""


def chosen_settings(db: Session) -> Chosen:
    """What OEI has set; one statement."""
    rows = db.execute(
        select(Setting.key, Setting.value)
        .where(Setting.key.startswith(PREFIX, autoescape=True))
        .order_by(Setting.id)
    )
    return read_chosen({each.key: each.value for each in rows})


def calendar_in_force(db: Session, chosen: Chosen, zone: ZoneInfo) -> Calendar:
    """The City's working days and hours."""
    return within_hours(Calendar(zone, holidays(db)), chosen)


def workers(
    db: Session,
    *,
    today: date,
    departments: Collection[int] | None = None,
    supervisor: int | None = None,
    employee_id: int | None = None,
) -> list[Worker]:
    """Who works here today, by name: everybody, or those of some departments, of a supervisor, or
    one person; one statement."""
    work = employment_on(today)
    which: list[ColumnElement[bool]] = [work.c.active]
    if departments is not None:
        which.append(work.c.department_id.in_(departments))
    if supervisor is not None:
        which.append(work.c.supervisor_id == supervisor)
    if employee_id is not None:
        which.append(Employee.id == employee_id)
    found = db.execute(
        select(
            Employee.id,
            Employee.number,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Employee.email,
            Employee.language,
            work.c.department_id,
            work.c.supervisor_id,
        )
        .join(work, work.c.employee_id == Employee.id)
        .where(*which)
        .order_by(Employee.last_name, Employee.first_name, Employee.id)
    )
    return [_worker(each) for each in found]


def with_password(db: Session) -> frozenset[int]:
    """Who has a password of ours: in a demonstration nobody else is written to."""
    return frozenset(db.scalars(select(Identity.employee_id).where(Identity.issuer == LOCAL)))


def given(db: Session, *, now: datetime, today: date) -> Given:
    """What was said in the last days, and what waits to be said today; one statement.

    What came too late, or waits since an earlier day, was not said.
    """
    too_late = exists().where(Delivery.outbox_id == OutboxMessage.id, Delivery.answer == NOT_NOW)
    rows = db.execute(
        select(OutboxMessage.payload, OutboxMessage.done)
        .where(
            OutboxMessage.kind == REMINDER, OutboxMessage.due >= now - LATEST - timedelta(days=2)
        )
        .where(~too_late)
    )
    found = Given()
    for payload, done in rows:
        day = date.fromisoformat(payload["day"])
        if done is None and day != today:
            continue
        found.notices[payload["employee"]].update(map(read_notice, payload["about"]))
        if payload["told"] and today - day < WEEK:
            found.told.add(payload["employee"])
    return found


def _worker(row: Row[Any]) -> Worker:
    return Worker(
        id=row.id,
        number=row.number,
        name=full_name(row.first_name, row.last_name, row.preferred_name),
        email=row.email,
        language=row.language,
        department_id=row.department_id,
        supervisor_id=row.supervisor_id,
    )

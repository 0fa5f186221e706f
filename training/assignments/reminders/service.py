"""Writes of reminders: slips handed out, and what OEI sets."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.assignments.reminders.messages import PRINTED, slip_message
from training.assignments.reminders.plan import Chosen
from training.audit import record
from training.outbox import hand_over
from training.settings import put_setting


def print_slips(
    db: Session, employee_ids: Collection[int], *, by: int, now: datetime, today: date
) -> None:
    """Keep that reminders were printed for some people; again on a day is the same."""
    people = sorted(employee_ids)
    slips = [slip_message(each, today, by=by, now=now) for each in people]
    hand_over(db, slips, PRINTED, now=now)
    record(db, "assignments:reminders:printed", actor=by, now=now, employees=people)


def set_plan(db: Session, chosen: Chosen, *, by: int | None, now: datetime) -> None:
    """Set when reminders go out; what is none is open again. Each change is written down."""
    for key, value in chosen.stored().items():
        put_setting(db, key, value, by=by, now=now)

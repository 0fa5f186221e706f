"""A reminder as the outbox keeps it: whom it is for, on which day, and why."""

from collections.abc import Iterable
from datetime import date, datetime

from training.assignments.reminders.timetable import Notice
from training.outbox import Message

REMINDER = "reminder"
SLIP = "reminder-slip"
"""A reminder on paper, handed out by a liaison."""
NOT_NOW = "its day or its hours were over"
"""The answer of a reminder that came too late; what it was about is said on the next day."""
PRINTED = "printed"


def reminder_message(
    employee_id: int, day: date, *, about: Iterable[Notice], told: bool, due: datetime
) -> Message:
    """The one message of a person and a day; `told` of others who are long overdue."""
    payload = {
        "employee": employee_id,
        "day": day.isoformat(),
        "about": [each.stored() for each in about],
        "told": told,
    }
    return Message(f"{REMINDER}:{employee_id}:{day.isoformat()}", REMINDER, due, payload)


def slip_message(employee_id: int, day: date, *, by: int, now: datetime) -> Message:
    """That a slip was printed for somebody on a day; a second one that day is the same."""
    key = f"{SLIP}:{employee_id}:{day.isoformat()}"
    return Message(key, SLIP, now, {"employee": employee_id, "day": day.isoformat(), "by": by})

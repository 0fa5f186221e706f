"""The day's reminders are queued, one a person, however often this runs."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from training.assignments.reminders.messages import reminder_message
from training.db import alone
from training.outbox import enqueue
from training.reporting.reminders.due import reminders_on

ONE_AT_A_TIME = 0x72656D696E64
"""The advisory lock of whoever queues reminders (“remind”)."""
CHUNK = 1000
"""Messages in one statement: SQLite takes no more than 32,766 values."""


def queue_reminders(
    db: Session,
    *,
    now: datetime,
    today: date,
    zone: ZoneInfo,
    only: Collection[int] | None = None,
) -> int:
    """Queue what is to go out today in the City's hours; how many people are written to.

    Nothing on a weekend, on a holiday and after hours: what is left is said on the next working
    day. The number of statements does not grow with the people, but for chunks of `CHUNK`. `only`
    are the ids of those who may be written to, none for everybody.
    """
    alone(db, ONE_AT_A_TIME)
    found = reminders_on(db, now=now, today=today, zone=zone, only=only)
    due = found.calendar.sends_from(now)
    if due is None:
        return 0
    messages = [
        reminder_message(each.reader.id, today, about=each.about, told=bool(each.late), due=due)
        for each in found.reminding
    ]
    for start in range(0, len(messages), CHUNK):
        enqueue(db, messages[start : start + CHUNK])
    return len(messages)

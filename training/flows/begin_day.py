"""A day begins in the City: first and last days of work come without anybody doing anything."""

from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.queries import CITY_ZONE
from training.assignments.service import lock_assignments, settle
from training.people.grants.service import end_lost


def begin_day(db: Session, *, now: datetime, today: date, zone: tzinfo = CITY_ZONE) -> None:
    """Ask those who start today for what is asked of them, and end what leavers held.

    Their rights ended by themselves at midnight; here it is written down, and the administrators
    hear of departments that lost a liaison. The second time on a day changes nothing.
    """
    lock_assignments(db)
    settle(db, now=now, today=today, zone=zone)
    end_lost(db, now=now, today=today)

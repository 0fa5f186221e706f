"""Whose calendar address this is, and whether somebody has one."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import CalendarLink
from training.people.queries import Person, person, token_hash


def calendar_since(db: Session, employee_id: int) -> datetime | None:
    """Since when somebody has had their address; none where they have none."""
    return db.scalar(
        select(CalendarLink.created).where(
            CalendarLink.employee_id == employee_id, CalendarLink.ended.is_(None)
        )
    )


def person_by_calendar(db: Session, token: str, *, now: datetime, today: date) -> Person | None:
    """Whose address this is; nobody once it was withdrawn or they no longer work here."""
    found = db.scalar(
        select(CalendarLink.employee_id).where(
            CalendarLink.token_hash == token_hash(token), CalendarLink.ended.is_(None)
        )
    )
    who = person(db, found, now=now, today=today) if found is not None else None
    return who if who and who.active else None

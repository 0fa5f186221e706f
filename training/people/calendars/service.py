"""Addresses for calendars made and withdrawn."""

import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training import audit
from training.errors import NotFound
from training.people.models import CalendarLink
from training.people.queries import token_hash
from training.people.service import lock


def make_calendar_link(db: Session, employee_id: int, *, now: datetime) -> str:
    """The token of a new address, which is kept as its hash only; an earlier one ends."""
    lock(db, employee_id)
    _end(db, employee_id, now=now)
    token = secrets.token_urlsafe(32)
    db.add(
        CalendarLink(employee_id=employee_id, token_hash=token_hash(token), created=now, ended=None)
    )
    audit.record(db, "people:calendar:made", actor=employee_id, now=now)
    db.flush()
    return token


def end_calendar_link(db: Session, employee_id: int, *, now: datetime) -> None:
    """Withdraw somebody's address. Raises `NotFound` where they have none."""
    lock(db, employee_id)
    if not _end(db, employee_id, now=now):
        raise NotFound("You have no calendar address.")
    audit.record(db, "people:calendar:withdrawn", actor=employee_id, now=now)
    db.flush()


def _end(db: Session, employee_id: int, *, now: datetime) -> bool:
    ended = db.scalars(
        update(CalendarLink)
        .where(CalendarLink.employee_id == employee_id, CalendarLink.ended.is_(None))
        .values(ended=now)
        .returning(CalendarLink.id)
    ).all()
    return bool(ended)

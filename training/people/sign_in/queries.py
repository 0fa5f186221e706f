"""What is kept about ways in: whose password, which codes, which sessions."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import Identity, SignInSession
from training.people.passwords import NOBODY
from training.people.queries import person_by_login

LOCAL = "local"
"""The issuer of passwords kept here."""


def password_behind(
    db: Session, login: str, *, now: datetime, today: date
) -> tuple[int | None, str]:
    """Whose login it is and the hash to check their password against.

    Nobody for an unknown login, a leaver and somebody without a password, and then a hash that
    nothing matches: checked all the same, it takes as long.
    """
    person = person_by_login(db, login, now=now, today=today)
    employee_id = person.id if person and person.active else None
    secret = password_of(db, employee_id or 0)
    return (employee_id, secret) if secret else (None, NOBODY)


def password_of(db: Session, employee_id: int) -> str | None:
    """The hash of somebody's password, if they have one."""
    local = select(Identity.secret).where(Identity.issuer == LOCAL)
    return db.scalar(local.where(Identity.subject == str(employee_id)))


def open_sessions(db: Session, employee_id: int, *, now: datetime) -> Sequence[SignInSession]:
    """Where somebody is signed in, the newest first."""
    return db.scalars(
        select(SignInSession)
        .where(SignInSession.employee_id == employee_id)
        .where(SignInSession.revoked.is_(None), SignInSession.expires > now)
        .order_by(SignInSession.created.desc(), SignInSession.id.desc())
    ).all()

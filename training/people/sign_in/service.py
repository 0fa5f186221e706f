"""Sessions begun and ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training import audit
from training.errors import NotFound
from training.people.models import SignInSession
from training.people.queries import token_hash


@dataclass(frozen=True, slots=True)
class Entry:
    """How and on what somebody comes in: what a session keeps about its beginning."""

    issuer: str
    """`local` for a password of ours, else the identity provider's address."""
    issuer_subject: str | None = None
    issuer_session: str | None = None
    """The provider's `sub` and `sid`, so that it can end what it began."""
    second_factor: bool = False
    device_id: int | None = None
    label: str = ""
    """Browser and system in words."""


def begin_session(
    db: Session, employee_id: int, entry: Entry, *, expires: datetime, now: datetime
) -> str:
    """A new session's token, which is kept as its hash only."""
    token = secrets.token_urlsafe(32)
    db.add(
        SignInSession(
            token_hash=token_hash(token),
            employee_id=employee_id,
            created=now,
            expires=expires,
            second_factor=now if entry.second_factor else None,
            device_id=entry.device_id,
            label=entry.label[:120] or None,
            issuer=entry.issuer,
            issuer_subject=entry.issuer_subject,
            issuer_session=entry.issuer_session,
        )
    )
    audit.record(db, "people:employee:signed-in", actor=employee_id, now=now, issuer=entry.issuer)
    db.flush()
    return token


def end_session(db: Session, employee_id: int, session_id: int, *, now: datetime) -> None:
    """End one of somebody's own sessions; raises `NotFound` for one that is not theirs or over."""
    ended = db.scalar(
        update(SignInSession)
        .where(SignInSession.id == session_id, SignInSession.employee_id == employee_id)
        .where(SignInSession.revoked.is_(None), SignInSession.expires > now)
        .values(revoked=now)
        .returning(SignInSession.id)
    )
    if ended is None:
        raise NotFound("This sign-in is over already.")
    audit.record(db, "people:session:ended", actor=employee_id, now=now, session=session_id)
    db.flush()


def end_sessions(
    db: Session, employee_id: int, *, keep: str = "", by: int | None, now: datetime
) -> int:
    """How many of somebody's sessions were ended: all but the one with the token `keep`."""
    ended = db.scalars(
        update(SignInSession)
        .where(SignInSession.employee_id == employee_id, SignInSession.revoked.is_(None))
        .where(SignInSession.expires > now, SignInSession.token_hash != token_hash(keep))
        .values(revoked=now)
        .returning(SignInSession.id)
    ).all()
    if ended:
        facts = {"employee": employee_id, "sessions": len(ended)}
        audit.record(db, "people:sessions:ended", actor=by, now=now, **facts)
        db.flush()
    return len(ended)

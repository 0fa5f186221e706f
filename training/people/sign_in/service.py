"""Sessions begun and ended, passwords kept, codes made and spent."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training import audit
from training.errors import Conflict, NotFound
from training.people.models import LOCAL, Identity, SignInSession
from training.people.queries import token_hash
from training.people.service import lock
from training.people.sign_in.codes import KINDS, code_hash, new_code


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


def keep_password(
    db: Session, employee_id: int, secret: str, *, keep: str = "", now: datetime
) -> None:
    """Give somebody the password that `secret` is the hash of, in place of the one they had.

    Ends every session but the one with the token `keep`, and every code.
    """
    lock(db, employee_id)
    own = (Identity.issuer == LOCAL, Identity.subject == str(employee_id))
    identity = db.scalar(select(Identity).where(*own))
    if identity is None:
        identity = Identity(employee_id=employee_id, issuer=LOCAL, subject=str(employee_id))
        db.add(identity)
    identity.secret, identity.created = secret, now
    audit.record(db, "people:password:chosen", actor=employee_id, now=now)
    end_sessions(db, employee_id, keep=keep, by=employee_id, now=now)
    _end_codes(db, employee_id, now=now)
    db.flush()


def make_code(
    db: Session, employee_id: int, kind: str, *, lasts: timedelta, by: int | None, now: datetime
) -> str:
    """A new code for somebody, shown this once; it ends every earlier one. `by` is who asked."""
    lock(db, employee_id)
    _end_codes(db, employee_id, now=now)
    code = new_code()
    db.add(
        Identity(
            employee_id=employee_id,
            issuer=kind,
            subject=code_hash(code),
            secret="",
            created=now,
            expires=now + lasts,
            by=by,
        )
    )
    audit.record(db, f"people:{kind}:made", actor=by, now=now, employee=employee_id)
    db.flush()
    return code


def spend_code(db: Session, typed: str, *, now: datetime) -> int:
    """Whose code it was. Used up from now on; raises `Conflict` for one that cannot be used."""
    spent = db.execute(
        update(Identity)
        .where(Identity.issuer.in_(KINDS), Identity.subject == code_hash(typed))
        .where(Identity.used.is_(None), Identity.expires > now)
        .values(used=now)
        .returning(Identity.employee_id, Identity.issuer)
    ).one_or_none()
    if spent is None:
        raise Conflict("This code has been used, or its time is over.")
    audit.record(db, f"people:{spent.issuer}:used", actor=spent.employee_id, now=now)
    db.flush()
    return int(spent.employee_id)


def _end_codes(db: Session, employee_id: int, *, now: datetime) -> None:
    db.execute(
        update(Identity)
        .where(Identity.employee_id == employee_id, Identity.issuer.in_(KINDS))
        .where(Identity.used.is_(None), Identity.expires > now)
        .values(expires=now)
    )

"""Second factors set up, shown, removed and reset."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from training import audit
from training.errors import Conflict, InputRefused, NotFound, Said
from training.people.models import (
    APP,
    PASSKEY,
    RECOVERY,
    SECOND_FACTORS,
    Identity,
    SignInSession,
)
from training.people.queries import token_hash
from training.people.second_factor.app_codes import is_app_code, step_of
from training.people.second_factor.passkeys import NewPasskey
from training.people.second_factor.queries import factors_of
from training.people.service import lock
from training.people.sign_in.codes import code_hash, new_code
from training.people.sign_in.service import end_sessions

CODES = 10
MOST_PASSKEYS = 10
REASONS = ("lost", "stolen", "broken", "replaced", "incident")
"""Why somebody's second factors are reset: a word, for the audit is no place for a story."""


def keep_app(db: Session, employee_id: int, secret: str, typed: str, *, now: datetime) -> None:
    """Set up an authenticator app, proven by a code of it.

    Raises `InputRefused` for a code that is not of this secret, `Conflict` where there is one.
    """
    lock(db, employee_id)
    if _app(db, employee_id) is not None:
        raise Conflict("You have set up an app already. Remove that one first.")
    step = step_of(secret, typed, after=None, now=now)
    if step is None:
        raise InputRefused("This code does not match. Take the one that the app shows now.")
    db.add(
        Identity(
            employee_id=employee_id,
            issuer=APP,
            subject=str(employee_id),
            secret=secret,
            counter=step,
            created=now,
        )
    )
    audit.record(db, "people:second-factor:added", actor=employee_id, now=now, kind=APP)
    db.flush()


def keep_passkey(
    db: Session, employee_id: int, new: NewPasskey, label: str, *, now: datetime
) -> None:
    """Set up a passkey; raises `Conflict` for one that is kept already, or one too many."""
    lock(db, employee_id)
    theirs = len(factors_of(db, employee_id).passkeys)
    known = select(Identity.id).where(Identity.issuer == PASSKEY, Identity.subject == new.id)
    if db.scalar(known) is not None:
        raise Conflict("This passkey is set up already.")
    if theirs >= MOST_PASSKEYS:
        raise Conflict("You have as many passkeys as we keep. Remove one first.")
    db.add(
        Identity(
            employee_id=employee_id,
            issuer=PASSKEY,
            subject=new.id,
            secret=new.key,
            label=label.strip()[:120] or None,
            counter=new.counter,
            created=now,
        )
    )
    audit.record(db, "people:second-factor:added", actor=employee_id, now=now, kind=PASSKEY)
    db.flush()


def remove(db: Session, employee_id: int, factor_id: int, *, now: datetime) -> None:
    """Remove one of somebody's own. Raises `NotFound`.

    With the last go the recovery codes, and what was shown in any sign-in counts no more.
    """
    lock(db, employee_id)
    kind = db.scalar(
        delete(Identity)
        .where(Identity.id == factor_id, Identity.employee_id == employee_id)
        .where(Identity.issuer.in_(SECOND_FACTORS))
        .returning(Identity.issuer)
    )
    if kind is None:
        raise NotFound("You have no such second step.")
    if not factors_of(db, employee_id).any:
        _delete(db, employee_id, RECOVERY)
        theirs = update(SignInSession).where(SignInSession.employee_id == employee_id)
        db.execute(theirs.values(second_factor=None))
    audit.record(db, "people:second-factor:removed", actor=employee_id, now=now, kind=kind)
    db.flush()


def new_recovery_codes(db: Session, employee_id: int, *, now: datetime) -> list[str]:
    """Ten new codes, shown this once; every earlier one is void.

    Raises `Conflict` for somebody who has no second factor to recover from the loss of.
    """
    lock(db, employee_id)
    if not factors_of(db, employee_id).any:
        raise Conflict("Set up an authenticator app or a passkey first.")
    _delete(db, employee_id, RECOVERY)
    codes = [new_code() for _ in range(CODES)]
    db.add_all(
        Identity(
            employee_id=employee_id,
            issuer=RECOVERY,
            subject=code_hash(each),
            secret="",
            created=now,
        )
        for each in codes
    )
    audit.record(db, "people:recovery-codes:made", actor=employee_id, now=now)
    db.flush()
    return codes


def use_code(db: Session, employee_id: int, typed: str, *, now: datetime) -> str:
    """Use up a code of somebody's app, or a recovery code: which kind it was; empty if neither."""
    lock(db, employee_id)
    if is_app_code(typed):
        return APP if _use_app_code(db, employee_id, typed, now) else ""
    spent = db.scalar(
        update(Identity)
        .where(Identity.issuer == RECOVERY, Identity.subject == code_hash(typed))
        .where(Identity.employee_id == employee_id, Identity.used.is_(None))
        .values(used=now)
        .returning(Identity.id)
    )
    return RECOVERY if spent is not None else ""


def use_passkey(db: Session, passkey_id: int, counter: int, *, now: datetime) -> bool:
    """Keep how often a passkey was used; false where somebody was faster with the same answer."""
    newer = or_(Identity.counter.is_(None), Identity.counter < counter)
    if counter == 0:
        # Such passkeys do not count; their challenge is spent instead.
        newer = or_(Identity.counter.is_(None), Identity.counter == 0)
    used = (
        update(Identity)
        .where(Identity.id == passkey_id, Identity.issuer == PASSKEY, newer)
        .values(counter=counter, used=now)
        .returning(Identity.id)
    )
    return db.scalar(used) is not None


def mark_shown(db: Session, employee_id: int, token: str, kind: str, *, now: datetime) -> None:
    """Let the sign-in with this token hold: a second factor of this kind was shown in it."""
    db.execute(
        update(SignInSession)
        .where(SignInSession.token_hash == token_hash(token))
        .where(SignInSession.employee_id == employee_id)
        .values(second_factor=now)
    )
    audit.record(db, "people:second-factor:shown", actor=employee_id, now=now, kind=kind)
    db.flush()


def reset_factors(
    db: Session, employee_id: int, *, reason: str, by: int | None, now: datetime
) -> int:
    """How many second factors of somebody were removed, with their codes and every sign-in.

    Raises `InputRefused` for a reason that is none of `REASONS`.
    """
    if reason not in REASONS:
        raise InputRefused(Said("Say why; the reasons are {reasons}.", reasons=", ".join(REASONS)))
    lock(db, employee_id)
    removed = _delete(db, employee_id, *SECOND_FACTORS)
    _delete(db, employee_id, RECOVERY)
    end_sessions(db, employee_id, by=by, now=now)
    facts = {"employee": employee_id, "removed": removed, "reason": reason}
    audit.record(db, "people:second-factor:reset", actor=by, now=now, **facts)
    db.flush()
    return removed


def _use_app_code(db: Session, employee_id: int, typed: str, now: datetime) -> bool:
    app = _app(db, employee_id)
    step = step_of(app.secret, typed, after=app.counter, now=now) if app else None
    if app is None or step is None:
        return False
    app.counter, app.used = step, now
    db.flush()
    return True


def _app(db: Session, employee_id: int) -> Identity | None:
    mine = select(Identity).where(Identity.issuer == APP, Identity.subject == str(employee_id))
    return db.scalar(mine.execution_options(populate_existing=True))


def _delete(db: Session, employee_id: int, *issuers: str) -> int:
    of_them = delete(Identity).where(Identity.employee_id == employee_id)
    return len(db.scalars(of_them.where(Identity.issuer.in_(issuers)).returning(Identity.id)).all())

"""An account is tied to its employee once, by the configured claim; its provider can end it."""

from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from training import audit
from training.db import upsert
from training.errors import InputRefused, Said, SignInRefused
from training.people.accounts.account import Account
from training.people.models import Employee, Identity, SignInSession, Throttle
from training.people.queries import Person, person
from training.people.service import lock


def employee_of(db: Session, account: Account, *, now: datetime, today: date) -> Person:
    """The employee whose account it is, tied to it from the first sign-in on.

    Raises `SignInRefused` for an account that claims nobody, somebody who is not on the staff
    list, or somebody else than it is tied to.
    """
    tied = db.scalar(_identity(account.issuer).where(Identity.subject == account.subject))
    claimed = _claimed(db, account)
    if tied is not None:
        _ensure_no_contradiction(account, tied.employee_id, claimed)
        return _at_work(db, tied.employee_id, now=now, today=today)
    if account.value is None:
        raise SignInRefused(_no_claim(account), code="no-claim")
    if claimed is None:
        raise _not_on_the_list()
    found = _at_work(db, claimed, now=now, today=today)
    lock(db, claimed)
    theirs = db.scalar(_identity(account.issuer).where(Identity.employee_id == claimed))
    if theirs is not None and theirs.subject == account.subject:
        return found  # tied by another window, while this one waited
    if theirs is not None:
        raise _contradicted()
    db.add(
        Identity(
            employee_id=claimed,
            issuer=account.issuer,
            subject=account.subject,
            secret="",
            created=now,
        )
    )
    facts = {"employee": claimed, "issuer": account.issuer, "by": account.match}
    audit.record(db, "people:account:tied", actor=claimed, now=now, **facts)
    db.flush()
    return found


def untie(db: Session, employee_id: int, issuer: str, *, by: int | None, now: datetime) -> bool:
    """Whether there was an account of this provider to untie from an employee; now there is none.

    The next sign-in ties whichever account then claims to be them.
    """
    lock(db, employee_id)
    tied = db.scalar(_identity(issuer).where(Identity.employee_id == employee_id))
    if tied is None:
        return False
    db.delete(tied)
    facts = {"employee": employee_id, "issuer": issuer}
    audit.record(db, "people:account:untied", actor=by, now=now, **facts)
    db.flush()
    return True


def spend(db: Session, what: str, value: str, *, at: datetime) -> bool:
    """Whether a thing that may be used once was not used before; now it is.

    `at` is its own instant, the same each time it comes; it is remembered for half a day.
    """
    key = f"{what}:{sha256(value.encode()).hexdigest()}"
    new = upsert(db, Throttle).values(key=key, window_start=at, count=1)
    once = new.on_conflict_do_nothing(index_elements=["key", "window_start"])
    return db.scalar(once.returning(Throttle.id)) is not None


def end_issuers_sessions(
    db: Session, issuer: str, *, subject: str | None, session: str | None, now: datetime
) -> int:
    """How many sessions were ended that a provider began: of its subject, of its session, of both.

    Raises `InputRefused` when it names neither.
    """
    if subject is None and session is None:
        raise InputRefused("Name whose sessions end.")
    begun = update(SignInSession).where(SignInSession.issuer == issuer)
    if subject is not None:
        begun = begun.where(SignInSession.issuer_subject == subject)
    if session is not None:
        of_it = SignInSession.issuer_session == session
        if subject is not None:
            # A provider may name the session when it ends, and not when it begins.
            of_it = or_(of_it, SignInSession.issuer_session.is_(None))
        begun = begun.where(of_it)
    ended = db.scalars(
        begun.where(SignInSession.revoked.is_(None))
        .values(revoked=now)
        .returning(SignInSession.employee_id)
    ).all()
    for employee_id in sorted(set(ended)):
        facts = {"employee": employee_id, "sessions": ended.count(employee_id), "issuer": issuer}
        audit.record(db, "people:sessions:ended", actor=None, now=now, **facts)
    db.flush()
    return len(ended)


def record_refusal(db: Session, provider: str, code: str, *, now: datetime) -> None:
    """Write down that a sign-in was refused and why; not whose, as nobody has proven that."""
    audit.record(db, "people:account:refused", actor=None, now=now, provider=provider, why=code)
    db.flush()


def _identity(issuer: str) -> Select[Identity]:
    return select(Identity).where(Identity.issuer == issuer)


def _claimed(db: Session, account: Account) -> int | None:
    if account.value is None:
        return None
    if account.match == "email":
        return db.scalar(select(Employee.id).where(Employee.email == account.value.lower()))
    return db.scalar(select(Employee.id).where(Employee.number == account.value))


def _ensure_no_contradiction(account: Account, tied: int, claimed: int | None) -> None:
    """A number is for ever; an address may be new there before the roster has it here."""
    if claimed == tied or account.value is None:
        return
    if claimed is None and account.match == "email":
        return
    raise _contradicted()


def _at_work(db: Session, employee_id: int, *, now: datetime, today: date) -> Person:
    found = person(db, employee_id, now=now, today=today)
    if found is None or not found.active:
        raise _not_on_the_list()
    return found


def _not_on_the_list() -> SignInRefused:
    said = Said(
        "You are signed in there, but you are not on the City's staff list here. New people are "
        "on it a day or two after they start."
    )
    return SignInRefused(said, code="not-on-the-list")


def _no_claim(account: Account) -> Said:
    if account.match == "email":
        return Said(
            "The sign-in service did not say that your e-mail address is verified, so we cannot "
            "tell who you are here. IT can set that right."
        )
    return Said(
        "The sign-in service did not send your employee number, so we cannot tell who you are "
        "here. IT can set that right."
    )


def _contradicted() -> SignInRefused:
    said = Said(
        "This account and the employee it names do not go together: one of them is tied to "
        "another already. Nobody was signed in. IT can find out which is right."
    )
    return SignInRefused(said, code="contradiction")

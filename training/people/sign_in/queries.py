"""What is kept about ways in: whose password, which codes, which sessions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from training.people.models import (
    LOCAL,
    RECOVERY,
    SECOND_FACTORS,
    Employee,
    Identity,
    RoleGrant,
    SignInSession,
)
from training.people.passwords import NOBODY
from training.people.queries import (
    Person,
    employment_on,
    person,
    person_by_login,
    token_hash,
)
from training.people.sign_in.codes import KINDS, code_hash

NO_WAY_IN = (*KINDS, *SECOND_FACTORS, RECOVERY)
"""Issuers of what does not let anybody in by itself."""

Standing = Literal["good", "used", "over", "unknown"]


@dataclass(frozen=True, slots=True)
class Code:
    """Whom a code is for and whether it can still be used; nobody unless it can."""

    standing: Standing
    kind: str = ""
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class WayIn:
    """Somebody who works here, and whether they can sign in."""

    employee_id: int
    number: str
    name: str
    email: str | None
    language: str
    enters: bool
    """Whether they have a password, or an account at an identity provider."""
    has_password: bool
    code_until: datetime | None
    """Until when a code that was made for them can be used."""
    has_role: bool
    """Whether they may do more than learn, or will: a code lasts for days."""


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


def session_of(db: Session, token: str) -> SignInSession | None:
    """The session that a token opens, over or not."""
    return db.scalar(select(SignInSession).where(SignInSession.token_hash == token_hash(token)))


def code_behind(db: Session, typed: str, *, now: datetime, today: date) -> Code:
    """What a code is good for; one of somebody who has left is over."""
    found = db.scalar(
        select(Identity).where(Identity.issuer.in_(KINDS), Identity.subject == code_hash(typed))
    )
    if found is None:
        return Code("unknown")
    if found.used:
        return Code("used", found.issuer)
    whose = person(db, found.employee_id, now=now, today=today)
    if found.expires is None or found.expires <= now or whose is None or not whose.active:
        return Code("over", found.issuer)
    return Code("good", found.issuer, whose)


def ways_in(
    db: Session, departments: Collection[int], *, now: datetime, today: date
) -> list[WayIn]:
    """Who works in these departments and how they come in, by name."""
    work = employment_on(today)
    of_them = Identity.employee_id == Employee.id
    code_until = (
        select(func.max(Identity.expires))
        .where(of_them, Identity.issuer.in_(KINDS), Identity.used.is_(None))
        .where(Identity.expires > now)
    )
    not_over = or_(RoleGrant.to_at.is_(None), RoleGrant.to_at > now)
    enters = exists().where(of_them, Identity.issuer.not_in(NO_WAY_IN))
    rows = db.execute(
        select(
            Employee,
            enters,
            exists().where(of_them, Identity.issuer == LOCAL),
            code_until.correlate(Employee).scalar_subquery(),
            exists().where(RoleGrant.employee_id == Employee.id, not_over),
        )
        .join(work, work.c.employee_id == Employee.id)
        .where(work.c.active, work.c.department_id.in_(departments))
        .order_by(Employee.last_name, Employee.first_name, Employee.id)
    )
    return [
        WayIn(
            each.id,
            each.number,
            each.name,
            each.email,
            each.language,
            enters=can_enter,
            has_password=has_password,
            code_until=until,
            has_role=has_role,
        )
        for each, can_enter, has_password, until, has_role in rows
    ]

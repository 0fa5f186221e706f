"""Sign-in, roles and a person's own choices."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, bindparam, select, update
from sqlalchemy.orm import Session

from training import audit
from training.errors import InputRefused, NotFound, Said
from training.people.models import (
    ROLES,
    Department,
    Employee,
    Identity,
    RoleGrant,
    SignInSession,
)
from training.people.passwords import NOBODY, hash_password, verify_password
from training.people.queries import LIAISON, Person, grants_at, person_by_login, token_hash
from training.text import LANGUAGES

LOCAL = "local"
"""The issuer of passwords kept here."""


_LOCKED = (
    select(Employee)
    .where(Employee.id == bindparam("employee_id"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock(db: Session, employee_id: int) -> Employee:
    """The employee, locked until the transaction ends; raises `NotFound`.

    Every flow that writes for an employee does this first, so that two of them cannot both
    believe to be the one that completes something.
    """
    employee = db.scalar(_LOCKED, {"employee_id": employee_id})
    if employee is None:
        raise NotFound("There is no such employee.")
    return employee


@dataclass(frozen=True, slots=True)
class Door:
    """Whom a login is for, and what opens it; there is one for every login, known or not."""

    person: Person | None
    secret: str

    def opens(self, password: str) -> Person | None:
        """The person; None for a wrong password, an unknown login and a leaver alike.

        All of these take the same time: one password is checked, whoever it is. That is slow on
        purpose, so the database has nothing to do with it.
        """
        right = verify_password(self.secret, password)
        return self.person if right and self.person and self.person.active else None


def door(db: Session, login: str, *, now: datetime, today: date) -> Door:
    """The way in for a login, whatever was typed."""
    person = person_by_login(db, login, now=now, today=today)
    identity = db.scalar(_local_identity(person.id if person else 0))
    return Door(person, identity.secret if identity else NOBODY)


def sign_in(db: Session, employee_id: int, *, now: datetime, hours: int) -> str:
    """The token of a new session for somebody whose door was opened."""
    token = secrets.token_urlsafe(32)
    db.add(
        SignInSession(
            token_hash=token_hash(token),
            employee_id=employee_id,
            created=now,
            expires=now + timedelta(hours=hours),
        )
    )
    audit.record(db, "people:employee:signed-in", actor=employee_id, now=now)
    db.flush()
    return token


def sign_out(db: Session, token: str, *, now: datetime) -> None:
    """End a session; one that is over already stays as it is."""
    employee_id = db.scalar(
        update(SignInSession)
        .where(SignInSession.token_hash == token_hash(token), SignInSession.revoked.is_(None))
        .values(revoked=now)
        .returning(SignInSession.employee_id)
    )
    if employee_id is not None:
        audit.record(db, "people:employee:signed-out", actor=employee_id, now=now)
        db.flush()


def set_password(db: Session, employee_id: int, password: str) -> None:
    """Give an employee a password, in place of the one they had."""
    identity = db.scalar(_local_identity(employee_id))
    if identity is None:
        identity = Identity(employee_id=employee_id, issuer=LOCAL, subject=str(employee_id))
        db.add(identity)
    identity.secret = hash_password(password)
    db.flush()


def grant_role(
    db: Session,
    employee_id: int,
    role: str,
    department_id: int | None,
    *,
    by: int | None,
    now: datetime,
) -> RoleGrant:
    """The grant of a role, for a department where one is given; one that stands is kept.

    Raises `InputRefused` for a role we do not know and for a liaison of nothing, `NotFound` for an
    employee or department that does not exist.
    """
    if role not in ROLES:
        known = {"role": role, "roles": ", ".join(ROLES)}
        raise InputRefused(Said("“{role}” is not a role; the roles are {roles}.", **known))
    if role == LIAISON and department_id is None:
        raise InputRefused("A liaison is the liaison of a department; name it.")
    lock(db, employee_id)
    if department_id is not None and db.get(Department, department_id) is None:
        raise NotFound("There is no such department.")
    standing = db.scalar(
        select(RoleGrant)
        .where(RoleGrant.employee_id == employee_id, RoleGrant.role == role, grants_at(now))
        .where(RoleGrant.department_id.is_not_distinct_from(department_id))
    )
    if standing is not None:
        return standing
    grant = RoleGrant(
        employee_id=employee_id, role=role, department_id=department_id, from_at=now, by=by
    )
    db.add(grant)
    facts = {"employee": employee_id, "role": role, "department": department_id}
    audit.record(db, "people:role:granted", actor=by, now=now, **facts)
    db.flush()
    return grant


def set_language(db: Session, employee_id: int, language: str) -> None:
    """Keep the language somebody chose to read in; raises `InputRefused` for one we lack."""
    if language not in LANGUAGES:
        raise InputRefused(Said("We do not have the language “{language}”.", language=language))
    lock(db, employee_id).language = language
    db.flush()


def _local_identity(employee_id: int) -> Select[Identity]:
    return select(Identity).where(Identity.issuer == LOCAL, Identity.subject == str(employee_id))

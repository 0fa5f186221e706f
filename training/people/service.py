"""Sign-in, roles and a person's own choices."""

from datetime import datetime

from sqlalchemy import Select, bindparam, literal, select, update
from sqlalchemy.orm import Session, aliased

from training import audit
from training.errors import InputRefused, NotFound, Said
from training.people.models import (
    LOCAL,
    OF_A_DEPARTMENT,
    ROLES,
    Department,
    Employee,
    Employment,
    Identity,
    RoleGrant,
    SignInSession,
)
from training.people.passwords import hash_password
from training.people.queries import (
    counts_in,
    grants_at,
    home_of,
    newest_employment,
    token_hash,
)
from training.people.sign_in.codes import KINDS
from training.text import LANGUAGES

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
    from_at: datetime | None = None,
    to_at: datetime | None = None,
    reason: str | None = None,
    source: str | None = None,
) -> RoleGrant:
    """The grant of a role, for a department where one is given; one that stands is kept.

    It counts from now, or from `from_at`, until `to_at`, or until it is ended. `source` is the
    identity provider whose groups it follows. Raises `InputRefused` for a role we do not know, a
    liaison of nothing and an end before the beginning, `NotFound` for an employee or department
    that does not exist.
    """
    _ensure_it_means_something(role, department_id)
    begins = from_at or now
    if to_at is not None and to_at <= begins:
        raise InputRefused("A role must end after it begins.")
    lock(db, employee_id)
    if department_id is not None and db.get(Department, department_id) is None:
        raise NotFound("There is no such department.")
    works_in = home(db, employee_id, now)
    standing = db.scalar(
        select(RoleGrant)
        .where(RoleGrant.employee_id == employee_id, RoleGrant.role == role, grants_at(begins))
        .where(RoleGrant.department_id.is_not_distinct_from(department_id))
        .where(counts_in(literal(works_in)), RoleGrant.source.is_not_distinct_from(source))
    )
    if standing is not None:
        return standing
    grant = RoleGrant(
        employee_id=employee_id,
        role=role,
        department_id=department_id,
        from_at=begins,
        to_at=to_at,
        by=by,
        reason=reason,
        source=source,
        home_id=works_in,
    )
    db.add(grant)
    _end_codes_of_others(db, employee_id, now=now)
    facts = {"employee": employee_id, "role": role, "department": department_id}
    audit.record(db, "people:role:granted", actor=by, now=now, **facts)
    db.flush()
    return grant


def _end_codes_of_others(db: Session, employee_id: int, *, now: datetime) -> None:
    """End the slips and links that others made: they were for somebody who only learns."""
    db.execute(
        update(Identity)
        .where(Identity.employee_id == employee_id, Identity.issuer.in_(KINDS))
        .where(Identity.by.is_not(None), Identity.used.is_(None), Identity.expires > now)
        .values(expires=now)
    )


def _ensure_it_means_something(role: str, department_id: int | None) -> None:
    if role not in ROLES:
        known = {"role": role, "roles": ", ".join(ROLES)}
        raise InputRefused(Said("“{role}” is not a role; the roles are {roles}.", **known))
    if role in OF_A_DEPARTMENT and department_id is None:
        raise InputRefused("A liaison or deputy is one of a department; name it.")
    if role not in OF_A_DEPARTMENT and department_id is not None:
        raise InputRefused("Only a liaison or deputy is one of a department.")


def home(db: Session, employee_id: int, now: datetime) -> int | None:
    """The department, never a division, in which somebody works."""
    newest = newest_employment(Employment, Employment.employee_id == employee_id, now.date())
    work = aliased(Employment)
    return db.scalar(
        select(home_of(Department))
        .join(work, work.department_id == Department.id)
        .where(work.id == newest.scalar_subquery())
    )


def set_language(db: Session, employee_id: int, language: str, *, now: datetime) -> None:
    """Keep the language somebody chose to read in; raises `InputRefused` for one we lack."""
    if language not in LANGUAGES:
        raise InputRefused(Said("We do not have the language “{language}”.", language=language))
    lock(db, employee_id).language = language
    audit.record(db, "people:language:chosen", actor=employee_id, now=now, language=language)
    db.flush()


def _local_identity(employee_id: int) -> Select[Identity]:
    return select(Identity).where(Identity.issuer == LOCAL, Identity.subject == str(employee_id))

"""Who somebody is: their department, roles and reach, in one statement each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Row,
    Select,
    Subquery,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased

from training.db import UtcDateTime
from training.people.models import (
    LOCAL,
    OF_A_DEPARTMENT,
    SECOND_FACTORS,
    Department,
    Employee,
    Employment,
    Identity,
    RoleGrant,
    SignInSession,
)
from training.people.words import full_name

_NOW = bindparam("now", type_=UtcDateTime())
_TODAY = bindparam("today", type_=Date())


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as of now: where they work today and what they may do."""

    id: int
    number: str
    name: str
    email: str | None
    language: str
    active: bool
    department_id: int | None
    department: str
    """Its slug; empty for somebody who never worked here."""
    department_names: dict[str, str]
    lineage: tuple[str, ...]
    """Slugs of their division and department, most specific first."""
    roles: frozenset[str]
    """None for somebody who does not work here today, whatever they were granted."""
    liaison_of: frozenset[int]
    """Ids of the departments they are liaison or deputy of, divisions below included."""
    supervises: bool = False
    """Whether the roster names them as the supervisor of somebody who works here today."""
    proof: "Proof | None" = None
    """What they can show and have shown, where the sign-in is one of ours and not a host's."""

    @property
    def only_learns(self) -> bool:
        """Whether they may see nothing but what is their own."""
        return not self.roles and not self.supervises


class Proof(NamedTuple):
    """Whether somebody has a second factor here, and whether they showed one in this sign-in."""

    has_one: bool
    shown: bool
    """To us, or to the identity provider that began it."""
    entered_here: bool = True
    """Whether it began with a password or a passkey of ours."""


def token_hash(token: str) -> str:
    """What we keep of a session token."""
    return sha256(token.encode()).hexdigest()


def employment_on(day: date | BindParameter[date]) -> Subquery:
    """The employment rows in force on a day, at most one a person, with `Employment`'s columns.

    Its `.c.active` says whether they work here that day: not only that nobody ended it, also that
    the day is none before the first or after the last. Join it on `.c.employee_id`.
    """
    row = aliased(Employment, name="in_force")
    newer = aliased(Employment, name="newer")
    latest = newest_employment(newer, newer.employee_id == row.employee_id, day).correlate(row)
    columns = [
        works_on(row, day).label("active") if each.key == "active" else getattr(row, each.key)
        for each in Employment.__mapper__.column_attrs
    ]
    return select(*columns).where(row.id == latest.scalar_subquery()).subquery("employment")


def works_on(row: Any, day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether an employment row in force on a day means that they work here that day."""
    return and_(has_not_left(row, day), or_(row.hired.is_(None), row.hired <= day))


def has_not_left(row: Any, day: date | BindParameter[date]) -> ColumnElement[bool]:
    """Whether they work here, or will: nobody ended it, and the last day has not passed."""
    return and_(row.active, or_(row.ended.is_(None), row.ended >= day))


def grants_at(now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The condition that a row of `RoleGrant` counts at an instant."""
    return and_(RoleGrant.from_at <= now, or_(RoleGrant.to_at.is_(None), RoleGrant.to_at > now))


def counts_in(home: ColumnElement[int | None]) -> ColumnElement[bool]:
    """The condition that a grant counts for somebody who works in a department now.

    `home` is that department's id, the one above for a division: `home_of`. A liaison or deputy who
    moves to another department loses the old one at once; other roles go with the person.
    """
    granted = aliased(Department, name="granted")
    its_own = select(home_of(granted)).where(granted.id == RoleGrant.department_id)
    return or_(
        RoleGrant.role.not_in(OF_A_DEPARTMENT),
        RoleGrant.home_id == home,
        its_own.correlate(RoleGrant).scalar_subquery() == home,
    )


def home_of(row: Any) -> ColumnElement[int | None]:
    """The department that a unit is or belongs to; `row` is `Department` or an alias of it."""
    return func.coalesce(row.parent_id, row.id)


def reports_of(supervisor: Any, day: date | BindParameter[date]) -> Select[int]:
    """The ids of the employees whose supervisor somebody is on a day; they work here that day."""
    report, newer = aliased(Employment, name="report"), aliased(Employment, name="newer_report")
    latest = newest_employment(newer, newer.employee_id == report.employee_id, day)
    return (
        select(report.employee_id)
        .where(report.supervisor_id == supervisor, works_on(report, day))
        .where(report.id == latest.correlate(report).scalar_subquery())
    )


def newest_employment(
    row: Any, of_employee: ColumnElement[bool], day: date | BindParameter[date]
) -> Select[int]:
    """The id of the row in force on a day among an alias's rows of one employee."""
    newest_first = (row.from_day.desc(), row.recorded.desc())
    return select(row.id).where(of_employee, row.from_day <= day).order_by(*newest_first).limit(1)


def _people() -> Select[*tuple[Any, ...]]:
    """One row for each person, role and division in reach; all three outer-joined."""
    newer = aliased(Employment, name="newer")
    latest = newest_employment(newer, newer.employee_id == Employee.id, _TODAY).correlate(Employee)
    parent, below = aliased(Department, name="parent"), aliased(Department, name="below")
    reach = and_(RoleGrant.role.in_(OF_A_DEPARTMENT), below.parent_id == RoleGrant.department_id)
    works = works_on(Employment, _TODAY)
    granted = and_(
        RoleGrant.employee_id == Employee.id,
        works,
        grants_at(_NOW),
        counts_in(home_of(Department)),
    )
    reports = reports_of(Employee.id, _TODAY).correlate(Employee).exists()
    return (
        select(
            Employee.id,
            Employee.number,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Employee.email,
            Employee.language,
            works.label("active"),
            Department.id.label("department_id"),
            Department.slug,
            Department.names,
            parent.slug.label("parent"),
            RoleGrant.role,
            RoleGrant.department_id.label("reach_id"),
            below.id.label("below_id"),
            and_(works, reports).label("supervises"),
        )
        .select_from(Employee)
        .outerjoin(Employment, Employment.id == latest.scalar_subquery())
        .outerjoin(Department, Department.id == Employment.department_id)
        .outerjoin(parent, parent.id == Department.parent_id)
        .outerjoin(RoleGrant, granted)
        .outerjoin(below, reach)
    )


# Built once: putting a statement together costs more than running it.
_BY_ID = _people().where(Employee.id == bindparam("employee_id"))
_BY_LOGIN = _people().where(
    or_(Employee.number == bindparam("number"), Employee.email == bindparam("email"))
)
_HAS_FACTOR = exists().where(
    Identity.employee_id == Employee.id, Identity.issuer.in_(SECOND_FACTORS)
)
_BY_SESSION = (
    _people()
    .add_columns(SignInSession.issuer, SignInSession.second_factor, _HAS_FACTOR.label("has_factor"))
    .join(SignInSession, SignInSession.employee_id == Employee.id)
    .where(SignInSession.token_hash == bindparam("token_hash"))
    .where(SignInSession.revoked.is_(None), SignInSession.expires > _NOW)
)


def person(db: Session, employee_id: int, *, now: datetime, today: date) -> Person | None:
    """Somebody by id, active or not."""
    values = {"employee_id": employee_id, "now": now, "today": today}
    return _fold(db.execute(_BY_ID, values).all())


def person_by_login(db: Session, login: str, *, now: datetime, today: date) -> Person | None:
    """Somebody by employee number or e-mail as typed: spaces around it and case do not matter."""
    typed = login.strip()
    values = {"number": typed.upper(), "email": typed.lower(), "now": now, "today": today}
    return _fold(db.execute(_BY_LOGIN, values).all())


def person_by_session(db: Session, token: str, *, now: datetime, today: date) -> Person | None:
    """Who holds this session token; nobody if it ended or they no longer work here."""
    values = {"token_hash": token_hash(token), "now": now, "today": today}
    rows = db.execute(_BY_SESSION, values).all()
    found = _fold(rows)
    if found is None or not found.active:
        return None
    first = rows[0]
    here = first.issuer in (None, LOCAL)
    proof = Proof(bool(first.has_factor), bool(first.second_factor), entered_here=here)
    return replace(found, proof=proof)


def _fold(rows: Sequence[Row[*tuple[Any, ...]]]) -> Person | None:
    if not rows:
        return None
    first = rows[0]
    reach = {each.reach_id for each in rows if each.role in OF_A_DEPARTMENT}
    reach |= {each.below_id for each in rows if each.below_id is not None}
    return Person(
        id=first.id,
        number=first.number,
        name=full_name(first.first_name, first.last_name, first.preferred_name),
        email=first.email,
        language=first.language,
        active=bool(first.active),
        department_id=first.department_id,
        department=first.slug or "",
        department_names=first.names or {},
        lineage=tuple(each for each in (first.slug, first.parent) if each),
        roles=frozenset(each.role for each in rows if each.role),
        liaison_of=frozenset(reach),
        supervises=bool(first.supervises),
    )

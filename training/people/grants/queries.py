"""Who holds which role where, since when, until when and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.people.models import OF_A_DEPARTMENT, Department, Employee, Employment, RoleGrant
from training.people.queries import (
    counts_in,
    employment_on,
    grants_at,
    has_not_left,
    home_of,
    works_on,
)
from training.people.words import fold

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A grant with its people and its department."""

    grant: RoleGrant
    holder: Employee
    department: Department | None
    by: Employee | None
    """Who granted it; none for the command line and for an identity provider."""
    works_in: Department | None
    """Where the holder works; none for somebody who does not work here any more."""
    counts: bool
    """Whether it lets them do anything today."""


def held(
    db: Session,
    *,
    now: datetime,
    today: date,
    role: str = "",
    department_id: int | None = None,
    name: str = "",
    ended: bool = False,
) -> list[Held]:
    """The grants that are or will be in force, or those that have ended; by role and name.

    `department_id` also brings the divisions below it. One statement.
    """
    over = RoleGrant.to_at <= now
    which = [over if ended else or_(RoleGrant.to_at.is_(None), ~over)]
    if role:
        which.append(RoleGrant.role == role)
    if department_id is not None:
        which.append(or_(Department.id == department_id, Department.parent_id == department_id))
    parts = fold(name).split()
    rows = [_held(each) for each in db.execute(_grants(now, today).where(*which))]
    return [each for each in rows if _is_called(each.holder, parts)]


def grant_held(db: Session, grant_id: int, *, now: datetime, today: date) -> Held | None:
    """One grant by id, ended or not."""
    found = db.execute(_grants(now, today).where(RoleGrant.id == grant_id)).one_or_none()
    return _held(found) if found else None


def holders_of(db: Session, role: str, *, now: datetime, today: date) -> Sequence[Employee]:
    """The people who hold a role now and work here, by name."""
    work = employment_on(today)
    found = (
        select(Employee)
        .join(work, work.c.employee_id == Employee.id)
        .where(works_on(work.c, today), Employee.id.in_(_holding(role, now)))
    )
    return db.scalars(found.order_by(Employee.last_name, Employee.id)).all()


def lost(db: Session, *, now: datetime, today: date) -> Sequence[RoleGrant]:
    """Grants not ended yet whose holder left, or works in another department than the one it needs.

    They count for nothing already. Somebody whose first day is still to come has not left.
    """
    open_ones = or_(RoleGrant.to_at.is_(None), RoleGrant.to_at > now)
    work, works_in = employment_on(today), aliased(Department, name="works_in")
    # Of a column of the subquery, `active` would say whether they work here today.
    row = aliased(Employment, name="row")
    stands = and_(has_not_left(row, today), counts_in(home_of(works_in)))
    found = (
        select(RoleGrant)
        .outerjoin(work, work.c.employee_id == RoleGrant.employee_id)
        .outerjoin(row, row.id == work.c.id)
        .outerjoin(works_in, works_in.id == work.c.department_id)
        .where(open_ones, ~func.coalesce(stands, False))
        .order_by(RoleGrant.id)
    )
    return db.scalars(found).all()


def without_liaison(db: Session, *, now: datetime, today: date) -> Sequence[Department]:
    """The departments, divisions apart, that have people and no liaison or deputy; by slug."""
    work, grant_work = employment_on(today), employment_on(today)
    below, works_in = aliased(Department, name="below"), aliased(Department, name="works_in")
    peopled = (
        select(home_of(below))
        .join(work, work.c.department_id == below.id)
        .where(works_on(work.c, today))
    )
    looked_after = (
        select(RoleGrant.department_id)
        .join(grant_work, grant_work.c.employee_id == RoleGrant.employee_id)
        .join(works_in, works_in.id == grant_work.c.department_id)
        .where(RoleGrant.role.in_(OF_A_DEPARTMENT), grants_at(now))
        .where(works_on(grant_work.c, today), counts_in(home_of(works_in)))
    )
    bare = select(Department).where(Department.id.in_(peopled), Department.id.not_in(looked_after))
    return db.scalars(bare.order_by(Department.slug)).all()


def people_called(db: Session, asked: str, *, today: date) -> list[tuple[Employee, Department]]:
    """Up to twenty people who work here, with their unit, by number, e-mail or parts of a name."""
    parts = fold(asked).split()
    if not parts:
        return []
    work = employment_on(today)
    everybody = (
        select(Employee, Department)
        .join(work, work.c.employee_id == Employee.id)
        .join(Department, Department.id == work.c.department_id)
        .where(works_on(work.c, today))
        .order_by(Employee.last_name, Employee.first_name, Employee.id)
    )
    exact = or_(Employee.number == asked.strip().upper(), Employee.email == asked.strip().lower())
    known = db.execute(everybody.where(exact)).all() or [
        row for row in db.execute(everybody).all() if _is_called(row[0], parts)
    ]
    return [(row[0], row[1]) for row in known[:MOST_FOUND]]


def _grants(now: datetime, today: date) -> Select[*tuple[Any, ...]]:
    giver, works_in = aliased(Employee, name="giver"), aliased(Department, name="works_in")
    work = employment_on(today)
    stands = and_(grants_at(now), _stands(work, works_in, today))
    return (
        select(
            RoleGrant,
            Employee,
            Department,
            giver,
            works_in,
            works_on(work.c, today).label("works"),
            stands.label("counts"),
        )
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .outerjoin(Department, Department.id == RoleGrant.department_id)
        .outerjoin(giver, giver.id == RoleGrant.by)
        .outerjoin(work, work.c.employee_id == RoleGrant.employee_id)
        .outerjoin(works_in, works_in.id == work.c.department_id)
        .order_by(RoleGrant.role, Employee.last_name, Employee.first_name, RoleGrant.id)
    )


def _stands(work: Any, works_in: Any, today: date) -> ColumnElement[bool]:
    """Whether the holder works here, where the grant counts; never unknown."""
    stands = and_(works_on(work.c, today), counts_in(home_of(works_in)))
    return func.coalesce(stands, False)


def _held(row: Any) -> Held:
    grant, holder, department, by, works_in, works, counts = row
    return Held(grant, holder, department, by, works_in if works else None, bool(counts))


def _is_called(who: Employee, parts: Sequence[str]) -> bool:
    called = fold(f"{who.first_name} {who.last_name} {who.preferred_name or ''} {who.number}")
    return all(part in called for part in parts)


def _holding(role: str, now: datetime) -> Select[int]:
    return select(RoleGrant.employee_id).where(RoleGrant.role == role, grants_at(now))

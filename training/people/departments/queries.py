"""The City's departments, and who looks after them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from training.db import BigId, UtcDateTime
from training.errors import NotFound, Said
from training.people.models import OF_A_DEPARTMENT, Department, Employee, RoleGrant
from training.people.queries import counts_in, employment_on, grants_at, home_of
from training.people.words import full_name

_NOW = bindparam("now", type_=UtcDateTime())
_TODAY = bindparam("today", type_=Date())


class Liaison(NamedTuple):
    """Whom a department turns to, and where mail reaches them."""

    employee_id: int
    name: str
    email: str | None
    language: str


def departments(db: Session) -> Sequence[Department]:
    """Every department and division, by slug."""
    return db.scalars(select(Department).order_by(Department.slug)).all()


def department(db: Session, slug: str) -> Department:
    """A department or division by its slug; raises `NotFound`."""
    found = db.scalar(select(Department).where(Department.slug == slug))
    if found is None:
        raise NotFound(Said("There is no department “{slug}”.", slug=slug))
    return found


def lineage_of(db: Session, department_id: int) -> tuple[str, ...]:
    """The slugs of a department and the one above it, most specific first."""
    parent = aliased(Department)
    slugs = db.execute(
        select(Department.slug, parent.slug)
        .outerjoin(parent, parent.id == Department.parent_id)
        .where(Department.id == department_id)
    ).one()
    return tuple(each for each in slugs if each)


def lineages(db: Session) -> dict[int, tuple[str, ...]]:
    """Every department's slug and that of the one above it, by its id; one statement."""
    parent = aliased(Department)
    rows = db.execute(
        select(Department.id, Department.slug, parent.slug).outerjoin(
            parent, parent.id == Department.parent_id
        )
    )
    return {row[0]: tuple(each for each in row[1:] if each) for row in rows}


def liaisons_of(db: Session, department_id: int, *, now: datetime, today: date) -> list[Liaison]:
    """The liaisons and deputies of a department and of the department above it, by name.

    Those who have left or moved away are not among them, although their grant stands.
    """
    values = {"department_id": department_id, "now": now, "today": today}
    found = db.execute(_LIAISONS, values)
    return [
        Liaison(each.id, full_name(each[1], each[2], each[3]), each.email, each.language)
        for each in found
    ]


def _liaisons() -> Select[*tuple[Any, ...]]:
    """The liaisons and deputies of a department and of the one above it, by name."""
    department_id = bindparam("department_id", type_=BigId)
    above = select(Department.parent_id).where(Department.id == department_id).scalar_subquery()
    work, works_in = employment_on(_TODAY), aliased(Department, name="works_in")
    return (
        select(
            Employee.id,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Employee.email,
            Employee.language,
        )
        .distinct()
        .join(RoleGrant, RoleGrant.employee_id == Employee.id)
        .join(work, work.c.employee_id == Employee.id)
        .join(works_in, works_in.id == work.c.department_id)
        .where(RoleGrant.role.in_(OF_A_DEPARTMENT), grants_at(_NOW), work.c.active)
        .where(counts_in(home_of(works_in)))
        .where(or_(RoleGrant.department_id == department_id, RoleGrant.department_id == above))
        .order_by(Employee.last_name, Employee.first_name, Employee.id)
    )


# Built once: putting a statement together costs more than running it.
_LIAISONS = _liaisons()

"""What an audience may be made of: what the roster really says, with how many people say it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from training.assignments.audience import SUPERVISOR, What
from training.people.departments.queries import departments
from training.people.models import ROLES, Department, Employee, RoleGrant
from training.people.queries import counts_in, employment_on, grants_at, home_of, works_on

_COLUMNS = {
    What.SITES: "site",
    What.JOB_CODES: "job_code",
    What.JOBS: "job",
    What.KINDS: "kind",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a line of an audience may name."""

    value: str
    people: int
    """How many who work here today it is true of."""
    department: Department | None = None
    """Of a department or division, itself."""


def choices(db: Session, *, now: datetime, today: date) -> dict[What, list[Choice]]:
    """What there is to choose from, by value; a fixed number of statements.

    Departments come with their divisions' people, each followed by its divisions.
    """
    found = {what: _values(db, name, today) for what, name in _COLUMNS.items()}
    found[What.DEPARTMENTS] = _departments(db, today)
    found[What.ROLES] = _roles(db, now, today)
    return found


def spellings(db: Session, *, now: datetime, today: date) -> dict[What, dict[str, str]]:
    """For each kind of line, what may be typed for a value: departments also by name or code."""
    known = {
        what: {each.value: each.value for each in offered}
        for what, offered in choices(db, now=now, today=today).items()
    }
    for each in departments(db):
        known[What.DEPARTMENTS] |= dict.fromkeys((*each.names.values(), each.code), each.slug)
        known[What.DEPARTMENTS][each.slug] = each.slug
    return known


def nobodys(db: Session, numbers: Collection[str]) -> list[str]:
    """Those of some employee numbers that nobody has or had."""
    known = set(db.scalars(select(Employee.number).where(Employee.number.in_(numbers))))
    return [each for each in numbers if each not in known]


def _values(db: Session, name: str, today: date) -> list[Choice]:
    """The values of a column of those who work here, with their counts."""
    return [Choice(value, n) for value, n in _counted(db, name, today) if value]


def _counted(db: Session, name: str, today: date) -> list[tuple[Any, int]]:
    work = employment_on(today)
    column = work.c[name]
    found = db.execute(select(column, func.count()).where(works_on(work.c, today)).group_by(column))
    return sorted((value, n) for value, n in found if value is not None)


def _departments(db: Session, today: date) -> list[Choice]:
    people = dict(_counted(db, "department_id", today))
    known = departments(db)
    made: list[Choice] = []
    for top in (each for each in known if each.parent_id is None):
        below = [each for each in known if each.parent_id == top.id]
        whole = sum(people.get(each.id, 0) for each in (top, *below))
        made.append(Choice(top.slug, whole, top))
        made += [Choice(each.slug, people.get(each.id, 0), each) for each in below]
    return made


def _roles(db: Session, now: datetime, today: date) -> list[Choice]:
    """Every role, held or not, and those whom the roster names as supervisors."""
    work, works_in = employment_on(today), aliased(Department)
    found = db.execute(
        select(RoleGrant.role, func.count(RoleGrant.employee_id.distinct()))
        .join(work, work.c.employee_id == RoleGrant.employee_id)
        .join(works_in, works_in.id == work.c.department_id)
        .where(works_on(work.c, today), grants_at(now), counts_in(home_of(works_in)))
        .group_by(RoleGrant.role)
    )
    held = {each.role: each[1] for each in found}
    roles = [Choice(each, held.get(each, 0)) for each in ROLES]
    return [*roles, Choice(SUPERVISOR, _supervisors(db, today))]


def _supervisors(db: Session, today: date) -> int:
    report, boss = employment_on(today), employment_on(today)
    named = select(report.c.supervisor_id).where(works_on(report.c, today))
    here: ColumnElement[bool] = works_on(boss.c, today)
    count = select(func.count()).select_from(boss).where(here, boss.c.employee_id.in_(named))
    return db.scalar(count) or 0

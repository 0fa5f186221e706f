"""Reads of requirements and assignments."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    exists,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session, aliased

from training.assignments.audience import SUPERVISOR, Audience, Line, What
from training.assignments.models import Assignment, RequirementVersion
from training.people.models import Department, Employee, RoleGrant
from training.people.queries import counts_in, employment_on, grants_at, home_of, works_on


def requirements_in_force(db: Session) -> list[RequirementVersion]:
    """The newest version of every requirement."""
    newest = (
        select(RequirementVersion.requirement, func.max(RequirementVersion.n).label("n"))
        .group_by(RequirementVersion.requirement)
        .subquery()
    )
    found = db.scalars(
        select(RequirementVersion)
        .join(
            newest,
            (newest.c.requirement == RequirementVersion.requirement)
            & (newest.c.n == RequirementVersion.n),
        )
        .order_by(RequirementVersion.requirement)
    )
    return list(found)


def members(db: Session, audience: Audience, today: date, *, now: datetime) -> set[int]:
    """The ids of the active people an audience reaches; one statement."""
    return set(reached(db, audience, today, now=now))


def reached(
    db: Session, audience: Audience, today: date, *, now: datetime
) -> dict[int, date | None]:
    """The day of hire, if known, of everybody an audience reaches, by id; one statement."""
    work = employment_on(today)
    whom = select(work.c.employee_id, work.c.hired).where(reaches(audience, work.c, today, now=now))
    return {each.employee_id: each.hired for each in db.execute(whom)}


def reaches(audience: Audience, work: Any, today: date, *, now: datetime) -> ColumnElement[bool]:
    """The condition that an audience reaches the person of a row of `employment_on(today)`.

    `work` is that subquery's `.c`.
    """
    groups = [
        and_(true(), *(_matches(line, work, today, now) for line in group))
        for group in audience.groups
    ]
    return and_(works_on(work, today), or_(false(), *groups))


def _matches(line: Line, work: Any, today: date, now: datetime) -> ColumnElement[bool]:
    """Whether a line is true of somebody; never unknown."""
    known = func.coalesce(_is(line, work, today, now), false())
    return not_(known) if line.negated else known


def _is(line: Line, work: Any, today: date, now: datetime) -> ColumnElement[bool]:
    match line.what:
        case What.DEPARTMENTS:
            found: ColumnElement[bool] = work.department_id.in_(_inside(line.values))
        case What.SITES:
            found = work.site.in_(line.values)
        case What.JOB_CODES:
            found = work.job_code.in_(line.values)
        case What.JOBS:
            found = work.job.in_(line.values)
        case What.KINDS:
            found = work.kind.in_(line.values)
        case What.HIRED_WITHIN:
            found = work.hired >= today - timedelta(days=line.days)
        case What.NUMBERS:
            called = select(Employee.id).where(Employee.number.in_(line.values))
            found = work.employee_id.in_(called)
        case What.ROLES:
            found = _holds(line.values, work, today, now)
    return found


def _inside(slugs: Collection[str]) -> Select[int]:
    parent = aliased(Department)
    return (
        select(Department.id)
        .outerjoin(parent, parent.id == Department.parent_id)
        .where(Department.slug.in_(slugs) | parent.slug.in_(slugs))
    )


def _holds(roles: Collection[str], work: Any, today: date, now: datetime) -> ColumnElement[bool]:
    works_in = aliased(Department)
    granted = exists().where(
        RoleGrant.employee_id == work.employee_id,
        RoleGrant.role.in_(roles),
        grants_at(now),
        works_in.id == work.department_id,
        counts_in(home_of(works_in)),
    )
    if SUPERVISOR not in roles:
        return granted
    report = employment_on(today)
    supervising = select(report.c.supervisor_id).where(
        works_on(report.c, today), report.c.supervisor_id.is_not(None)
    )
    return or_(granted, work.employee_id.in_(supervising))


class Open(NamedTuple):
    """An assignment that has not ended."""

    id: int
    employee_id: int
    from_at: datetime
    due: date | None


def open_assignments(db: Session, requirement: str) -> dict[int, Open]:
    """Who is assigned now, by employee id."""
    found = db.execute(
        select(Assignment.id, Assignment.employee_id, Assignment.from_at, Assignment.due).where(
            Assignment.requirement == requirement, Assignment.to_at.is_(None)
        )
    )
    return {each.employee_id: Open(*each) for each in found}


def versions_of(db: Session, requirement: str) -> list[RequirementVersion]:
    """A requirement's versions, the newest first; none for a name nobody gave."""
    newest = RequirementVersion.n.desc()
    found = select(RequirementVersion).where(RequirementVersion.requirement == requirement)
    return list(db.scalars(found.order_by(newest)))


def assignments_of(db: Session, employee_ids: Collection[int]) -> list[Assignment]:
    """The open assignments of some people, the one due first at the top, without a day last."""
    found = db.scalars(
        select(Assignment)
        .where(Assignment.employee_id.in_(employee_ids), Assignment.to_at.is_(None))
        .order_by(Assignment.due.nulls_last(), Assignment.certificate)
    )
    return list(found)

"""Reads of requirements and assignments."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from training.assignments.audience import Audience
from training.assignments.models import Assignment, RequirementVersion
from training.people.models import Department
from training.people.queries import employment_on, works_on


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


def members(db: Session, audience: Audience, today: date) -> set[int]:
    """The ids of the active people an audience reaches today."""
    work = employment_on(today)
    query = select(work.c.employee_id).where(works_on(work.c, today))
    if not audience.everyone:
        parent = aliased(Department)
        inside = (
            select(Department.id)
            .outerjoin(parent, parent.id == Department.parent_id)
            .where(
                Department.slug.in_(audience.departments) | parent.slug.in_(audience.departments)
            )
        )
        query = query.where(work.c.department_id.in_(inside))
    return set(db.scalars(query))


def open_assignments(db: Session, requirement: str) -> dict[int, Assignment]:
    """Who is assigned now, by employee id."""
    found = db.scalars(
        select(Assignment).where(Assignment.requirement == requirement, Assignment.to_at.is_(None))
    )
    return {each.employee_id: each for each in found}


def assignments_of(db: Session, employee_ids: Collection[int]) -> list[Assignment]:
    """The open assignments of some people, the one due first at the top."""
    found = db.scalars(
        select(Assignment)
        .where(Assignment.employee_id.in_(employee_ids), Assignment.to_at.is_(None))
        .order_by(Assignment.due, Assignment.certificate)
    )
    return list(found)

"""Who was given another due day, by whom and why."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment, Extension
from training.errors import NotFound
from training.people.queries import employment_on, works_on


def extensions_of(db: Session, assignment_ids: Collection[int]) -> dict[int, list[Extension]]:
    """All that was given for some assignments, by the assignment's id, first to last."""
    rows = db.scalars(
        select(Extension)
        .where(Extension.assignment_id.in_(assignment_ids))
        .order_by(Extension.at, Extension.id)
    )
    found: dict[int, list[Extension]] = {}
    for each in rows:
        found.setdefault(each.assignment_id, []).append(each)
    return found


def assignment_within(
    db: Session, assignment_id: int, *, within: frozenset[int] | None, today: date
) -> Assignment:
    """An open assignment of somebody who works in one of some departments; none for all.

    Raises `NotFound`, also for somebody who works elsewhere.
    """
    work = employment_on(today)
    wanted = (
        select(Assignment)
        .join(work, work.c.employee_id == Assignment.employee_id)
        .where(Assignment.id == assignment_id, Assignment.to_at.is_(None))
        .where(works_on(work.c, today))
    )
    if within is not None:
        wanted = wanted.where(work.c.department_id.in_(within))
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("Nothing like this is asked of anybody in your departments.")
    return found

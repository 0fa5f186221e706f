"""How many people a requirement reaches, and whom it reached so far."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.assignments.audience import Audience
from training.assignments.models import Assignment
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import employment_on, works_on


@dataclass(frozen=True, slots=True)
class Reached:
    """A department, or a division, and how many active people of it are reached."""

    department: Department
    people: int


def reach(db: Session, audience: Audience, *, today: date) -> list[Reached]:
    """Whom an audience reaches today by department, the largest first; two statements.

    People of a division count with the department above it where the whole department is reached.
    """
    known = {each.id: each for each in departments(db)}
    work = employment_on(today)
    found = db.execute(
        select(work.c.department_id, func.count())
        .where(works_on(work.c, today))
        .group_by(work.c.department_id)
    )
    people: Counter[int] = Counter()
    for department_id, n in found:
        shown = _shown_as(known[department_id], known, audience)
        if shown is not None:
            people[shown] += n
    rows = [Reached(known[each], n) for each, n in people.items()]
    return sorted(rows, key=lambda row: (-row.people, row.department.slug))


def _shown_as(
    department: Department, known: dict[int, Department], audience: Audience
) -> int | None:
    """The department under which a unit's people are counted; None if they are not reached."""
    above = known.get(department.parent_id or 0)
    if audience.everyone or (above is not None and above.slug in audience.departments):
        return (above or department).id
    return department.id if department.slug in audience.departments else None


def assigned(db: Session) -> dict[str, int]:
    """How many people each requirement is asked of now, by its name."""
    found = db.execute(
        select(Assignment.requirement, func.count())
        .where(Assignment.to_at.is_(None))
        .group_by(Assignment.requirement)
    )
    return {row.requirement: row[1] for row in found}

"""How many people a requirement reaches, and whom it reached so far."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.assignments.audience import Audience, What
from training.assignments.models import Assignment
from training.assignments.queries import reaches
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import employment_on


@dataclass(frozen=True, slots=True)
class Reached:
    """A department, or a division, and how many active people of it are reached."""

    department: Department
    people: int


def reach(db: Session, audience: Audience, *, now: datetime, today: date) -> list[Reached]:
    """Whom an audience reaches today by department, the largest first; two statements.

    People of a division count with the department above it, unless the audience names only that.
    """
    known = {each.id: each for each in departments(db)}
    work = employment_on(today)
    found = db.execute(
        select(work.c.department_id, func.count())
        .where(reaches(audience, work.c, today, now=now))
        .group_by(work.c.department_id)
    )
    named = {
        slug for each in audience.lines if each.what is What.DEPARTMENTS for slug in each.values
    }
    people: Counter[int] = Counter()
    for department_id, n in found:
        unit = known[department_id]
        above = known.get(unit.parent_id or 0)
        apart = above is None or (unit.slug in named and above.slug not in named)
        people[unit.id if above is None or apart else above.id] += n
    rows = [Reached(known[each], n) for each, n in people.items()]
    return sorted(rows, key=lambda row: (-row.people, row.department.slug))


def assigned(db: Session) -> dict[str, int]:
    """How many people each requirement is asked of now, by its name."""
    found = db.execute(
        select(Assignment.requirement, func.count())
        .where(Assignment.to_at.is_(None))
        .group_by(Assignment.requirement)
    )
    return {row.requirement: row[1] for row in found}

"""How many people in which department are done, due and overdue."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment
from training.assignments.status import Mark, Standing, Status, counted_as, marks_of, status_on
from training.credentials.models import Credential
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import employment_on, works_on


@dataclass(frozen=True, slots=True)
class DepartmentCounts:
    """A department, its divisions' people included."""

    department: Department
    counts: Counter[Status | Mark] = field(default_factory=Counter)
    """How many people stand where; each counts once, by the certificate that is worse off. Begun
    is not told from to do."""
    unasked: int = 0
    """Active people of whom nothing is asked."""

    @property
    def asked(self) -> int:
        """People of whom something is asked."""
        return self.counts.total()

    @property
    def people(self) -> int:
        """Active people."""
        return self.asked + self.unasked


def city_counts(
    db: Session, *, within: frozenset[int] | None = None, today: date
) -> list[DepartmentCounts]:
    """Every department the reader may see, the one with most people overdue first.

    `within` are the ids of those departments, none for all. A division stands by itself only when
    the department above it is out of the reader's sight. Two statements whatever the size.
    """
    seen = {each.id: each for each in departments(db) if within is None or each.id in within}
    found: dict[int, DepartmentCounts] = {
        each.id: DepartmentCounts(each) for each in seen.values() if each.parent_id not in seen
    }
    unasked: Counter[int] = Counter()
    for department_id, asked, due, certified, n in db.execute(_standings(set(seen), today)):
        parent = seen[department_id].parent_id
        top = parent if parent in found else department_id
        if not asked:
            unasked[top] += n
            continue
        standing = Standing(due=due, held=due is None, pilot=not certified)
        found[top].counts[counted_as(status_on(standing, today), marks_of(standing))] += n
    rows = [
        DepartmentCounts(each.department, each.counts, unasked[top]) for top, each in found.items()
    ]
    return sorted(rows, key=_overdue_first)


def _overdue_first(row: DepartmentCounts) -> tuple[int, int, str]:
    to_do = row.counts[Status.TO_DO]
    return (-row.counts[Status.OVERDUE], -to_do, row.department.slug)


def _standings(seen: set[int], today: date) -> Select[Any]:
    """How many people share what a status is computed from.

    By department: whether anything is asked, the earliest day that something they do not hold is
    due (none when they hold it all), and whether all they hold is certified rather than pilot.
    """
    held = (
        select(
            Credential.employee_id,
            Credential.certificate,
            func.max(case((Credential.pilot, 0), else_=1)).label("certified"),
        )
        .group_by(Credential.employee_id, Credential.certificate)
        .subquery()
    )
    work = employment_on(today)
    person = (
        select(
            work.c.department_id,
            func.max(case((Assignment.id.is_(None), 0), else_=1)).label("asked"),
            func.min(case((held.c.employee_id.is_(None), Assignment.due))).label("due"),
            func.min(held.c.certified).label("certified"),
        )
        .outerjoin(
            Assignment,
            and_(Assignment.employee_id == work.c.employee_id, Assignment.to_at.is_(None)),
        )
        .outerjoin(
            held,
            and_(
                held.c.employee_id == Assignment.employee_id,
                held.c.certificate == Assignment.certificate,
            ),
        )
        .where(works_on(work.c, today), work.c.department_id.in_(seen))
        .group_by(work.c.department_id, work.c.employee_id)
        .subquery()
    )
    same = (person.c.department_id, person.c.asked, person.c.due, person.c.certified)
    return select(*same, func.count()).group_by(*same)

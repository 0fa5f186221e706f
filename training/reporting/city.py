"""How many people in which department are done, due and overdue."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from training.assignments.standings.queries import standing_counts, standings_of
from training.assignments.status import Mark, Status
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import employment_on, works_on
from training.reporting.department import ORDER


@dataclass(frozen=True, slots=True)
class DepartmentCounts:
    """A department, its divisions' people included."""

    department: Department
    counts: Counter[Status | Mark] = field(default_factory=Counter)
    """How many people stand where; each counts once, by the certificate that is worse off."""
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
    db: Session, *, within: frozenset[int] | None = None, at: datetime, today: date
) -> list[DepartmentCounts]:
    """Every department the reader may see at an instant, the one with most people overdue first.

    `within` are the ids of those departments, none for all. A division stands by itself only when
    the department above it is out of the reader's sight. The number of statements depends on the
    certificates, not on the people.
    """
    seen = {each.id: each for each in departments(db) if within is None or each.id in within}
    found = {
        each.id: DepartmentCounts(each) for each in seen.values() if each.parent_id not in seen
    }
    unasked: Counter[int] = Counter()
    for department_id, n in db.execute(_active(today)):
        if department_id in seen:
            unasked[_top(department_id, seen, found)] += n
    for department_id, counted, n in _counts(db, frozenset(seen), at, today):
        top = _top(department_id, seen, found)
        found[top].counts[counted] += n
        unasked[top] -= n
    rows = [
        DepartmentCounts(each.department, each.counts, unasked[top]) for top, each in found.items()
    ]
    return sorted(rows, key=_overdue_first)


def _top(
    department_id: int, seen: Mapping[int, Department], found: Mapping[int, DepartmentCounts]
) -> int:
    parent = seen[department_id].parent_id
    return parent if parent is not None and parent in found else department_id


def _counts(
    db: Session, within: frozenset[int], at: datetime, today: date
) -> Iterator[tuple[int, Status | Mark, int]]:
    """Departments, and how many of their people of whom something is asked stand where."""
    alike = [each for each in standing_counts(db, at=at, today=today, within=within) if each.asked]
    if len({each.certificate for each in alike}) < 2:
        yield from ((each.department_id, each.counted, each.people) for each in alike)
        return
    # Who must hold several counts once, by the one that is worse off: one has to look at each.
    work = employment_on(today)
    scope = select(work.c.employee_id).where(work.c.department_id.in_(within))
    worst: dict[int, tuple[int, Status | Mark]] = {}
    for each in standings_of(db, scope, at=at, today=today):
        known = worst.get(each.employee_id)
        if each.requirement and (known is None or ORDER[each.counted] < ORDER[known[1]]):
            worst[each.employee_id] = (each.department_id, each.counted)
    people = Counter(worst.values())
    yield from ((department_id, counted, n) for (department_id, counted), n in people.items())


def _overdue_first(row: DepartmentCounts) -> tuple[int, int, str]:
    to_do = row.counts[Status.TO_DO]
    return (-row.counts[Status.OVERDUE], -to_do, row.department.slug)


def _active(today: date) -> Select[int, int]:
    """How many people work in each department that day."""
    work = employment_on(today)
    return (
        select(work.c.department_id, func.count())
        .where(works_on(work.c, today))
        .group_by(work.c.department_id)
    )

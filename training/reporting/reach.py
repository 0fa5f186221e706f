"""How many people a requirement reaches, who they are, and whom it reached so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from training.assignments.audience import NOBODY, Audience, What
from training.assignments.models import Assignment
from training.assignments.queries import reaches
from training.assignments.rules import Rules, due_day
from training.people.departments.queries import departments
from training.people.models import Department, Employee
from training.people.queries import employment_on
from training.people.words import fold, full_name


@dataclass(frozen=True, slots=True)
class Reached:
    """A department, or a division, and how many active people of it are reached."""

    department: Department
    people: int


@dataclass(frozen=True, slots=True)
class Someone:
    """A person, and where they work or worked last."""

    number: str
    name: str
    department: Department


@dataclass(frozen=True, slots=True)
class Difference:
    """What saving a requirement would change today; people by name."""

    joins: Sequence[Someone]
    leaves: Sequence[Someone]
    stay: int
    moved: int
    """How many of those who stay would have another due day."""
    late: int
    """For how many of those reached the day, with its grace, has passed already."""


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


def people_reached(
    db: Session,
    audience: Audience,
    *,
    now: datetime,
    today: date,
    find: str = "",
    most: int | None = None,
) -> list[Someone]:
    """Whom an audience reaches today, by name; `find` is a number or parts of a name."""
    work = employment_on(today)
    query = _named(work).where(reaches(audience, work.c, today, now=now))
    parts = fold(find).split()
    found = db.execute(query if parts or most is None else query.limit(most))
    people = [_someone(each) for each in found]
    return [each for each in people if _is_called(each, parts)][:most]


def compare(
    db: Session,
    audience: Audience,
    rules: Rules,
    requirement: str,
    *,
    now: datetime,
    today: date,
) -> Difference:
    """Who would join and leave if a requirement, new or known, said this; one statement."""
    work = employment_on(today)
    wanted = reaches(audience if rules.has_begun(today) else NOBODY, work.c, today, now=now)
    asked = and_(
        Assignment.employee_id == Employee.id,
        Assignment.requirement == requirement,
        Assignment.to_at.is_(None),
    )
    query = (
        _named(work)
        .add_columns(wanted.label("wanted"), Assignment.from_at, Assignment.due, work.c.hired)
        .outerjoin(Assignment, asked)
        .where(or_(wanted, Assignment.id.is_not(None)))
    )
    rows = db.execute(query).all()
    reached = [each for each in rows if each.wanted]
    stay = [each for each in reached if each.from_at]
    dues = {each: _due(each, rules, now) for each in reached}
    given = [due for due in dues.values() if due is not None]
    return Difference(
        joins=[_someone(each) for each in reached if not each.from_at],
        leaves=[_someone(each) for each in rows if not each.wanted],
        stay=len(stay),
        moved=sum(dues[each] != each.due for each in stay),
        late=sum(each + timedelta(days=rules.grace) < today for each in given),
    )


def assigned(db: Session) -> dict[str, int]:
    """How many people each requirement is asked of now, by its name."""
    found = db.execute(
        select(Assignment.requirement, func.count())
        .where(Assignment.to_at.is_(None))
        .group_by(Assignment.requirement)
    )
    return {row.requirement: row[1] for row in found}


def _named(work: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Employee.number,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Department,
        )
        .join(work, work.c.employee_id == Employee.id)
        .join(Department, Department.id == work.c.department_id)
        .order_by(Employee.last_name, Employee.first_name, Employee.id)
    )


def _someone(row: Any) -> Someone:
    name = full_name(row.first_name, row.last_name, row.preferred_name)
    return Someone(row.number, name, row.Department)


def _is_called(who: Someone, parts: Sequence[str]) -> bool:
    called = fold(f"{who.name} {who.number}")
    return all(part in called for part in parts)


def _due(row: Any, rules: Rules, now: datetime) -> date | None:
    return due_day(rules, hired=row.hired, joined=(row.from_at or now).date())

"""Who in a department is done, due and overdue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from training.assignments.models import Assignment
from training.assignments.status import Standing, Status, status_on
from training.content.queries import all_in_force, certificate_edition
from training.credentials.models import Credential
from training.errors import NotFound
from training.learning.models import Enrolment
from training.people.models import Department, Employee
from training.people.queries import employment_on, works_on
from training.text import LANGUAGES


@dataclass(frozen=True, slots=True)
class Row:
    """One person and one certificate they must hold."""

    employee_id: int
    number: str
    name: str
    email: str | None
    department: Department
    site: str | None
    job: str | None
    certificate: str
    due: date
    status: Status
    credential: Credential | None
    """What they hold, with the exact text in its facts."""


@dataclass(frozen=True, slots=True)
class Report:
    """A department's people, those who need a word first, and how many stand where."""

    department: Department | None
    """None for the whole City."""
    rows: tuple[Row, ...]
    people: int
    """Active people, those with nothing to do included."""
    titles: dict[str, dict[str, str]]
    """Certificates' titles by slug and language."""

    @property
    def counts(self) -> Counter[Status]:
        """How many rows have each status."""
        return Counter(row.status for row in self.rows)

    def by_department(self) -> dict[int, Counter[Status]]:
        """The counts by the id of the department itself, its divisions' people included."""
        found: dict[int, Counter[Status]] = {}
        for row in self.rows:
            top = row.department.parent_id or row.department.id
            found.setdefault(top, Counter())[row.status] += 1
        return found


ORDER = {
    Status.OVERDUE: 0,
    Status.TO_DO: 1,
    Status.IN_PROGRESS: 2,
    Status.PILOT: 3,
    Status.CURRENT: 4,
}


def department_report(db: Session, slug: str, *, today: date) -> Report:
    """The report of a department with its divisions; four statements whatever its size.

    Raises `NotFound` for a department that does not exist.
    """
    parent = aliased(Department)
    inside = (
        select(Department.id)
        .outerjoin(parent, parent.id == Department.parent_id)
        .where((Department.slug == slug) | (parent.slug == slug))
    )
    found = db.execute(_people(today).where(Department.id.in_(inside))).all()
    department = next((row[0] for row in found if row[0].slug == slug), None)
    if department is None:
        raise NotFound("There is no such department.")
    work = employment_on(today)
    scope = select(work.c.employee_id).where(work.c.department_id.in_(inside))
    return _report(db, department, found, scope, today)


def city_report(db: Session, *, today: date) -> Report:
    """The report of the whole City; four statements whatever its size."""
    found = db.execute(_people(today)).all()
    return _report(db, None, found, select(Employee.id), today)


def _people(today: date) -> Select[Any]:
    """Departments with their active people and those people's open assignments."""
    work = employment_on(today)
    assigned = and_(Assignment.employee_id == Employee.id, Assignment.to_at.is_(None))
    return (
        select(Department, Employee, work.c.site, work.c.job, Assignment)
        .select_from(Department)
        .outerjoin(work, and_(work.c.department_id == Department.id, works_on(work.c, today)))
        .outerjoin(Employee, Employee.id == work.c.employee_id)
        .outerjoin(Assignment, assigned)
    )


def _report(
    db: Session,
    department: Department | None,
    found: Sequence[Any],
    scope: Select[Any],
    today: date,
) -> Report:
    editions = {
        revision.slug: certificate_edition(db, revision)
        for revision in all_in_force(db, "certificate")
    }
    held, started = _held(db, scope), _started(db, scope)
    rows: dict[tuple[int, str], Row] = {}
    for place, employee, site, job, assignment in found:
        if employee is None or assignment is None:
            continue
        key = (employee.id, assignment.certificate)
        if key in rows and rows[key].due <= assignment.due:
            continue
        edition = editions.get(assignment.certificate)
        modules = edition.required_modules((place.slug,)) if edition else ()
        begun = not started.get(employee.id, frozenset()).isdisjoint(modules)
        rows[key] = _row(place, employee, site, job, assignment, held.get(key), begun, today)
    return Report(
        department,
        tuple(sorted(rows.values(), key=lambda row: (ORDER[row.status], row.due, row.name))),
        len({row[1].id for row in found if row[1] is not None}),
        {
            slug: {each: edition.title(each) for each in LANGUAGES}
            for slug, edition in editions.items()
        },
    )


def _row(
    place: Department,
    employee: Employee,
    site: str | None,
    job: str | None,
    assignment: Assignment,
    credential: Credential | None,
    begun: bool,
    today: date,
) -> Row:
    pilot = credential is not None and credential.pilot
    standing = Standing(assignment.due, credential is not None and not pilot, pilot, begun)
    return Row(
        employee_id=employee.id,
        number=employee.number,
        name=employee.name,
        email=employee.email,
        department=place,
        site=site,
        job=job,
        certificate=assignment.certificate,
        due=assignment.due,
        status=status_on(standing, today),
        credential=credential,
    )


def _held(db: Session, scope: Select[Any]) -> dict[tuple[int, str], Credential]:
    """The credential that counts for each person and certificate: the last, a pilot one last."""
    found = db.scalars(
        select(Credential)
        .where(Credential.employee_id.in_(scope))
        .order_by(Credential.pilot.desc(), Credential.issued)
    )
    return {(each.employee_id, each.certificate): each for each in found}


def _started(db: Session, scope: Select[Any]) -> dict[int, frozenset[str]]:
    """The modules each person has opened and not finished."""
    found = db.execute(
        select(Enrolment.employee_id, Enrolment.module).where(
            Enrolment.closed.is_(None), Enrolment.employee_id.in_(scope)
        )
    )
    started: dict[int, frozenset[str]] = {}
    for employee_id, module in found:
        started[employee_id] = started.get(employee_id, frozenset()) | {module}
    return started

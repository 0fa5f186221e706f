"""Who in a department is done, due and overdue."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from training.assignments.models import Assignment
from training.assignments.status import Mark, Standing, Status, counted_as, marks_of, status_on
from training.content.edition import CertificateEdition
from training.content.queries import all_in_force, certificate_edition
from training.credentials.models import Credential
from training.errors import NotFound
from training.learning.models import Enrolment
from training.people.models import Department, Employee
from training.people.queries import employment_on, reports_of, works_on
from training.people.words import full_name
from training.text import LANGUAGES

DONE = (Status.CURRENT,)
OPEN = (Status.OVERDUE, Status.TO_DO, Status.IN_PROGRESS)
ORDER = {
    Status.OVERDUE: 0,
    Status.TO_DO: 1,
    Status.IN_PROGRESS: 2,
    Mark.PILOT: 3,
    Status.CURRENT: 4,
}
"""Who needs a word stands first."""


class Held(NamedTuple):
    """A certificate somebody holds, with the exact text in its facts."""

    serial: str
    pilot: bool
    issued: datetime
    facts: dict[str, Any]


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
    marks: frozenset[Mark]
    credential: Held | None

    @property
    def counted(self) -> Status | Mark:
        """As what they are counted: who finished on pilot text only, not as certified."""
        return counted_as(self.status, self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Some people, those who need a word first, and how many stand where."""

    rows: tuple[Row, ...]
    people: int
    """Active people, those with nothing to do included."""
    titles: dict[str, dict[str, str]]
    """Certificates' titles by slug and language."""

    @property
    def counts(self) -> Counter[Status | Mark]:
        """How many people stand where; somebody with two certificates to hold counts once, by the
        one that is worse off."""
        worst: dict[int, Status | Mark] = {}
        for row in self.rows:
            worst.setdefault(row.employee_id, row.counted)
        return Counter(worst.values())

    @property
    def sites(self) -> tuple[str, ...]:
        """Where the people work, by name."""
        return tuple(sorted({row.site for row in self.rows if row.site}))

    @property
    def bare_sites(self) -> tuple[str, ...]:
        """The sites at which nobody is done with anything."""
        reached = {row.site for row in self.rows if row.counted in DONE}
        return tuple(each for each in self.sites if each not in reached)

    def title(self, certificate: str, language: str) -> str:
        """A certificate's title in a language, else in English; its slug if it is not in force."""
        titles = self.titles.get(certificate, {})
        return titles.get(language) or titles.get("en") or certificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(People):
    """A department's people."""

    department: Department
    parent: Department | None
    """The department above, if it is a division."""
    divisions: tuple[Department, ...]


def department_report(
    db: Session, slug: str, *, within: frozenset[int] | None = None, today: date
) -> Report:
    """The report of a department with its divisions; four statements whatever its size.

    `within` are the ids of the departments that the reader may see, none for all. Raises `NotFound`
    for a department that does not exist or that the reader may not see.
    """
    inside = _inside(slug, within)
    found = db.execute(_people(today).where(Department.id.in_(inside))).all()
    top = next((row for row in found if row[0].slug == slug), None)
    if top is None:
        raise NotFound("There is no such department.")
    work = employment_on(today)
    scope = select(work.c.employee_id).where(work.c.department_id.in_(inside))
    editions = _editions(db)
    return Report(
        department=top[0],
        parent=top[1],
        divisions=_divisions(found, slug),
        rows=_rows(db, found, scope, editions, today),
        people=len({row.id for row in found if row.id is not None}),
        titles=_titles(editions),
    )


def team_report(db: Session, supervisor_id: int, *, today: date) -> People:
    """How those stand whose supervisor somebody is today; four statements however many they are."""
    scope = reports_of(supervisor_id, today)
    found = db.execute(_people(today).where(Employee.id.in_(scope))).all()
    editions = _editions(db)
    return People(
        rows=_rows(db, found, scope, editions, today),
        people=len({row.id for row in found}),
        titles=_titles(editions),
    )


def _inside(slug: str, within: frozenset[int] | None) -> Select[int]:
    """The ids of a department and its divisions, as far as the reader may see them."""
    parent = aliased(Department)
    inside = (
        select(Department.id)
        .outerjoin(parent, parent.id == Department.parent_id)
        .where((Department.slug == slug) | (parent.slug == slug))
    )
    return inside if within is None else inside.where(Department.id.in_(within))


def _people(today: date) -> Select[Any]:
    """Departments with the one above, their active people and those people's open assignments."""
    work = employment_on(today)
    parent = aliased(Department, name="above")
    assigned = and_(Assignment.employee_id == Employee.id, Assignment.to_at.is_(None))
    return (
        select(
            Department,
            parent,
            # Columns, not objects: there may be thousands of people.
            Employee.id,
            Employee.number,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Employee.email,
            work.c.site,
            work.c.job,
            Assignment.certificate,
            Assignment.due,
        )
        .select_from(Department)
        .outerjoin(parent, parent.id == Department.parent_id)
        .outerjoin(work, and_(work.c.department_id == Department.id, works_on(work.c, today)))
        .outerjoin(Employee, Employee.id == work.c.employee_id)
        .outerjoin(Assignment, assigned)
    )


def _divisions(found: Sequence[Any], slug: str) -> tuple[Department, ...]:
    below = {row[0].id: row[0] for row in found if row[0].slug != slug}
    return tuple(sorted(below.values(), key=lambda each: each.slug))


def _editions(db: Session) -> dict[str, CertificateEdition]:
    in_force = all_in_force(db, "certificate")
    return {each.slug: certificate_edition(db, each) for each in in_force}


def _titles(editions: Mapping[str, CertificateEdition]) -> dict[str, dict[str, str]]:
    return {
        each.slug: {language: each.title(language) for language in LANGUAGES}
        for each in editions.values()
    }


def _rows(
    db: Session,
    found: Sequence[Any],
    scope: Select[Any],
    editions: Mapping[str, CertificateEdition],
    today: date,
) -> tuple[Row, ...]:
    held, started = _held(db, scope), _started(db, scope)
    rows: dict[tuple[int, str], Row] = {}
    for each in found:
        key = (each.id, each.certificate)
        # Asked for twice: the day that comes first counts.
        if each.certificate is None or (key in rows and rows[key].due <= each.due):
            continue
        modules = _modules(editions.get(each.certificate), each[0], each[1])
        begun = not started.get(each.id, frozenset()).isdisjoint(modules)
        rows[key] = _row(each, held.get(key), begun, today)
    return tuple(sorted(rows.values(), key=_place_in_order))


def _row(found: Any, held: Held | None, begun: bool, today: date) -> Row:
    pilot = held is not None and held.pilot
    standing = Standing(due=found.due, held=held is not None, pilot=pilot, started=begun)
    return Row(
        employee_id=found.id,
        number=found.number,
        name=full_name(found.first_name, found.last_name, found.preferred_name),
        email=found.email,
        department=found[0],
        site=found.site,
        job=found.job,
        certificate=found.certificate,
        due=found.due,
        status=status_on(standing, today),
        marks=marks_of(standing),
        credential=held,
    )


def _place_in_order(row: Row) -> tuple[int, date, str, str]:
    return (ORDER[row.counted], row.due, row.name, row.number)


def _modules(
    edition: CertificateEdition | None, department: Department, parent: Department | None
) -> frozenset[str]:
    """The modules that a certificate asks of a department's people."""
    if edition is None:
        return frozenset()
    lineage = (department.slug, parent.slug) if parent else (department.slug,)
    return frozenset(edition.required_modules(lineage))


def _held(db: Session, scope: Select[Any]) -> dict[tuple[int, str], Held]:
    """The credential that counts for each person and certificate: the last, a pilot one last."""
    found = db.execute(
        select(
            Credential.employee_id,
            Credential.certificate,
            Credential.serial,
            Credential.pilot,
            Credential.issued,
            Credential.facts,
        )
        .where(Credential.employee_id.in_(scope))
        .order_by(Credential.pilot.desc(), Credential.issued)
    )
    return {(each[0], each[1]): Held(*each[2:]) for each in found}


def _started(db: Session, scope: Select[Any]) -> dict[int, frozenset[str]]:
    """The modules each person has opened, finished ones included."""
    found = db.execute(
        select(Enrolment.employee_id, Enrolment.module)
        .where(Enrolment.employee_id.in_(scope))
        .distinct()
    )
    started: dict[int, frozenset[str]] = {}
    for employee_id, module in found:
        started[employee_id] = started.get(employee_id, frozenset()) | {module}
    return started

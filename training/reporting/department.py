"""Who in a department is done, due and overdue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session, aliased

from training.assignments.standings.queries import PersonStanding, standings_of
from training.assignments.status import Mark, Status
from training.content.queries import all_in_force, certificate_edition
from training.credentials.models import Credential
from training.errors import NotFound
from training.people.models import Department, Employee
from training.people.queries import employment_on, reports_of, works_on
from training.people.words import full_name
from training.text import LANGUAGES

DONE = (Status.CURRENT, Status.UPDATE_DUE, Status.RENEW_SOON)
LAPSED = (Status.OUT_OF_DATE, Status.EXPIRED, Status.REVOKED)
"""They were certified once."""
OPEN = (Status.OVERDUE, *LAPSED, Status.TO_DO, Status.IN_PROGRESS)
"""Those in such a status need a word."""
_WORST_FIRST: tuple[Status | Mark, ...] = (*OPEN, Mark.PILOT, Status.EXCUSED, *reversed(DONE))
ORDER = {each: place for place, each in enumerate(_WORST_FIRST)}
"""In this order they stand."""


class Held(NamedTuple):
    """A certificate somebody holds, with the exact text in its facts."""

    serial: str
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
    standing: PersonStanding
    credential: Held | None

    @property
    def certificate(self) -> str:
        """Its slug."""
        return self.standing.certificate

    @property
    def due(self) -> date | None:
        """By whose end to hold it; none for *to be confirmed*."""
        return self.standing.due

    @property
    def status(self) -> Status:
        """How they stand."""
        return self.standing.status

    @property
    def counted(self) -> Status | Mark:
        """As what they are counted: who finished on pilot text only, not as certified."""
        return self.standing.counted


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
    db: Session, slug: str, *, within: frozenset[int] | None = None, at: datetime, today: date
) -> Report:
    """A department with its divisions as they stood at an instant, whose local day is `today`.

    `within` are the ids of the departments that the reader may see, none for all. The number of
    statements depends on the certificates, not on the people. Raises `NotFound` for a department
    that does not exist or that the reader may not see.
    """
    inside = _inside(slug, within)
    found = db.execute(_people(today).where(Department.id.in_(inside))).all()
    top = next((row for row in found if row[0].slug == slug), None)
    if top is None:
        raise NotFound("There is no such department.")
    work = employment_on(today)
    scope = select(work.c.employee_id).where(work.c.department_id.in_(inside))
    return Report(
        department=top[0],
        parent=top[1],
        divisions=_divisions(found, slug),
        rows=_rows(db, found, scope, at, today),
        people=len({row.id for row in found if row.id is not None}),
        titles=_titles(db),
    )


def team_report(db: Session, supervisor_id: int, *, at: datetime, today: date) -> People:
    """How those stand whose supervisor somebody is that day, however many they are."""
    scope = reports_of(supervisor_id, today)
    found = db.execute(_people(today).where(Employee.id.in_(scope))).all()
    return People(
        rows=_rows(db, found, scope, at, today),
        people=len({row.id for row in found}),
        titles=_titles(db),
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
    """Departments with the one above and their active people."""
    work = employment_on(today)
    parent = aliased(Department, name="above")
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
        )
        .select_from(Department)
        .outerjoin(parent, parent.id == Department.parent_id)
        .outerjoin(work, and_(work.c.department_id == Department.id, works_on(work.c, today)))
        .outerjoin(Employee, Employee.id == work.c.employee_id)
    )


def _divisions(found: Sequence[Any], slug: str) -> tuple[Department, ...]:
    below = {row[0].id: row[0] for row in found if row[0].slug != slug}
    return tuple(sorted(below.values(), key=lambda each: each.slug))


def _titles(db: Session) -> dict[str, dict[str, str]]:
    editions = [certificate_edition(db, each) for each in all_in_force(db, "certificate")]
    return {
        each.slug: {language: each.title(language) for language in LANGUAGES} for each in editions
    }


def _rows(
    db: Session, found: Sequence[Any], scope: Select[Any], at: datetime, today: date
) -> tuple[Row, ...]:
    held = _held(db, scope)
    people = {row.id: row for row in found}
    rows = [
        _row(people[each.employee_id], each, held.get(each.credential_id))
        for each in standings_of(db, scope, at=at, today=today)
        if each.requirement is not None and each.employee_id in people
    ]
    return tuple(sorted(rows, key=_place_in_order))


def _row(found: Any, standing: PersonStanding, held: Held | None) -> Row:
    return Row(
        employee_id=found.id,
        number=found.number,
        name=full_name(found.first_name, found.last_name, found.preferred_name),
        email=found.email,
        department=found[0],
        site=found.site,
        job=found.job,
        standing=standing,
        credential=held,
    )


def _place_in_order(row: Row) -> tuple[int, date, str, str]:
    day = row.standing.update_due if row.status in DONE else row.due
    return (ORDER[row.counted], day or date.max, row.name, row.number)


def _held(db: Session, scope: Select[Any]) -> dict[int | None, Held]:
    """Every certificate of some people, by its id."""
    columns = (Credential.id, Credential.serial, Credential.issued, Credential.facts)
    found = db.execute(select(*columns).where(Credential.employee_id.in_(scope)))
    return {each[0]: Held(*each[1:]) for each in found}

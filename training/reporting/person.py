"""One person's record, for those who look after them: what is asked, done, held and granted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from training.assignments.excuses.queries import excuses_of
from training.assignments.extensions.queries import extensions_of
from training.assignments.extensions.rules import due_with
from training.assignments.models import Assignment, Excuse, Extension
from training.assignments.standings.queries import PersonStanding, standings_of
from training.content.models import Revision
from training.content.queries import all_in_force, certificate_edition, module_edition
from training.credentials.models import Credential
from training.credentials.queries import of_employee
from training.errors import NotFound
from training.learning.models import REGRADED, Completion, Enrolment, Evidence
from training.people.models import Department, Employee
from training.people.queries import employment_on, works_on
from training.text import LANGUAGES

Titles = dict[str, dict[str, str]]
"""Titles by slug and language."""


@dataclass(frozen=True, slots=True)
class Work:
    """Who somebody is and where they work."""

    employee: Employee
    department: Department | None
    site: str | None
    job: str | None
    active: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """An assignment of theirs, over or not, and every other day that was given for it."""

    assignment: Assignment
    extensions: tuple[Extension, ...]

    @property
    def due(self) -> date | None:
        """The day that counts."""
        last = self.extensions[-1].due if self.extensions else None
        return due_with(self.assignment.due, last)

    @property
    def extended(self) -> Extension | None:
        """What gave them another day than all others have; none where nothing does."""
        return self.extensions[-1] if self.due != self.assignment.due else None


@dataclass(frozen=True, slots=True)
class Done:
    """A module they completed."""

    completion: Completion
    revision: Revision
    evidence: Evidence | None
    """What shows it, where it was taken elsewhere."""
    regraded: bool
    """Whether a question was marked again, and they were right after all."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """All that is known of somebody's training."""

    work: Work
    asked: tuple[Asked, ...]
    """What is asked of them now, the one due first at the top."""
    standings: Mapping[str, PersonStanding]
    """How they stand, by certificate; nothing for somebody who does not work here."""
    over: tuple[Asked, ...]
    """What was asked once, the latest first."""
    done: tuple[Done, ...]
    """The latest first."""
    credentials: Sequence[Credential]
    excuses: Sequence[Excuse]
    certificates: Titles
    modules: Titles

    def title(self, titles: Titles, slug: str, language: str) -> str:
        """A title in a language, else in English; the slug of what is not in force any more."""
        known = titles.get(slug, {})
        return known.get(language) or known.get("en") or slug


def asked_now(db: Session, employee_id: int) -> tuple[Asked, ...]:
    """What is asked of somebody now, the one due first at the top; two statements."""
    return _open(_asked(db, employee_id))


def person_record(
    db: Session, number: str, *, within: frozenset[int] | None, now: datetime, today: date
) -> PersonRecord:
    """The record of the person with this number; its statements depend on the certificates alone.

    `within` are the departments whose people the reader may look at, none for all; then those who
    have left are found too. Raises `NotFound` for nobody, and for somebody who works elsewhere.
    """
    work = db.execute(_work(number, within, today)).one_or_none()
    if work is None:
        raise NotFound("There is nobody with this number in your departments.")
    employee_id = work[0].id
    asked = _asked(db, employee_id)
    standings = standings_of(db, [employee_id], at=now, today=today)
    return PersonRecord(
        work=Work(work[0], work[1], work[2], work[3], bool(work[4])),
        asked=_open(asked),
        standings={each.certificate: each for each in standings},
        over=tuple(each for each in asked if each.assignment.to_at is not None),
        done=_done(db, employee_id),
        credentials=of_employee(db, employee_id),
        excuses=excuses_of(db, employee_id),
        certificates={
            each.slug: {language: edition.title(language) for language in LANGUAGES}
            for each in all_in_force(db, "certificate")
            for edition in (certificate_edition(db, each),)
        },
        modules={
            each.slug: {language: edition.title(language) for language in LANGUAGES}
            for each in all_in_force(db, "module")
            for edition in (module_edition(db, each),)
        },
    )


def _work(number: str, within: frozenset[int] | None, today: date) -> Select[Any]:
    work = employment_on(today)
    works = works_on(work.c, today)
    found = (
        select(Employee, Department, work.c.site, work.c.job, works)
        .outerjoin(work, work.c.employee_id == Employee.id)
        .outerjoin(Department, Department.id == work.c.department_id)
        .where(Employee.number == number.strip().upper())
    )
    if within is None:
        return found
    return found.where(and_(works, Department.id.in_(within)))


def _asked(db: Session, employee_id: int) -> list[Asked]:
    mine = select(Assignment).where(Assignment.employee_id == employee_id)
    found = db.scalars(mine.order_by(Assignment.from_at.desc(), Assignment.id.desc())).all()
    extensions = extensions_of(db, [each.id for each in found])
    return [Asked(each, tuple(extensions.get(each.id, ()))) for each in found]


def _open(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    return tuple(sorted((each for each in asked if each.assignment.to_at is None), key=_due_first))


def _due_first(asked: Asked) -> tuple[date, str]:
    return (asked.due or date.max, asked.assignment.certificate)


def _done(db: Session, employee_id: int) -> tuple[Done, ...]:
    rows = db.execute(
        select(Completion, Revision, Evidence, Enrolment.kind == REGRADED)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .join(Revision, Revision.id == Completion.revision_id)
        .outerjoin(Evidence, Evidence.id == Completion.evidence_id)
        .where(Completion.employee_id == employee_id)
        .order_by(Completion.at.desc(), Completion.id.desc())
    )
    return tuple(Done(*row) for row in rows)

"""What one person has to do, by when, and what they have done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from training.assignments.models import Assignment
from training.assignments.queries import assignments_of
from training.assignments.status import CERTIFIED, Standing, Status, status_on
from training.content.edition import CertificateEdition, Edition
from training.content.models import Revision
from training.content.queries import all_in_force, certificate_edition, module_edition
from training.credentials.models import Credential
from training.credentials.queries import of_employee
from training.learning.queries import ModuleState, module_states
from training.people.queries import Person


@dataclass(frozen=True, slots=True)
class MyModule:
    """A module of a certificate and how far the person is with it."""

    slug: str
    edition: Edition
    revision: Revision
    state: ModuleState | None
    sections: int

    @property
    def done(self) -> bool:
        """Whether it has been completed, on whatever revision."""
        return self.state is not None and self.state.completed is not None

    @property
    def read(self) -> int:
        """How many sections have been read."""
        return self.state.read if self.state else 0


@dataclass(frozen=True, slots=True)
class MyCertificate:
    """A certificate the person must hold or holds."""

    edition: CertificateEdition
    status: Status | None
    """None for one that nobody asks of them."""
    due: date | None
    requirement: str | None
    modules: tuple[MyModule, ...]
    credential: Credential | None

    @property
    def next_module(self) -> MyModule | None:
        """The first module that is not done."""
        return next((each for each in self.modules if not each.done), None)


@dataclass(frozen=True, slots=True)
class MyTraining:
    """What is to do, the one due first at the top; what is done; what nobody asks; credentials."""

    to_do: tuple[MyCertificate, ...]
    done: tuple[MyCertificate, ...]
    others: tuple[MyCertificate, ...]
    credentials: tuple[Credential, ...]


def my_training(db: Session, person: Person, *, today: date) -> MyTraining:
    """The person's own page; five statements."""
    designs = [certificate_edition(db, each) for each in all_in_force(db, "certificate")]
    modules = {each.slug: each for each in all_in_force(db, "module")}
    states = module_states(db, person.id)
    credentials = of_employee(db, person.id)
    earliest: dict[str, Assignment] = {}
    for assignment in assignments_of(db, [person.id]):
        earliest.setdefault(assignment.certificate, assignment)
    mine = [
        _certificate(
            db, person, design, earliest.get(design.slug), credentials, modules, states, today
        )
        for design in designs
    ]
    asked = [each for each in mine if each.status is not None]
    asked.sort(key=lambda each: each.due or date.max)
    return MyTraining(
        tuple(each for each in asked if each.status not in CERTIFIED),
        tuple(each for each in mine if each.credential is not None),
        tuple(each for each in mine if each.status is None and each.credential is None),
        tuple(credentials),
    )


def _certificate(
    db: Session,
    person: Person,
    design: CertificateEdition,
    assignment: Assignment | None,
    credentials: Sequence[Credential],
    published: dict[str, Revision],
    states: dict[str, ModuleState],
    today: date,
) -> MyCertificate:
    modules = tuple(
        _module(db, person, published[slug], states.get(slug))
        for slug in design.required_modules(person.lineage)
        if slug in published
    )
    earned = [each for each in credentials if each.certificate == design.slug]
    credential = min(earned, key=lambda each: (each.pilot, -each.id), default=None)
    status = None
    if assignment is not None:
        started = any(each.state for each in modules)
        held = credential is not None
        status = status_on(Standing(due=assignment.due, held=held, started=started), today)
    return MyCertificate(
        design,
        status,
        assignment.due if assignment else None,
        assignment.requirement if assignment else None,
        modules,
        credential,
    )


def _module(db: Session, person: Person, revision: Revision, state: ModuleState | None) -> MyModule:
    edition = module_edition(db, revision)
    sections = len(edition.sections(person.lineage, person.language))
    return MyModule(revision.slug, edition, revision, state, sections)

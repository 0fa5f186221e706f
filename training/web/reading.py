"""A person's copy of a module: the text they are on, as their department sees it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from training.content.edition import Edition, SectionView, binding
from training.content.models import Revision
from training.content.queries import in_force, missing_approvals, module_edition
from training.errors import NotFound
from training.learning.delta import Delta, asks_quiz, read_delta
from training.learning.models import FULL, Enrolment
from training.learning.queries import held_sections, latest_enrolment, sections_read
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.web.languages import language
from training.web.state import state


@dataclass(frozen=True, slots=True)
class Copy:
    """A module as one person reads it; `enrolment` is none before they started."""

    revision: Revision
    edition: Edition
    enrolment: Enrolment | None
    lineage: tuple[str, ...]
    sections: tuple[SectionView, ...]
    read: Collection[str]
    pilot: bool
    held: frozenset[str]
    """The sections on hold now: nobody sees their text, nobody has to read them."""

    @property
    def title(self) -> str:
        """The module's title in the reader's language."""
        return self.edition.title(language())

    @property
    def minutes(self) -> int:
        """How long it takes, as the authors estimate."""
        return round(self.edition.minutes)

    @property
    def as_of(self) -> date | None:
        """The day its facts were last checked."""
        return date.fromisoformat(self.edition.as_of) if self.edition.as_of else None

    @property
    def delta(self) -> Delta | None:
        """What is asked where only what changed is; none where all of it is."""
        return read_delta(self.enrolment.parts) if self.enrolment else None

    @property
    def known(self) -> tuple[str, ...]:
        """The sections that they have shown they know: nobody has to read them."""
        return tuple(self.enrolment.known or ()) if self.enrolment else ()

    @property
    def may_show(self) -> bool:
        """Whether they may show what they know before reading, or go on where they began to."""
        if not self.edition.has_quiz or not self.edition.scored:
            return False
        here = self.enrolment
        if here is None:
            return True
        new = here.kind == FULL and here.before_id is None and here.known is None
        return new and not self.read and not self.finished

    @property
    def asks_quiz(self) -> bool:
        """Whether a quiz completes it; otherwise reading does."""
        return asks_quiz(self.edition, self.delta)

    @property
    def left(self) -> tuple[str, ...]:
        """The pages of a delta that are still to read, as it names them."""
        return self.delta.unread({*self.read, *self.held}) if self.delta else ()

    @property
    def unread(self) -> list[SectionView]:
        """What is still to read of all sections, in order; nothing of a delta."""
        done = {*self.read, *self.held, *self.known}
        return [] if self.delta else [each for each in self.sections if each.id not in done]

    @property
    def finished(self) -> bool:
        """Whether the module is done."""
        return self.enrolment is not None and self.enrolment.closed is not None

    def place_of(self, section: str) -> int:
        """Where a section stands, from 0. Raises `NotFound`."""
        for at, each in enumerate(self.sections):
            if each.id == section:
                return at
        raise NotFound("This module has no such page for you.")


def copy_of(db: Session, person: Person, module: str) -> Copy:
    """The person's copy of a module: the one they are on, else the text in force.

    Raises `NotFound` for a module that is not published.
    """
    where = latest_enrolment(db, person.id, module)
    revision = where.revision if where else in_force(db, "module", module)
    if revision is None:
        raise NotFound("There is no such module.")
    edition = module_edition(db, revision)
    lineage = lineage_of_enrolment(db, person, where.enrolment) if where else person.lineage
    return Copy(
        revision,
        edition,
        where.enrolment if where else None,
        lineage,
        edition.sections(lineage, language()),
        sections_read(db, where.enrolment.id).keys() if where else (),
        is_pilot(db, revision, language()),
        held_sections(db, where) if where else frozenset(),
    )


def lineage_of_enrolment(db: Session, person: Person, enrolment: Enrolment) -> tuple[str, ...]:
    """The departments whose text an enrolment shows: those of the day it was begun."""
    if enrolment.department_id == person.department_id:
        return person.lineage
    return lineage_of(db, enrolment.department_id)


def is_pilot(db: Session, revision: Revision, language: str) -> bool:
    """Whether a reviewer's word is missing for whoever reads it in this language.

    Nothing takes such a word back, so a text that has them all is remembered.
    """
    approved = state().approved
    if revision.id in approved:
        return False
    missing = missing_approvals(db, [revision.id])[revision.id]
    if not missing:
        approved.add(revision.id)
    return bool(binding(missing, language))

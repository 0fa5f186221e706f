"""One module as one person has it: how far they are, what changed for them, how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.assignments.owing.asking import asked
from training.assignments.owing.debts import Debt, Owes, Owing
from training.content.edition import Edition, SectionView
from training.content.models import Revision
from training.content.placed import SECTION
from training.content.queries import module_edition
from training.learning.delta import Delta, questions_of, read_delta
from training.learning.models import DELTA, REGRADED
from training.learning.queries import ModuleState
from training.people.queries import Person
from training.reporting.fitting import QUESTION, Work, quiz_minutes


@dataclass(frozen=True, slots=True)
class Change:
    """What changed for somebody: a page or a question, and its author's reasons, newest first."""

    title: str
    """Empty for a question: nobody reads it before it is asked."""
    reasons: tuple[str, ...]
    new: bool
    """Whether they never knew any text of it."""


@dataclass(frozen=True, slots=True)
class MyModule:
    """A module of a certificate and how far the person is with it.

    `pages` and `left` are of what is asked of them now. `changes` is empty where nothing changed
    for them since they finished it.
    """

    slug: str
    edition: Edition
    state: ModuleState | None
    pages: int
    left: Work
    changes: tuple[Change, ...]

    @property
    def done(self) -> bool:
        """Whether it has been completed and nothing of it is owed."""
        return self.state is not None and self.state.completed is not None and not self.changes

    def taken_since(self, instant: datetime) -> bool:
        """Whether all of it has been completed since an instant."""
        state = self.state
        if state is None or state.completed is None or state.enrolment.kind in (DELTA, REGRADED):
            return False
        if state.taken is not None:
            # The City's midnight is on the same day in UTC.
            return state.taken >= instant.date()
        return state.completed >= instant

    @property
    def read(self) -> int:
        """How many of the pages have been read."""
        return self.pages - len(self.left.pages)

    @property
    def under_way(self) -> bool:
        """Whether it was opened and not finished."""
        return self.state is not None and self.state.completed is None


def my_module(
    db: Session,
    person: Person,
    revision: Revision,
    state: ModuleState | None,
    owing: Owing | None,
    *,
    language: str,
) -> MyModule:
    """A module as the person has it, its pages named in a language; `owing` is of one that they
    have finished, where any may be owed."""
    edition = module_edition(db, revision)
    sections = edition.sections(person.lineage, language)
    debts = owing.debts if owing and owing.begun else ()
    delta = asked(owing, edition, person.lineage) if owing and debts else None
    if state is not None and state.completed is None:
        delta = read_delta(state.enrolment.parts)
    known = (state.enrolment.known or ()) if state is not None else ()
    minutes = _pages([each for each in sections if each.id not in known], delta)
    read = state.read if state is not None and state.completed is None else 0
    left = Work(
        revision.slug,
        tuple(minutes[read:]),
        _quiz(edition, person.lineage, sections, delta),
        update=delta is not None,
    )
    return MyModule(revision.slug, edition, state, len(minutes), left, _changes(sections, debts))


def _pages(sections: Sequence[SectionView], delta: Delta | None) -> list[float]:
    """The minutes of each page to read, in order."""
    if delta is None:
        return [each.minutes for each in sections]
    by_id = {each.id: each.minutes for each in sections}
    return [by_id.get(each, QUESTION) for each in delta.pages]


def _quiz(
    edition: Edition,
    lineage: Sequence[str],
    sections: Sequence[SectionView],
    delta: Delta | None,
) -> float:
    if delta is not None:
        return QUESTION * questions_of(edition, lineage, delta)
    drawn = questions_of(edition, lineage, None) if edition.scored else 0
    return quiz_minutes(edition.minutes, [each.minutes for each in sections], drawn)


def _changes(sections: Sequence[SectionView], debts: Sequence[Debt]) -> tuple[Change, ...]:
    titles = {SECTION + each.id: each.title for each in sections}
    return tuple(
        Change(
            titles.get(each.part, ""),
            tuple(dict.fromkeys(one.reason for one in each.brought if one.reason)),
            each.owes is Owes.NEW,
        )
        for each in debts
    )

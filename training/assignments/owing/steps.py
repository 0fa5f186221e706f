"""What one publication asks of somebody for one unit: its labels, and by which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from training.assignments.owing.debts import Brought, Owes
from training.assignments.owing.facts import ENGLISH, Person, Posting, Publication, Reading
from training.content.labels import Label, Labelled

WEIGHTS = {Label.WORDING: Owes.NOTHING, Label.REREAD: Owes.REREAD, Label.RETEST: Owes.RETEST}
UNLABELLED = Owes.REREAD
"""Of a change to the English that nobody labelled: nobody is left with the old text."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is owed of a unit, and all that brought it."""

    owes: Owes
    brought: tuple[Brought, ...] = ()

    def after(self, step: "Standing") -> "Standing":
        """Where one stands after a further step."""
        return Standing(max(self.owes, step.owes), self.brought + step.brought)


NOTHING = Standing(Owes.NOTHING)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit at a place among the publications, from 0."""

    part: str
    place: int


class Steps:
    """The publications as a person's present department reads them, and what each asks."""

    def __init__(self, publications: Sequence[Publication], person: Person) -> None:
        self.publications = publications
        self.person = person
        self.lineage = person.postings[-1].lineage if person.postings else ()
        self.readings = [each.reading(self.lineage) for each in publications]
        self._labels: dict[int, dict[tuple[str, str | None, str], list[Labelled]]] = {}

    def has(self, unit: Unit) -> bool:
        """Whether the department reads the unit there."""
        return unit.place >= 0 and unit.part in self.readings[unit.place].get(ENGLISH, {})

    def step(self, was: Sequence[Unit], now: Unit, way: Sequence[str]) -> Standing:
        """What a change asks of those who know the texts it began with, in some languages.

        Where the English changes with its translation, what is asked for either is asked.
        """
        changed = [each for each in (ENGLISH, *way) if self._changed(was, now, each)]
        if not any(each in way for each in changed):
            return NOTHING
        found = NOTHING
        for language in dict.fromkeys(changed):
            found = found.after(self._asked(now, language))
        return found

    def new(self, unit: Unit) -> Standing:
        """A unit that one never knew, with the day that its own label says."""
        labels = self._labels_of(unit, ENGLISH)
        brought = [self._brought(unit, each, Owes.NEW) for each in labels]
        return Standing(Owes.NEW, tuple(brought or [self._bare(unit, Owes.NEW)]))

    def _changed(self, was: Sequence[Unit], now: Unit, language: str) -> bool:
        return len(was) > 1 or self._shown(was[0], language) != self._shown(now, language)

    def _shown(self, unit: Unit, language: str) -> str | None:
        reading = self.readings[unit.place]
        own = reading.get(language, {}).get(unit.part)
        return own or reading.get(ENGLISH, {}).get(unit.part)

    def _asked(self, unit: Unit, language: str) -> Standing:
        labels = self._labels_of(unit, language)
        found = tuple(self._brought(unit, each, self._weight(unit, each)) for each in labels)
        if not found:
            # A translation-only change is one of wording unless its author says otherwise.
            default = UNLABELLED if language == ENGLISH else Owes.NOTHING
            found = (self._bare(unit, default),)
        return Standing(max(each.owes for each in found), found)

    def _weight(self, unit: Unit, label: Labelled) -> Owes:
        number = self.publications[unit.place].number
        if label.wrong_key and (unit.part, number) not in self.person.wrong:
            return Owes.NOTHING
        return WEIGHTS[label.label]

    def _brought(self, unit: Unit, label: Labelled, owes: Owes) -> Brought:
        number = self.publications[unit.place].number
        return Brought(number, owes, self._due(unit, label.due), label.cause, label.reason)

    def _bare(self, unit: Unit, owes: Owes) -> Brought:
        return Brought(self.publications[unit.place].number, owes, self._due(unit, None))

    def _labels_of(self, unit: Unit, language: str) -> Sequence[Labelled]:
        """The labels for the department, else for the nearest parent, else for all."""
        index = self._index(unit.place)
        for department in (*self.lineage, None):
            if found := index.get((unit.part, department, language)):
                return found
        return ()

    def _index(self, place: int) -> dict[tuple[str, str | None, str], list[Labelled]]:
        if place not in self._labels:
            self._labels[place] = {}
            for each in self.publications[place].labels:
                key = (each.part, each.department, each.language)
                self._labels[place].setdefault(key, []).append(each)
        return self._labels[place]

    def _due(self, unit: Unit, due: date | None) -> date | None:
        """A label's day; where their department then read something else, not before the move's."""
        posting = self._arrival()
        if posting is None or posting.due is None or self._told(unit):
            return due
        return max(due or posting.due, posting.due)

    def _told(self, unit: Unit) -> bool:
        """Whether a publication brought them the unit where they worked then."""
        publication = self.publications[unit.place]
        then = _posting_at(self.person.postings, publication.at)
        if then is None:
            return False
        theirs = publication.reading(then.lineage)
        return _texts(theirs, unit.part) == _texts(self.readings[unit.place], unit.part)

    def _arrival(self) -> Posting | None:
        """The posting with which they came to their present department."""
        found: Posting | None = None
        for each in self.person.postings:
            if found is None or each.lineage != found.lineage:
                found = each
        return found


def _posting_at(postings: Sequence[Posting], at: datetime) -> Posting | None:
    return next((each for each in reversed(postings) if each.at <= at), None)


def _texts(reading: Reading, part: str) -> dict[str, str]:
    return {language: texts[part] for language, texts in reading.items() if part in texts}

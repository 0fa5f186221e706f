"""What a person owes of a module: a walk through the publications of their present department."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import product

from training.assignments.owing.debts import Debt, Owes, Owing
from training.assignments.owing.facts import ENGLISH, Person, Publication
from training.assignments.owing.steps import NOTHING, Standing, Steps, Unit

Way = tuple[str, ...]
"""The languages in which somebody knows a unit, sorted; more than one where they know one of its
parts in one and another in another; none where they do not know it."""
Standings = dict[Way, Standing]
"""Where somebody stands with a unit, by each way in which they may be said to know it."""
UNKNOWN: Way = ()


def owing(publications: Sequence[Publication], person: Person, *, at: datetime) -> Owing:
    """What a person owes at an instant, by what was published, known and worked until then.

    `publications` are one module's, in order. Who has no posting yet reads what all read. To see
    what a text would ask for, put it at the end as a publication.
    """
    published = [each for each in publications if each.at <= at]
    known = tuple(each for each in person.credits if each.at <= at)
    postings = tuple(each for each in person.postings if each.at <= at)
    if not published:
        return Owing((), begun=bool(known))
    walk = _Walk(Steps(published, replace(person, credits=known, postings=postings)))
    return Owing(walk.debts(len(published) - 1), begun=bool(known))


class _Walk:
    """One person's way back to what they know.

    From there each language is followed by itself: a change to a translation reaches those who know
    the unit in it. Who knows it in two owes the less; who knows a part in each owes both.
    """

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self.known = {(each.part, each.sha256) for each in steps.person.credits}
        self._walked: dict[Unit, Standings] = {}

    def debts(self, place: int) -> tuple[Debt, ...]:
        """What is owed of each unit of a publication, in order."""
        found: list[Debt] = []
        for part in self.steps.readings[place].get(ENGLISH, {}):
            standings = self._stand(Unit(part, place)).values()
            standing = min(standings, key=lambda each: each.owes)
            if standing.owes is not Owes.NOTHING:
                asked = {each for each in standing.brought if each.owes is not Owes.NOTHING}
                newest = sorted(asked, key=lambda each: (-each.number, each.cause))
                found.append(Debt(part, standing.owes, tuple(newest)))
        return tuple(found)

    def _stand(self, unit: Unit) -> Standings:
        if unit not in self._walked:
            self._walked[unit] = self._walk(unit)
        return self._walked[unit]

    def _walk(self, unit: Unit) -> Standings:
        """Back to the text known last, or to what the unit was made from; then forth again."""
        changes: list[tuple[list[Unit], Unit]] = []
        standings: Standings = {}
        while not standings:
            languages = self._languages(unit)
            was = self._origins(unit) or self._before(unit)
            if languages:
                standings = {(each,): NOTHING for each in languages}
            elif not was:
                standings = {UNKNOWN: self.steps.new(unit)}
            else:
                changes.append((was, unit))
                if len(was) > 1 or was[0].part != unit.part:
                    standings = self._inherited(was)
                unit = was[0]
        for was, now in reversed(changes):
            standings = {
                way: standing.after(self.steps.step(was, now, way))
                for way, standing in standings.items()
            }
        return standings

    def _languages(self, unit: Unit) -> list[str]:
        """The languages in which they know the very text that is read there."""
        reading = self.steps.readings[unit.place].items()
        return [each for each, texts in reading if (unit.part, texts.get(unit.part)) in self.known]

    def _before(self, unit: Unit) -> list[Unit]:
        """The unit where their department read it last before."""
        places = range(unit.place - 1, -1, -1)
        earlier = (Unit(unit.part, place) for place in places)
        return next(([each] for each in earlier if self.steps.has(each)), [])

    def _origins(self, unit: Unit) -> list[Unit]:
        """What a unit was made from: as `was=` says, or what a roll-back puts it in place of."""
        before = unit.place - 1
        if before < 0 or self.steps.has(Unit(unit.part, before)):
            return []
        declared = self.steps.publications[unit.place].origins.get(unit.part, ())
        sources = [Unit(each, before) for each in declared]
        if found := [each for each in sources if self.steps.has(each)]:
            return found
        if not self._before(unit):
            return []
        origins = self.steps.publications[before].origins
        heirs = [Unit(heir, before) for heir, theirs in origins.items() if unit.part in theirs]
        stayed = {each for each in heirs if self.steps.has(Unit(each.part, unit.place))}
        return [each for each in heirs if self.steps.has(each) and each not in stayed]

    def _inherited(self, origins: Sequence[Unit]) -> Standings:
        """What credit for the origins is worth, by each way of knowing them."""
        found: Standings = {}
        for ways in product(*(self._stand(each).items() for each in origins)):
            way = tuple(
                sorted({language for languages, _standing in ways for language in languages})
            )
            standing = _merged([standing for _languages, standing in ways])
            if way not in found or standing.owes < found[way].owes:
                found[way] = standing
        return found


def _merged(parts: Sequence[Standing]) -> Standing:
    """Where one stands with a unit by its parts: it needs all of them, else it is to be reread."""
    brought = tuple(each for part in parts for each in part.brought)
    known = [part.owes for part in parts if part.owes is not Owes.NEW]
    if not known:
        return Standing(Owes.NEW, brought)
    least = Owes.NOTHING if len(known) == len(parts) else Owes.REREAD
    return Standing(max(*known, least), brought)

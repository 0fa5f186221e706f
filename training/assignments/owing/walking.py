"""What a person owes of a module: a walk through the publications of their present department."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from training.assignments.owing.debts import Debt, Owes, Owing
from training.assignments.owing.facts import ENGLISH, Person, Publication
from training.assignments.owing.steps import NOTHING, Standing, Steps, Unit

Way = tuple[str, ...]
"""The languages in which somebody's knowledge of a unit is followed."""


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

    Each language is walked by itself, so that a change to a translation reaches its readers only;
    then all together, for those who know some texts in one language and some in another: they owe
    what the changes to either ask.
    """

    def __init__(self, steps: Steps) -> None:
        self.steps = steps
        self.known = {(each.part, each.sha256) for each in steps.person.credits}
        every = tuple(dict.fromkeys((ENGLISH, *(each for one in steps.readings for each in one))))
        self.every = every
        self.ways: list[Way] = [(each,) for each in every]
        if len(every) > 1:
            self.ways.append(every)
        self._walked: dict[tuple[Unit, Way], Standing] = {}

    def debts(self, place: int) -> tuple[Debt, ...]:
        """What is owed of each unit of a publication, in order."""
        found: list[Debt] = []
        for part in self.steps.readings[place].get(ENGLISH, {}):
            standing = self._best(Unit(part, place))
            if standing.owes is not Owes.NOTHING:
                asked = {each for each in standing.brought if each.owes is not Owes.NOTHING}
                newest = sorted(asked, key=lambda each: (-each.number, each.cause))
                found.append(Debt(part, standing.owes, tuple(newest)))
        return tuple(found)

    def _best(self, unit: Unit) -> Standing:
        """Where they stand on the way that asks least of them."""
        if self._knows(unit, self.every):
            return NOTHING
        return min((self._stand(unit, way) for way in self.ways), key=lambda each: each.owes)

    def _stand(self, unit: Unit, way: Way) -> Standing:
        if (unit, way) not in self._walked:
            self._walked[unit, way] = self._walk(unit, way)
        return self._walked[unit, way]

    def _walk(self, unit: Unit, way: Way) -> Standing:
        """Back to the text known last, or to what the unit was made from; then forth again."""
        steps: list[Standing] = []
        standing = NOTHING
        while not self._knows(unit, way):
            if origins := self._origins(unit):
                steps.append(self.steps.step(origins, unit, way))
                standing = self._inherited(origins, way)
                break
            was = self._before(unit)
            if was is None:
                standing = self.steps.new(unit)
                break
            steps.append(self.steps.step([was], unit, way))
            unit = was
        for step in reversed(steps):
            standing = standing.after(step)
        return standing

    def _knows(self, unit: Unit, way: Way) -> bool:
        reading = self.steps.readings[unit.place]
        texts = (reading.get(language, {}).get(unit.part) for language in way)
        return any((unit.part, text) in self.known for text in texts)

    def _before(self, unit: Unit) -> Unit | None:
        """The unit where their department read it last before."""
        places = range(unit.place - 1, -1, -1)
        earlier = (Unit(unit.part, place) for place in places)
        return next((each for each in earlier if self.steps.has(each)), None)

    def _origins(self, unit: Unit) -> list[Unit]:
        """What a unit was made from: as `was=` says, or what a roll-back puts it in place of."""
        before = unit.place - 1
        if before < 0 or self.steps.has(Unit(unit.part, before)):
            return []
        declared = self.steps.publications[unit.place].origins.get(unit.part, ())
        sources = [Unit(each, before) for each in declared]
        if found := [each for each in sources if self.steps.has(each)]:
            return found
        if self._before(unit) is None:
            return []
        origins = self.steps.publications[before].origins
        heirs = [Unit(heir, before) for heir, theirs in origins.items() if unit.part in theirs]
        stayed = {each for each in heirs if self.steps.has(Unit(each.part, unit.place))}
        return [each for each in heirs if self.steps.has(each) and each not in stayed]

    def _inherited(self, origins: Sequence[Unit], way: Way) -> Standing:
        """What credit for the origins is worth: a merged unit needs all its parts, else reread."""
        alone = len(way) == 1
        bases = [self._stand(each, way) if alone else self._best(each) for each in origins]
        brought = tuple(each for base in bases for each in base.brought)
        known = [base.owes for base in bases if base.owes is not Owes.NEW]
        if not known:
            return Standing(Owes.NEW, brought)
        least = Owes.NOTHING if len(known) == len(bases) else Owes.REREAD
        return Standing(max(*known, least), brought)

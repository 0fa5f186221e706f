"""Which department a roster means by what it writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import reduce

from training.errors import Said
from training.people.roster.cells import Unreadable
from training.people.words import fold


@dataclass(frozen=True, slots=True)
class Place:
    """A department, or a division of the department `parent_id`, with all it is called."""

    id: int
    slug: str
    parent_id: int | None
    name: str
    called: tuple[str, ...]
    """Names in every language, code, slug and aliases."""


@dataclass(slots=True)
class Directory:
    """The departments by everything they are called; case, accents and `&` do not matter."""

    places: dict[int, Place]
    _called: dict[str, list[Place]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], int | Unreadable] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place]) -> "Directory":
        """A directory of some places."""
        made = cls({each.id: each for each in places})
        for place in made.places.values():
            for spelling in sorted({fold(each) for each in (*place.called, place.slug)}):
                made._called.setdefault(spelling, []).append(place)
        return made

    @property
    def names(self) -> dict[int, str]:
        """The English name of each, by id."""
        return {each.id: each.name for each in self.places.values()}

    def department(self, text: str) -> int:
        """The id of what a department cell names; raises `Unreadable` with the reason."""
        return self._once(text, "")

    def division(self, department: str, text: str) -> int:
        """The id of a division of a department; an empty one, or its own name, means the whole."""
        return self._once(department, text)

    def _once(self, department: str, division: str) -> int:
        key = (department, division)
        if key not in self._seen:
            try:
                self._seen[key] = self._find(department, division)
            except Unreadable as error:
                self._seen[key] = error
        found = self._seen[key]
        if isinstance(found, Unreadable):
            # A new one every time: one raised again and again gathers a line of traceback each.
            raise Unreadable(found.what, found.remedy)
        return found

    def _find(self, department: str, division: str) -> int:
        if not department:
            raise Unreadable(Said("is empty"), Said("everybody needs their department"))
        found = self._called.get(fold(department), [])
        # “Library” may name a department and a division elsewhere: the department is meant.
        whole = [each for each in found if each.parent_id is None] or found
        if not whole:
            what = Said("“{cell}” is not a department we know", cell=department)
            raise Unreadable(what, self._near(department))
        if len(whole) > 1:
            raise _ambiguous(department, whole)
        return self._below(whole[0], division) if division else whole[0].id

    def _below(self, whole: Place, division: str) -> int:
        found = self._called.get(fold(division), [])
        inside = [each for each in found if whole.id in (each.id, each.parent_id)]
        below = [each for each in inside if each.parent_id == whole.id] or inside
        if len(below) == 1:
            return below[0].id
        if below:
            raise _ambiguous(division, below)
        words = {"cell": division, "department": whole.name}
        if found:
            what = Said("“{cell}” is not a division of {department}", **words)
            raise Unreadable(what, self._home(found))
        what = Said("“{cell}” is not a division of {department} that we know", **words)
        raise Unreadable(what, self._divisions(whole))

    def _divisions(self, whole: Place) -> str:
        names = [each.name for each in self.places.values() if each.parent_id == whole.id]
        if not names:
            return ""
        return Said("its divisions are {divisions}", divisions=", ".join(sorted(names)))

    def _home(self, found: list[Place]) -> str:
        above = [self.places[each.parent_id].name for each in found if each.parent_id is not None]
        return Said("it belongs to {department}", department=_either(above)) if above else ""

    def _near(self, text: str) -> str:
        near = get_close_matches(fold(text), self._called, n=1, cutoff=0.75)
        return Said("is {name} meant?", name=self._called[near[0]][0].name) if near else ""


def _ambiguous(cell: str, places: list[Place]) -> Unreadable:
    names = _either([f"{each.name} ({each.slug})" for each in places])
    what = Said("“{cell}” may be {names}", cell=cell, names=names)
    return Unreadable(what, Said("write one of these"))


def _either(names: list[str]) -> str:
    return reduce(lambda this, that: Said("{this} or {that}", this=this, that=that), sorted(names))

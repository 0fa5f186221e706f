"""Which department a roster means by what it writes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

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
    _seen: dict[tuple[str, str], int | str] = field(default_factory=dict)

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
        """The id of what a department cell names; raises `ValueError` with the reason."""
        return self._once(text, "")

    def division(self, department: str, text: str) -> int:
        """The id of a division of a department; an empty one, or its own name, means the whole."""
        return self._once(department, text)

    def _once(self, department: str, division: str) -> int:
        key = (department, division)
        if key not in self._seen:
            try:
                self._seen[key] = self._find(department, division)
            except ValueError as error:
                self._seen[key] = str(error)
        found = self._seen[key]
        if isinstance(found, str):
            raise ValueError(found)
        return found

    def _find(self, department: str, division: str) -> int:
        if not department:
            raise ValueError("is empty; everybody needs their department")
        found = self._called.get(fold(department), [])
        # “Library” may name a department and a division elsewhere: the department is meant.
        whole = [each for each in found if each.parent_id is None] or found
        if not whole:
            raise ValueError(f"“{department}” is not a department we know{self._near(department)}")
        if len(whole) > 1:
            raise ValueError(f"“{department}” may be {_either(whole)}; write one of these")
        return self._below(whole[0], division) if division else whole[0].id

    def _below(self, whole: Place, division: str) -> int:
        found = self._called.get(fold(division), [])
        inside = [each for each in found if whole.id in (each.id, each.parent_id)]
        below = [each for each in inside if each.parent_id == whole.id] or inside
        if len(below) == 1:
            return below[0].id
        if below:
            raise ValueError(f"“{division}” may be {_either(below)}; write one of these")
        if found:
            raise ValueError(f"“{division}” is not a division of {whole.name}{self._home(found)}")
        divisions = [each.name for each in self.places.values() if each.parent_id == whole.id]
        known = f"; its divisions are {', '.join(sorted(divisions))}" if divisions else ""
        raise ValueError(f"“{division}” is not a division of {whole.name} that we know{known}")

    def _home(self, found: list[Place]) -> str:
        above = [self.places[each.parent_id].name for each in found if each.parent_id is not None]
        return f"; it belongs to {' or '.join(sorted(above))}" if above else ""

    def _near(self, text: str) -> str:
        near = get_close_matches(fold(text), self._called, n=1, cutoff=0.75)
        return f"; is {self._called[near[0]][0].name} meant?" if near else ""


def _either(places: list[Place]) -> str:
    return " or ".join(sorted(f"{each.name} ({each.slug})" for each in places))

"""Whom a requirement reaches, as plain data that reads well in the database and in an audit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

SUPERVISOR = "supervisor"
"""A role nobody is granted: the roster names them."""


class What(StrEnum):
    """What a line of an audience looks at."""

    DEPARTMENTS = "departments"
    """Slugs of departments, their divisions included, or of divisions."""
    SITES = "sites"
    JOB_CODES = "job codes"
    JOBS = "jobs"
    KINDS = "kinds"
    """Employee, contractor, volunteer, … as in the roster."""
    ROLES = "roles"
    """Roles that are granted, and `SUPERVISOR`."""
    HIRED_WITHIN = "hired within"
    """One number: the days that have passed at most since the day of hire."""
    NUMBERS = "numbers"
    """Employee numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """The people for whom one of `values` is true, or none of them if `negated`.

    Where the roster says nothing, none of them is.
    """

    what: What
    values: frozenset[str]
    negated: bool = False

    @property
    def days(self) -> int:
        """The days of `HIRED_WITHIN`."""
        (days,) = self.values
        return int(days)

    def stored(self) -> dict[str, Any]:
        """`{"is": "jobs", "in": [...]}`, or with `not`."""
        return {"not" if self.negated else "is": self.what.value, "in": sorted(self.values)}


@dataclass(frozen=True, slots=True)
class Audience:
    """Whoever matches any of the groups, which is to match all of its lines.

    So one group without lines is everyone, and no group at all is nobody.
    """

    groups: tuple[tuple[Line, ...], ...] = ((),)

    @classmethod
    def of(cls, *departments: str) -> "Audience":
        """The people of some departments and their divisions; everyone if none is named."""
        lines = (Line(What.DEPARTMENTS, frozenset(departments)),) if departments else ()
        return cls((lines,))

    @classmethod
    def any_of(cls, groups: Iterable[Iterable[Line]]) -> "Audience":
        """An audience without what is said twice; a group that is everyone swallows the others."""
        kept = tuple(dict.fromkeys(tuple(dict.fromkeys(group)) for group in groups))
        return cls() if () in kept else cls(kept)

    @property
    def everyone(self) -> bool:
        """Whether it reaches every active person, whoever they are."""
        return () in self.groups

    @property
    def nobody(self) -> bool:
        """Whether it reaches nobody, as a requirement does that has ended."""
        return not self.groups

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all groups."""
        return tuple(line for group in self.groups for line in group)

    def stored(self) -> dict[str, Any]:
        """As kept in `requirement_version.audience`."""
        if self.everyone:
            return {"everyone": True}
        if self.nobody:
            return {"nobody": True}
        if len(self.groups) == 1 and len(self.groups[0]) == 1:
            (line,) = self.groups[0]
            if line.what is What.DEPARTMENTS and not line.negated:
                return {"departments": sorted(line.values)}
        return {"any": [[line.stored() for line in group] for group in self.groups]}


NOBODY = Audience(())


def read_stored(stored: Mapping[str, Any]) -> Audience:
    """The audience that `stored()` gave, of this and of earlier versions."""
    if "any" in stored:
        return Audience(tuple(tuple(_line(each) for each in group) for group in stored["any"]))
    if stored.get("nobody"):
        return NOBODY
    return Audience.of(*stored.get("departments", ()))


def _line(stored: Mapping[str, Any]) -> Line:
    negated = "not" in stored
    what = What(stored["not" if negated else "is"])
    return Line(what, frozenset(stored["in"]), negated)

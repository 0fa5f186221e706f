"""What a certificate asked at an instant: values, and what follows from them for a department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from training.assignments.owing.debts import Owing, Required
from training.assignments.owing.facts import ENGLISH, Posting, Publication
from training.assignments.rules import Rules

Lineage = tuple[str, ...]
Modules = Mapping[Lineage, tuple[str, ...]]
"""The modules that a certificate requires, by the lineage of a department."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A requirement as it stood then."""

    requirement: str
    certificate: str
    rules: Rules
    changed: bool
    """Whether its rules have been changed since: then the days on record are not those of then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """A module as it stood then: what had been published, and what was withdrawn."""

    slug: str
    publications: tuple[Publication, ...]
    held: frozenset[str]

    def under_review(self, lineage: Lineage) -> bool:
        """Whether something that a department reads was withdrawn."""
        if not self.held or not self.publications:
            return False
        reading = self.publications[-1].reading(lineage).get(ENGLISH, {})
        return any(each in reading for each in self.held)

    def named(self) -> Iterable[str]:
        """The departments for which anything of it is otherwise than for all others."""
        for each in self.publications:
            yield from (slug for slug in each.readings if slug is not None)
            yield from (label.department for label in each.labels if label.department is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """All that a certificate's statuses rest on at an instant, but for the people.

    `designs` are the required modules by the id of each of the certificate's revisions; `design` is
    of the one that was in force. `modules` are those that it requires of anybody, in order.
    """

    certificate: str
    asked: Mapping[str, Asked]
    design: Modules
    designs: Mapping[int, Modules]
    modules: tuple[Module, ...]
    days: Mapping[Lineage, Mapping[str, date]]
    """By the lineage of a department, the modules that were added to be taken by a day."""
    lineages: Mapping[int, Lineage]
    """Departments' lineages by their ids."""
    zone: tzinfo
    _named: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        named = {slug for module in self.modules for slug in module.named()}
        base = [each.get((), ()) for each in (self.design, *self.designs.values())]
        for modules, usual in zip((self.design, *self.designs.values()), base, strict=True):
            named |= {lineage[0] for lineage, own in modules.items() if lineage and own != usual}
        object.__setattr__(self, "_named", frozenset(named))

    def alike(self, lineage: Lineage) -> Lineage:
        """What of a lineage matters here: departments with the same are asked the same."""
        return tuple(each for each in lineage if each in self._named)

    @property
    def special(self) -> frozenset[int]:
        """The ids of the departments of which something else is asked than of most."""
        return frozenset(each for each, lineage in self.lineages.items() if self.alike(lineage))

    @property
    def grace(self) -> int:
        """The most days after a due day before anybody is overdue."""
        return max((each.rules.grace for each in self.asked.values()), default=0)

    @property
    def window(self) -> int:
        """The most days before an expiry from which on renewing is offered."""
        return max((each.rules.window or 0 for each in self.asked.values()), default=0)


def required(
    grounds: Grounds,
    *,
    lineage: Lineage,
    credential: int,
    lineage_then: Lineage,
    moved: Posting | None,
    owing: Mapping[str, Owing],
) -> list[Required]:
    """The modules required of somebody with a credential, and what they owe of each.

    `credential` is its certificate's revision, `lineage_then` where they worked when it was issued;
    `moved` is how they came to where they work now, if they worked elsewhere then.
    """
    pinned = modules_of(grounds.designs.get(credential, grounds.design), lineage_then)
    return [
        Required(
            each,
            owing[each],
            # Whoever never took it holds a certificate that does not rest on it, also where it was
            # replaced since by one of a design that asks for it.
            pinned=each in pinned and owing[each].begun,
            by=_by(grounds, each, lineage, lineage_then, moved),
        )
        for each in modules_of(grounds.design, lineage)
        if each in owing
    ]


def _by(
    grounds: Grounds, module: str, lineage: Lineage, lineage_then: Lineage, moved: Posting | None
) -> date | None:
    """By when a module is to be taken that a certificate does not rest on; none for its renewal.

    By the day that its author gave, or that the move gives to those who come to where it is asked.
    """
    day = grounds.days.get(lineage, {}).get(module)
    if moved is None or module in modules_of(grounds.design, lineage_then):
        return day
    return max(moved.due, day or moved.due) if moved.due is not None else None


def added_by(
    designs: Sequence[tuple[Modules, Mapping[tuple[str, str | None], date]]], lineage: Lineage
) -> dict[str, date]:
    """The modules that the last design asks of a department by a day.

    `designs` are in order, each with the days that it gives to modules it adds, by department.
    """
    found: dict[str, date] = {}
    for module in modules_of(designs[-1][0], lineage) if designs else ():
        # As it was added last: what was taken away and comes back is added again.
        since = designs[-1]
        for each in reversed(designs):
            if module not in modules_of(each[0], lineage):
                break
            since = each
        days = (since[1].get((module, department)) for department in (*lineage, None))
        day = next((each for each in days if each is not None), None)
        if day is not None:
            found[module] = day
    return found


def modules_of(design: Modules, lineage: Sequence[str]) -> tuple[str, ...]:
    """What a design requires of a department."""
    found = design.get(tuple(lineage))
    return design.get((), ()) if found is None else found


def local_day(instant: datetime, zone: tzinfo) -> date:
    """The day it is in the City at an instant."""
    return instant.astimezone(zone).date()


def last_day(spans: Iterable[tuple[date, date]], today: date) -> date | None:
    """The last of the days that follow on each other from today, if any span has today in it."""
    until: date | None = None
    for begins, ends in sorted(spans):
        # A last day may be the last there is: nothing is added to it.
        follows = (begins - until).days <= 1 if until else begins <= today
        if follows and ends >= today:
            until = max(until or ends, ends)
    return until

"""Whether a new part is an old one under another name: a question to its author, no more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from training.content.module import Module
from training.content.placed import placed
from training.content.units import Known, Unit, units

WORD = re.compile(r"\w+")
IN_A_ROW = 3
MUCH = 0.5
FEWEST = 8
"""Words in a row that a text must have at least, so that a coincidence is no question."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new part, the old one that much of its wording is from, and how much: 0 to 1."""

    part: str
    title: str
    old: str
    share: float

    @property
    def question(self) -> str:
        """The question in words, with both answers."""
        new, old = self.part.partition(":")[2], self.old.partition(":")[2]
        return (
            f"“{new}” is new, but {self.share:.0%} of its wording is that of “{old}”. If it is "
            f"that text renamed, split or merged, write {{#{new} was={old}}}; if not, leave it."
        )


def lineage_questions(was: Module, now: Module) -> tuple[Likeness, ...]:
    """Every new part without `was=` that shares much of its wording with an old one."""
    old, new = _all(was), _all(now)
    named = {each.part for each in placed(now) if each.was}
    rows = {part: _rows(unit.text) for part, unit in old.items()}
    found: list[Likeness] = []
    for part, unit in new.items():
        if part in old or part in named:
            continue
        mine = _rows(unit.text)
        best = _nearest(mine, part, rows)
        if best is not None and len(mine) >= FEWEST and best[0] >= MUCH:
            found.append(Likeness(part, unit.title, best[1], best[0]))
    return tuple(found)


def _all(module: Module) -> Mapping[str, Unit]:
    found: dict[str, Unit] = {}
    known: Known = {}
    for lineage in ((), *((each,) for each in sorted(module.mentioned))):
        found = units(module, lineage, "en", known) | found
    return found


def _rows(text: str) -> frozenset[tuple[str, ...]]:
    """Every few words in a row."""
    words = WORD.findall(text.casefold())
    return frozenset(zip(*(words[n:] for n in range(IN_A_ROW)), strict=False))


def _nearest(
    mine: frozenset[tuple[str, ...]],
    part: str,
    rows: Mapping[str, frozenset[tuple[str, ...]]],
) -> tuple[float, str] | None:
    kind = part.partition(":")[0]
    shares: Iterable[tuple[float, str]] = (
        (len(mine & theirs) / len(mine), old)
        for old, theirs in rows.items()
        if mine and old.partition(":")[0] == kind
    )
    return max(shares, default=None)

"""What a delta asks: only what changed for somebody, or what their new department reads."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from training.content.edition import Edition
from training.content.placed import ITEM, SECTION


@dataclass(frozen=True, slots=True)
class Delta:
    """The ids of what a delta asks, in the order of the module.

    `read` are its pages; `see` questions that changed, to be read and not answered; `test`
    questions of which an attempt asks.
    """

    read: tuple[str, ...]
    see: tuple[str, ...]
    test: tuple[str, ...]

    def stored(self) -> dict[str, list[str]]:
        """As kept in `Enrolment.parts`."""
        return {"read": list(self.read), "see": list(self.see), "test": list(self.test)}

    @property
    def pages(self) -> tuple[str, ...]:
        """What is read, a page each: ids of sections, and `item:<id>` of questions to see."""
        return (*self.read, *(ITEM + each for each in self.see))

    @property
    def parts(self) -> list[str]:
        """All that completing it gives credit for, as `section:<id>` and `item:<id>`."""
        items = {ITEM + each for each in (*self.see, *self.test)}
        return sorted(items | {SECTION + each for each in self.read})

    def unread(self, done: Collection[str]) -> tuple[str, ...]:
        """The pages that are still to read, of those that `done` does not hold."""
        return tuple(each for each in self.pages if each not in done)


def asks_quiz(edition: Edition, delta: Delta | None) -> bool:
    """Whether a quiz completes what is asked; otherwise reading does."""
    return edition.scored if delta is None else bool(delta.test)


def questions_of(edition: Edition, lineage: Sequence[str], delta: Delta | None) -> int:
    """How many questions an attempt asks, of a delta or of all."""
    pools = edition.pools(lineage)
    if delta is None:
        return sum(max(each.draw, len(each.critical)) for each in pools)
    test = set(delta.test)
    asked = 0
    for each in pools:
        mine, critical = test.intersection(each.items), test.intersection(each.critical)
        asked += max(min(each.draw, len(mine)), len(critical))
    return asked


def read_delta(stored: Mapping[str, Any] | None) -> Delta | None:
    """The delta that `stored()` gave; none for an enrolment that asks everything."""
    if stored is None:
        return None
    read, see, test = (tuple(stored.get(each, ())) for each in ("read", "see", "test"))
    return Delta(read, see, test)

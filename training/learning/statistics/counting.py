"""From somebody's attempt to rows that no longer say whose it was."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import fsum
from typing import NamedTuple

from training.learning.answers import positions
from training.learning.statistics.measures import Alike, rough_seconds


class Answered(NamedTuple):
    """How a question was answered, and in which text, department and language; not by whom."""

    item: str
    sha256: str
    revision_id: int
    department_id: int
    language: str
    share: float
    rest: float | None
    chosen: tuple[int, ...]
    seconds: int | None

    def alike(self, people: int) -> Alike:
        """So many of them, as they are measured."""
        return Alike(self.share, self.rest, self.chosen, self.seconds, people)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt: what was answered and when it was last changed, if it was."""

    item: str
    sha256: str
    value: object
    saved: datetime | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt that counted, with all that it asked.

    `brought`: by question `[points, of, …]`, as `Score.items` keeps it.
    """

    attempt_id: int
    number: int
    module: str
    revision_id: int
    department_id: int
    language: str
    begun: datetime
    asked: Sequence[Asked]
    brought: Mapping[str, Sequence[float]]


def rows_of(sitting: Sitting) -> Iterator[Answered]:
    """A row for each question that was asked and marked."""
    seconds = _seconds(sitting)
    for each in sitting.asked:
        if each.item not in sitting.brought:
            continue
        points, of = sitting.brought[each.item][:2]
        yield Answered(
            item=each.item,
            sha256=each.sha256,
            revision_id=sitting.revision_id,
            department_id=sitting.department_id,
            language=sitting.language,
            share=_share(points, of) or 0.0,
            rest=_rest(sitting.brought, each.item),
            chosen=tuple(positions(each.value)),
            seconds=seconds.get(each.item),
        )


def _rest(brought: Mapping[str, Sequence[float]], item: str) -> float | None:
    others = [value for other, value in brought.items() if other != item]
    share = _share(fsum(each[0] for each in others), fsum(each[1] for each in others))
    return None if share is None else round(share, 2)


def _share(points: float, of: float) -> float | None:
    return round(points / of, 4) if of else None


def _seconds(sitting: Sitting) -> dict[str, int]:
    """From the last change of the answer before, or the beginning, to the last change of each.

    Only about right: who goes back and changes an answer has that time counted there, and time
    spent on a question before the first answer to another is counted with that other.
    """
    found: dict[str, int] = {}
    before = sitting.begun
    saved = [(each.saved, each.item) for each in sitting.asked if each.saved is not None]
    for at, item in sorted(saved):
        found[item] = rough_seconds((at - before).total_seconds())
        before = at
    return found

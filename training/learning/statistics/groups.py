"""Groups as they may be shown: none so small that it tells about somebody."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from training.learning.statistics.measures import Alike, Measures, measured

FEWEST = 10
"""People of a group that is shown."""
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown(Generic[K]):
    """Groups that are shown, by size, and those that are shown only together."""

    alone: tuple[tuple[K, Measures], ...]
    together: tuple[K, ...]
    measures: Measures | None
    """Of those together; none where they are too few even so."""


def shown(groups: Mapping[K, Sequence[Alike]]) -> Shown[K]:
    """Which groups may be shown beside the figures of all of them.

    Whoever takes those that are shown from all of them learns about those that are not. So the
    hidden ones are never one, and never fewer than ten people: the smallest that might be shown are
    hidden with them until it is so.
    """
    sizes = {key: sum(each.people for each in rows) for key, rows in groups.items()}
    by_size = sorted((key for key, n in sizes.items() if n), key=lambda key: sizes[key])
    small = sum(sizes[key] < FEWEST for key in by_size)
    while small and (small < 2 or sum(sizes[key] for key in by_size[:small]) < FEWEST):
        if small == len(by_size):
            break
        small += 1
    hidden, alone = by_size[:small], by_size[small:][::-1]
    rows = [row for key in hidden for row in groups[key]]
    people = sum(each.people for each in rows)
    return Shown(
        tuple((key, measured(groups[key])) for key in alone),
        tuple(hidden),
        measured(rows) if people >= FEWEST else None,
    )

"""Which items an attempt asks, in which order, and in which order their options stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Drawable:
    """A pool as one department gets it: item ids, those always asked, and how many to ask."""

    items: Sequence[str]
    critical: Sequence[str]
    draw: int


def draw_items(pools: Iterable[Drawable], seed: int) -> list[str]:
    """The ids to ask: pools in their order, `draw` of each at random, critical ones always.

    The same seed gives the same items. A pool with more critical items than its draw asks them all.
    """
    random = Random(seed)  # noqa: S311 - a fair shuffle, not a secret
    asked: list[str] = []
    for pool in pools:
        others = [each for each in pool.items if each not in pool.critical]
        wanted = max(0, pool.draw - len(pool.critical))
        chosen = [*pool.critical, *random.sample(others, min(wanted, len(others)))]
        random.shuffle(chosen)
        asked += chosen
    return asked


def order_options(count: int, *, shuffle: bool, seed: int, item: str) -> list[int]:
    """The source positions (from 0) of an item's options, in the order to show them."""
    order = list(range(count))
    if shuffle:
        Random(f"{seed}/{item}").shuffle(order)  # noqa: S311 - as above
    return order

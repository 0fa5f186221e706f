"""Which items an attempt asks, in which order, and in which order their options stand."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from random import Random

SEED_BITS = 63
"""Of an attempt's seed, all that its column holds.

Whoever sees their questions knows something of how they were shuffled. Of 31 bits that would be
enough to try every seed at home, and the seed tells in which order the lines of a list are right.
"""


@dataclass(frozen=True, slots=True)
class Drawable:
    """A pool as one department gets it: item ids, those always asked, and how many to ask.

    Those in `late` are asked only where there are no others.
    """

    items: Sequence[str]
    critical: Sequence[str]
    draw: int
    late: Collection[str] = ()


def draw_items(pools: Iterable[Drawable], seed: int) -> list[str]:
    """The ids to ask: pools in their order, `draw` of each at random, critical ones always.

    The same seed gives the same items. A pool with more critical items than its draw asks them all.
    """
    random = Random(seed)  # noqa: S311 - a fair shuffle, not a secret
    asked: list[str] = []
    for pool in pools:
        others = [each for each in pool.items if each not in pool.critical]
        first = [each for each in others if each not in pool.late]
        last = [each for each in others if each in pool.late]
        wanted = max(0, pool.draw - len(pool.critical))
        chosen = [*pool.critical, *random.sample(first, min(wanted, len(first)))]
        chosen += random.sample(last, max(0, min(wanted - len(first), len(last))))
        random.shuffle(chosen)
        asked += chosen
    return asked


def order_options(count: int, *, shuffle: bool, seed: int, item: str) -> list[int]:
    """The source positions (from 0) of an item's options, in the order to show them."""
    order = list(range(count))
    if shuffle:
        Random(f"{seed}/{item}").shuffle(order)  # noqa: S311 - as above
    return order

"""What is asked of somebody who shows what they know, and what that spares them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from random import Random

from training.content.holds.paused import without_held
from training.content.item_view import Pool
from training.learning.drawing import Drawable, draw_items
from training.learning.scoring import ItemScore

SHOWING = 0
"""The number of the attempt before all others: it uses up none of those that a quiz allows."""
Covers = Callable[[str], Sequence[str]]
"""The sections that a question is about, by its id."""


def questions_to_show(
    pools: Sequence[Pool], sections: Iterable[str], covers: Covers, seed: int
) -> list[str]:
    """The questions of an attempt, and one more for each section that none of them is about.

    The same seed gives the same; of a section without any question, nothing is asked.
    """
    drawable = [Drawable(pool.items, pool.critical, pool.draw) for pool in pools]
    asked = draw_items(drawable, seed)
    random = Random(f"{seed}/showing")  # noqa: S311 - a fair choice, not a secret
    for section in sections:
        if not any(section in covers(each) for each in asked):
            about = [each for pool in pools for each in pool.items if section in covers(each)]
            asked += random.sample(about, min(1, len(about)))
    return asked


def sections_shown(
    sections: Iterable[str], scores: Collection[ItemScore], covers: Covers
) -> list[str]:
    """The sections that somebody knows: those asked about, with every answer right."""
    about = {
        each: [score.right for score in scores if each in covers(score.item)] for each in sections
    }
    return [each for each, right in about.items() if right and all(right)]


def pools_left(pools: Sequence[Pool], known: Collection[str], covers: Covers) -> tuple[Pool, ...]:
    """The pools without questions only about sections that somebody has shown they know.

    Critical ones stay. All pools, where nothing else is left.
    """
    spared = {
        each
        for pool in pools
        for each in pool.items
        if each not in pool.critical and covers(each) and set(covers(each)) <= set(known)
    }
    return without_held(pools, spared) or tuple(pools)

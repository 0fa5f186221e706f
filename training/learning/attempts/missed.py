"""After a failure: which questions the next attempt is drawn from.

Those about the sections of which something was not right. A critical question is asked again as
well until its last answer in the enrolment was good enough, whichever section it is about.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from training.content.holds.paused import without_held
from training.content.item_view import Pool
from training.learning.drawing import Drawable, draw_items
from training.learning.showing.rules import Covers

Marks = Mapping[str, tuple[bool, bool]]
"""Of an attempt, by question: whether it was right, and good enough for a critical one."""


@dataclass(frozen=True, slots=True)
class Missed:
    """What the attempts so far have left open.

    `sections` are those to ask about again, `settled` the questions whose last answer was good
    enough for a critical one, `asked` those of the last attempt.
    """

    sections: frozenset[str]
    settled: frozenset[str]
    asked: frozenset[str]


def missed(attempts: Sequence[Marks], covers: Covers) -> Missed:
    """What is open after attempts, first to last, of which the last one failed."""
    last = attempts[-1]
    wrong = [item for item, (right, safe) in last.items() if not (right and safe)]
    known = {item: safe for marks in attempts for item, (_right, safe) in marks.items()}
    return Missed(
        frozenset(section for item in wrong for section in covers(item)),
        frozenset(item for item, safe in known.items() if safe),
        frozenset(last),
    )


def pools_again(pools: Sequence[Pool], open_: Missed, covers: Covers) -> tuple[Pool, ...]:
    """The pools with only what is to be asked again; all of them where that would be nothing."""
    spared = {
        item
        for pool in pools
        for item in pool.items
        if open_.sections.isdisjoint(covers(item))
        and (item not in pool.critical or item in open_.settled)
    }
    return without_held(pools, spared) or tuple(pools)


def questions_again(pools: Sequence[Pool], open_: Missed, covers: Covers, seed: int) -> list[str]:
    """The questions of the next attempt: as many of each pool as ever, where there are so many.

    Those that were not asked last time come first, and one more is asked for each missed section
    that none of them is about. The same seed gives the same.
    """
    left = pools_again(pools, open_, covers)
    drawable = [Drawable(each.items, each.critical, each.draw, open_.asked) for each in left]
    asked = draw_items(drawable, seed)
    random = Random(f"{seed}/missed")  # noqa: S311 - a fair choice, not a secret
    for section in sorted(open_.sections):
        if not any(section in covers(each) for each in asked):
            about = [each for pool in left for each in pool.items if section in covers(each)]
            asked += random.sample(_new_first(about, open_.asked), min(1, len(about)))
    return asked


def _new_first(items: Sequence[str], asked: Collection[str]) -> Sequence[str]:
    """Those that were not asked last time; all where there are no others."""
    return [each for each in items if each not in asked] or items

"""What an author should look at, before any figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import sqrt

from training.content.item_view import ItemView
from training.learning.statistics.groups import FEWEST
from training.learning.statistics.measures import Measures
from training.learning.statistics.options import NONE, Chosen

NEARLY_ALL = 0.95
FEW = 1 / 3
SURELY = 2.0
"""How many times what chance alone does, about 1/√people, a correlation has to be below zero."""
ENOUGH = 30
"""People of whom some should have chosen an option if anybody ever does."""


class Why(Enum):
    """Why a question should be looked at; the gravest first."""

    WRONG_KEY = auto()
    """Most of those who did well chose a wrong option."""
    WORSE_THAN_RIGHT = auto()
    """More of those who did well chose a wrong option than any right one."""
    TURNED_ROUND = auto()
    """Those who do well elsewhere do worse here."""
    HARD = auto()
    """Fewer than a third of the points are earned."""
    EASY = auto()
    """Nearly everybody gets it right."""
    NOBODY = auto()
    """Nobody chooses an option."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at; `options` are the names of those it is about."""

    why: Why
    options: tuple[str, ...] = ()


def flags(view: ItemView, measures: Measures, chosen: Sequence[Chosen]) -> list[Flag]:
    """What is to be looked at, the gravest first; nothing of fewer than ten people."""
    if measures.people < FEWEST or measures.difficulty is None:
        return []
    found = [*_key(view, chosen)]
    if surely_below_zero(measures):
        found.append(Flag(Why.TURNED_ROUND))
    if measures.difficulty < FEW:
        found.append(Flag(Why.HARD))
    if measures.difficulty >= NEARLY_ALL:
        found.append(Flag(Why.EASY))
    nobodys = tuple(each.option.name for each in chosen if not each.all and each.option.name)
    if nobodys and view.kind != "order" and measures.people >= ENOUGH:
        found.append(Flag(Why.NOBODY, nobodys))
    return found


def surely_below_zero(measures: Measures) -> bool:
    """Whether those who do well elsewhere do worse, and more so than chance alone would do it."""
    found = measures.discrimination
    return found is not None and found < -SURELY / sqrt(measures.people)


def _key(view: ItemView, chosen: Sequence[Chosen]) -> list[Flag]:
    """Whether those who did well say that another option is right."""
    if view.kind not in ("one", "all"):
        return []
    well = [(each.top or 0.0, each.option) for each in chosen if each.option.name != NONE]
    wrong = max((each for each in well if not each[1].right), key=_part, default=None)
    if wrong is None:
        return []
    best = max((part for part, option in well if option.right), default=0.0)
    if wrong[0] > 0.5 and (view.kind == "one" or wrong[0] > best):
        return [Flag(Why.WRONG_KEY, (wrong[1].name,))]
    if wrong[0] > best:
        return [Flag(Why.WORSE_THAN_RIGHT, (wrong[1].name,))]
    return []


def _part(each: tuple[float, object]) -> float:
    return each[0]

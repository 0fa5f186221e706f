"""What answers are worth, and whether they pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ItemKey:
    """What the right answer to an item is: its kind (`one` or `all`) and the right positions."""

    item: str
    kind: str
    correct: frozenset[int]
    points: float
    critical: bool


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What an item brought, out of what; `right` only when nothing is missing or too much."""

    item: str
    points: float
    of: float
    right: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt's score. A critical item that is not fully right fails it whatever the points."""

    points: float
    of: float
    passed: bool
    items: tuple[ItemScore, ...]


def score_item(key: ItemKey, chosen: frozenset[int]) -> ItemScore:
    """The points of one item.

    Choose one: all or nothing. Choose all: right ones less wrong ones, as a share of the right
    ones, never below zero.
    """
    right = chosen == key.correct
    if key.kind == "all" and key.correct:
        net = len(chosen & key.correct) - len(chosen - key.correct)
        share = max(0.0, net / len(key.correct))
    else:
        share = 1.0 if right else 0.0
    return ItemScore(key.item, round(share * key.points, 4), key.points, right, key.critical)


def score_attempt(
    keys: Sequence[ItemKey], answers: Mapping[str, frozenset[int]], pass_share: float
) -> Result:
    """The result of an attempt; an item without an answer is wrong. `pass_share` is from 0 to 1."""
    items = tuple(score_item(key, answers.get(key.item, frozenset())) for key in keys)
    points = sum(each.points for each in items)
    of = sum(each.of for each in items)
    enough = points >= of * pass_share - 1e-9
    safe = all(each.right for each in items if each.critical)
    return Result(round(points, 4), of, bool(items) and enough and safe, items)

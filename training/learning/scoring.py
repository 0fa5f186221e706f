"""What answers are worth, and whether they pass.

A question brings its points in full or in part, by its kind:

* `one`: all or nothing.
* `all`: right ones less wrong ones, as a share of the right ones, never below zero.
* `order`: the most lines that stand in the right order among themselves, less one, as a share of
  all lines, less one. With one line of five misplaced that is 3 of 4; all reversed, nothing.
* `short`: all or nothing; case, accents other than ñ, hyphens and spaces make no difference.
* `attest`: all for the person's own name, without regard to case, accents and spaces.
* `scenario`: the share of the points that the ending brings; nothing before it has ended.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from training.content.edition import Edition, ItemView
from training.content.forgiving import folded
from training.learning.answers import done, in_order, positions, typed, walk

BEARABLE = ("best", "acceptable")
"""Endings of a critical scenario that do not fail the quiz."""


@dataclass(frozen=True, slots=True)
class ItemScore:
    """What an item brought, out of what; `right` only when nothing is missing or too much.

    `safe`: good enough for a critical item, which is `right`, or an acceptable ending.
    """

    item: str
    points: float
    of: float
    right: bool
    safe: bool
    critical: bool

    def stored(self) -> list[float | bool]:
        """As `Score.items` keeps it."""
        return [self.points, self.of, self.right, self.safe]


@dataclass(frozen=True, slots=True)
class Result:
    """An attempt's score. A critical item that is not safe fails it whatever the points."""

    points: float
    of: float
    passed: bool
    items: tuple[ItemScore, ...]


def score_item(item: ItemView, value: object) -> ItemScore:
    """The points of one item; `value` is as `answers` keeps it, or none for no answer."""
    share = SHARES[item.kind](item, value)
    right = share == 1
    safe = right
    if item.kind == "scenario":
        safe = walk(item, value).scene.result in BEARABLE
    return ItemScore(item.id, share * item.points, item.points, right, safe, item.critical)


def score_attempt(
    items: Sequence[ItemView], answers: Mapping[str, object], pass_share: float
) -> Result:
    """The result of an attempt; an item without an answer is wrong. `pass_share` is from 0 to 1."""
    return total([score_item(each, answers.get(each.id)) for each in items], pass_share)


def total(scores: Sequence[ItemScore], pass_share: float) -> Result:
    """What an attempt's items bring together, and whether that passes."""
    # Thirds are kept whole until the end: three of them are a point.
    points, of = fsum(each.points for each in scores), fsum(each.of for each in scores)
    enough = points >= of * pass_share - 1e-9
    safe = all(each.safe for each in scores if each.critical)
    passed = bool(scores) and enough and safe
    return Result(min(round(points, 4), of), of, passed, tuple(scores))


def _one(item: ItemView, value: object) -> float:
    return float(set(positions(value)) == _right(item))


def _all(item: ItemView, value: object) -> float:
    right, chosen = _right(item), set(positions(value))
    if not right:
        return 0.0
    return max(0.0, (len(chosen & right) - len(chosen - right)) / len(right))


def _right(item: ItemView) -> set[int]:
    return {at for at, option in enumerate(item.options) if option.correct}


def _order(item: ItemView, value: object) -> float:
    if not done(item, value) or len(item.options) < 2:
        return 0.0
    return (longest_in_order(in_order(value)) - 1) / (len(item.options) - 1)


def longest_in_order(numbers: Sequence[int]) -> int:
    """How many numbers are left when as few as can be are taken out so that the rest ascend."""
    ends: list[int] = []
    for each in numbers:
        at = bisect_left(ends, each)
        ends[at : at + 1] = [each]
    return len(ends)


def _short(item: ItemView, value: object) -> float:
    return float(folded(typed(value)) in {folded(each) for each in item.accepted})


def _attest(item: ItemView, value: object) -> float:
    return float(done(item, value))


def _scenario(item: ItemView, value: object) -> float:
    return walk(item, value).scene.share


SHARES = {
    "one": _one,
    "all": _all,
    "order": _order,
    "short": _short,
    "attest": _attest,
    "scenario": _scenario,
}


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """An item after the attempt: shown in which order, what was answered, what it brought."""

    view: ItemView
    order: tuple[int, ...]
    value: object
    score: ItemScore


def review(
    edition: Edition,
    drawn: Mapping[str, Sequence[int]],
    answers: Mapping[str, object],
    language: str,
) -> list[ReviewedItem]:
    """Every item of a submitted attempt; `drawn` maps items, in their order, to option orders."""
    found: list[ReviewedItem] = []
    for item, order in drawn.items():
        view, value = edition.drawn_item(item, language), answers.get(item)
        found.append(ReviewedItem(view, tuple(order), value, score_item(view, value)))
    return found

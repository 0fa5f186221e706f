"""What answers are worth, and whether they pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.content.edition import Edition, ItemView


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


@dataclass(frozen=True, slots=True)
class ReviewedItem:
    """An item after the attempt: shown in which order, what was chosen, what it brought."""

    view: ItemView
    order: tuple[int, ...]
    chosen: frozenset[int]
    score: ItemScore


def item_keys(
    edition: Edition, items: Sequence[str], lineage: tuple[str, ...], language: str
) -> list[ItemKey]:
    """The right answers to the items drawn."""
    keys: list[ItemKey] = []
    for each in items:
        item = edition.item(each, lineage, language)
        correct = frozenset(at for at, option in enumerate(item.options) if option.correct)
        keys.append(ItemKey(each, item.kind, correct, item.points, item.critical))
    return keys


def review(
    edition: Edition,
    drawn: Mapping[str, Sequence[int]],
    answers: Mapping[str, frozenset[int]],
    lineage: tuple[str, ...],
    language: str,
) -> list[ReviewedItem]:
    """Every item of a submitted attempt; `drawn` maps items, in their order, to option orders."""
    keys = item_keys(edition, list(drawn), lineage, language)
    return [
        ReviewedItem(
            edition.item(key.item, lineage, language),
            tuple(drawn[key.item]),
            answers.get(key.item, frozenset()),
            score_item(key, answers.get(key.item, frozenset())),
        )
        for key in keys
    ]

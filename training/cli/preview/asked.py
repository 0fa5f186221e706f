"""A quiz as its author looks at it: every question with its answers, by pool."""

from dataclasses import dataclass

from training.cli.preview.reader import Reader
from training.content.edition import Edition, ItemView
from training.content.quiz_item import KINDS
from training.content.rendering import title_text
from training.content.variants import items

USES = {"": "", "check": "kept for checks", "held-out": "held out"}


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A question and where it stands."""

    view: ItemView
    path: str
    line: int
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskedPool:
    """A pool: how many of its questions an attempt asks this reader."""

    title: str
    draw: int | None
    items: tuple[AskedItem, ...]
    others: int


def asked_pools(edition: Edition, reader: Reader) -> tuple[AskedPool, ...]:
    """The pools of a module's quiz with the questions this reader can be asked."""
    quiz = edition.module.quiz
    asked = {each.id for each in items(edition.module, reader.lineage)}
    found: list[AskedPool] = []
    for pool in quiz.pools if quiz else ():
        mine = [each for each in pool.items if each.id in asked]
        views = tuple(
            AskedItem(view, quiz.path if quiz else "", each.line, _facts(view))
            for each in mine
            for view in (edition.item(each.id, reader.lineage, reader.language),)
        )
        found.append(
            AskedPool(title_text(pool.title), pool.draw, views, len(pool.items) - len(mine))
        )
    return tuple(found)


def _facts(item: ItemView) -> tuple[str, ...]:
    points = f"{item.points:g} point{'' if item.points == 1 else 's'}"
    asked = (
        f"A question {KINDS[item.kind]}",
        points,
        "critical" if item.critical else "",
        USES[item.use],
        f"covers {', '.join(item.covers)}" if item.covers else "",
    )
    return tuple(each for each in asked if each)

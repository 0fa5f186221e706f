"""Who chose what: a question's options, and how often those who did well and badly took each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum
from string import ascii_uppercase

from training.content.item_view import ItemView
from training.learning.answers import walk
from training.learning.statistics.groups import FEWEST
from training.learning.statistics.measures import Alike, thirds

NONE = ""
"""Instead of an option's name: nothing was answered."""


@dataclass(frozen=True, slots=True)
class Option:
    """Something that could be answered, by the name it has in the statistics.

    Options are A, B, C in the order of the source, lines 1, 2, 3, a scene's choices 1A, 1B. `right`
    is none where it is neither: a way through a scenario is judged by its end.
    """

    name: str
    html: str
    right: bool | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which part of the people took an option, 0 to 1: of all, and of the top and bottom third.

    The thirds are none where fewer than ten people are in each.
    """

    option: Option
    all: float
    top: float | None
    bottom: float | None


def options_of(view: ItemView) -> list[Option]:
    """All that could be answered; nothing where it was typed, for what was typed is not kept.

    Of lines to put in order, what counts is whether they stand where they belong.
    """
    if view.kind in ("one", "all"):
        return [
            Option(ascii_uppercase[at % 26], each.html, each.correct)
            for at, each in enumerate(view.options)
        ]
    if view.kind == "order":
        return [Option(str(at), each.html, True) for at, each in enumerate(view.options, 1)]
    return [
        Option(_step(n, at), each.html, None)
        for n, scene in enumerate(view.scenes, 1)
        for at, each in enumerate(scene.choices)
    ]


def names_of(view: ItemView, chosen: Sequence[int]) -> frozenset[str]:
    """The names of what was chosen; `NONE` alone where nothing was."""
    if view.kind in ("one", "all"):
        names = {ascii_uppercase[at % 26] for at in chosen}
    elif view.kind == "order":
        placed = any(chosen)
        names = {str(at) for at, place in enumerate(chosen, 1) if place == at}
        return frozenset(names if placed else {NONE})
    else:
        scenes = {each.id: n for n, each in enumerate(view.scenes, 1)}
        steps = walk(view, list(chosen)).steps if view.scenes else ()
        names = {_step(scenes[scene.id], scene.choices.index(choice)) for scene, choice in steps}
    return frozenset(names or {NONE})


def chosen_by(view: ItemView, rows: Sequence[Alike]) -> list[Chosen]:
    """How often each option was taken, and at the end how often nothing was answered."""
    options = options_of(view)
    if not options:
        return []
    parts = thirds(rows)
    enough = parts.people >= FEWEST
    everybody = [(each, float(each.people)) for each in rows]
    return [
        Chosen(
            each,
            part_of(view, each.name, everybody),
            part_of(view, each.name, parts.top) if enough else None,
            part_of(view, each.name, parts.bottom) if enough else None,
        )
        for each in (*options, Option(NONE, "", None))
    ]


def part_of(view: ItemView, name: str, rows: Iterable[tuple[Alike, float]]) -> float:
    """Which part of some people took an option, 0 to 1; 0 of nobody."""
    every = list(rows)
    people = fsum(weight for _row, weight in every)
    took = fsum(weight for row, weight in every if name in names_of(view, row.chosen))
    return took / people if people else 0.0


def _step(scene: int, choice: int) -> str:
    return f"{scene}{ascii_uppercase[choice % 26]}"

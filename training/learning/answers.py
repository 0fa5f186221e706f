"""What is kept of an answer, for each kind of question.

`one`, `all`: the chosen options' positions in the source, ascending, `[0, 2]`.
`order`: for each line, in the source's order, the place it was given from 1, or 0: `[2, 1, 0]`.
`short`: the text as it was typed.
`attest`: `{"typed": …, "name": …}`, the name being the person's when they signed.
`scenario`: the choices made from the first scene on, by their positions in the source, `[0, 1]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from training.content.edition import ItemView
from training.content.forgiving import folded, same_name
from training.content.item_view import ChoiceView, SceneView
from training.errors import InputRefused

MOST_TYPED = 200
"""Characters; more of them are nobody's short answer and nobody's name."""


@dataclass(frozen=True, slots=True)
class Walk:
    """A way through a scenario: scenes and what was done in each, then the scene one is in."""

    steps: tuple[tuple[SceneView, ChoiceView], ...]
    scene: SceneView

    @property
    def ended(self) -> bool:
        """Whether the scene is an ending."""
        return not self.scene.choices


def positions(value: object) -> list[int]:
    """The whole numbers of a kept answer; none of anything else."""
    if not isinstance(value, list | tuple | set | frozenset):
        return []
    return [each for each in value if isinstance(each, int) and not isinstance(each, bool)]


def walk(item: ItemView, value: object) -> Walk:
    """Where the choices made so far have led. A choice that no scene offers ends the walk there."""
    scenes = {each.id: each for each in item.scenes}
    scene = item.scenes[0]
    steps: list[tuple[SceneView, ChoiceView]] = []
    for at in positions(value):
        if not 0 <= at < len(scene.choices):
            break
        steps.append((scene, scene.choices[at]))
        scene = scenes[scene.choices[at].to]
    return Walk(tuple(steps), scene)


def checked(item: ItemView, value: object) -> object:
    """The answer as it is kept. Raises `InputRefused` for one that this question does not take."""
    if item.kind == "order":
        places = positions(value)
        if len(places) == len(item.options) and all(0 <= each <= len(places) for each in places):
            return places
    elif item.kind == "short" and isinstance(value, str) and len(value) <= MOST_TYPED:
        return " ".join(value.split())
    elif item.kind == "attest" and isinstance(value, Mapping):
        typed, name = value.get("typed"), value.get("name")
        if isinstance(typed, str) and isinstance(name, str) and len(typed) <= MOST_TYPED:
            return {"typed": " ".join(typed.split()), "name": name}
    elif item.kind == "scenario":
        made = positions(value)
        if len(walk(item, made).steps) == len(made):
            return made
    elif item.kind in ("one", "all"):
        chosen = sorted(set(positions(value)))
        if all(0 <= each < len(item.options) for each in chosen):
            return chosen
    raise InputRefused("That is not one of the answers to this question.")


def goes_on(earlier: object, later: object) -> bool:
    """Whether a way through a scenario takes an earlier one further: there is no going back."""
    before = positions(earlier)
    return positions(later)[: len(before)] == before


def begun(item: ItemView, value: object) -> bool:
    """Whether anything was answered at all."""
    if item.kind == "order":
        return any(positions(value))
    if item.kind == "attest":
        return bool(_typed(value)[0])
    return bool(value)


def done(item: ItemView, value: object) -> bool:
    """Whether the answer is whole: every line placed, the right name typed, the scenario ended."""
    if item.kind == "order":
        return sorted(positions(value)) == list(range(1, len(item.options) + 1))
    if item.kind == "short":
        return isinstance(value, str) and bool(folded(value))
    if item.kind == "attest":
        return same_name(*_typed(value))
    if item.kind == "scenario":
        return walk(item, value).ended
    return bool(value)


def typed(value: object) -> str:
    """What was typed into the question's one field."""
    return value if isinstance(value, str) else _typed(value)[0]


def _typed(value: object) -> tuple[str, str]:
    if not isinstance(value, Mapping):
        return "", ""
    return str(value.get("typed", "")), str(value.get("name", ""))


def in_order(value: object) -> list[int]:
    """The lines' positions in the source in the order they were put; unplaced ones left out."""
    placed = [(place, at) for at, place in enumerate(positions(value)) if place]
    return [at for _place, at in sorted(placed)]


def right_answer(item: ItemView, name: str) -> object:
    """An answer that brings every point, by the person of this name."""
    if item.kind == "order":
        return list(range(1, len(item.options) + 1))
    if item.kind == "short":
        return item.accepted[0]
    if item.kind == "attest":
        return {"typed": name, "name": name}
    if item.kind == "scenario":
        return best_way(item)
    return [at for at, option in enumerate(item.options) if option.correct]


def best_way(item: ItemView) -> list[int]:
    """The shortest choices that lead to an ending which brings every point."""
    scenes = {each.id: each for each in item.scenes}
    waiting: list[tuple[str, list[int]]] = [(item.scenes[0].id, [])]
    seen: set[str] = set()
    for here, made in waiting:
        scene = scenes[here]
        if scene.share == 1:
            return made
        if here not in seen:
            seen.add(here)
            waiting += [(each.to, [*made, at]) for at, each in enumerate(scene.choices)]
    return []

"""The ways through a scenario."""

from collections.abc import Iterator

from training.content.item_view import ItemView
from training.learning.answers import walk


def paths(item: ItemView, made: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Every way through a scenario that does not come to a scene twice."""
    gone = walk(item, list(made))
    if gone.scene.result:
        yield made
        return
    seen = {scene.id for scene, _ in gone.steps} | {gone.scene.id}
    for at, choice in enumerate(gone.scene.choices):
        if choice.to not in seen:
            yield from paths(item, (*made, at))

"""What a hold means for a quiz: pure rules over sections and items."""

from collections.abc import Collection, Iterable

from training.content.item_view import Pool


def is_held(covers: Iterable[str], held: Collection[str]) -> bool:
    """Whether a question covers a section that is withdrawn."""
    return any(each in held for each in covers)


def without_held(pools: Iterable[Pool], held_items: Collection[str]) -> tuple[Pool, ...]:
    """The pools without the held questions; nobody is asked more than is left."""
    found: list[Pool] = []
    for pool in pools:
        items = tuple(each for each in pool.items if each not in held_items)
        critical = tuple(each for each in pool.critical if each not in held_items)
        if items:
            found.append(Pool(pool.title, min(pool.draw, len(items)), items, critical))
    return tuple(found)

"""What a hold means for a quiz: pure rules over sections, items and instants."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from training.content.edition import Pool


@dataclass(frozen=True, slots=True)
class Held:
    """One time during which a section was withdrawn; `until` is none while it is."""

    section: str
    since: datetime
    until: datetime | None


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


def paused_for(
    held: Iterable[Held], sections: Collection[str], *, since: datetime, now: datetime
) -> timedelta:
    """How long any of the sections was withdrawn between two instants; overlaps count once."""
    spans = sorted(
        (max(each.since, since), min(each.until or now, now))
        for each in held
        if each.section in sections
    )
    total, reached = timedelta(), since
    for begins, ends in spans:
        if ends > max(begins, reached):
            total += ends - max(begins, reached)
            reached = ends
    return total

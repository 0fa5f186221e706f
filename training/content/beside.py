"""Two texts beside each other, paragraph by paragraph and word by word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.content.runs import GONE, NEW, SAME, Run, passages


@dataclass(frozen=True, slots=True)
class Beside:
    """What a paragraph was and what it is now, word by word; empty where there was or is none."""

    was: tuple[Run, ...]
    now: tuple[Run, ...]


def side_by_side(was: str, now: str) -> Iterator[Beside | None]:
    """Two texts paragraph by paragraph; none stands for paragraphs that stayed."""
    gone: list[str] = []
    new: list[str] = []
    stayed = False
    for each in passages(was, now):
        if each.was is not None and each.now is not None:
            yield from _replaced(gone, new)
            gone, new = [], []
            if each.was != each.now:
                yield Beside(_side(each.runs, GONE), _side(each.runs, NEW))
            elif not stayed:
                yield None
            stayed = each.was == each.now
            continue
        gone += [each.was] if each.was is not None else []
        new += [each.now] if each.now is not None else []
        stayed = False
    yield from _replaced(gone, new)


def _replaced(gone: list[str], new: list[str]) -> Iterator[Beside]:
    """Paragraphs that went beside those that came in their place."""
    if gone or new:
        was, now = ("\n\n".join(each) for each in (gone, new))
        yield Beside((Run(GONE, was),) if was else (), (Run(NEW, now),) if now else ())


def _side(runs: Iterable[Run], what: str) -> tuple[Run, ...]:
    return tuple(each for each in runs if each.what in (SAME, what))

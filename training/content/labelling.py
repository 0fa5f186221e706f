"""What an author has to label before a text is published, and how options were paired."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.content.diff import SETTINGS, Change

OWES_NOTHING = frozenset({"moved", "removed"})


@dataclass(frozen=True, slots=True)
class Question:
    """One label to give: a cause, and every unit and variant that changes because of it.

    `units` holds part, department and language. `new`: nobody has read it before, so that it cannot
    be called a change of wording.
    """

    cause: str
    title: str
    units: tuple[tuple[str, str | None, str], ...]
    new: bool


def to_label(changes: Iterable[Change]) -> tuple[Question, ...]:
    """Each cause once, with all that changes because of it, in the order of the changes.

    What moved or went costs nobody anything; settings are no text. A unit that was renamed and
    says the same is not asked about.
    """
    titles: dict[tuple[str, bool], str] = {}
    found: dict[tuple[str, bool], list[tuple[str, str | None, str]]] = {}
    for change in changes:
        if change.what in OWES_NOTHING or change.part.startswith(SETTINGS):
            continue
        for cause in change.causes:
            key = (cause, change.what == "added")
            titles.setdefault(key, change.title)
            found.setdefault(key, []).append((change.part, change.department, change.language))
    return tuple(
        Question(cause, titles[cause, new], tuple(units), new)
        for (cause, new), units in found.items()
    )


def pair_options(
    was: Sequence[str], now: Sequence[str]
) -> tuple[tuple[int | None, int | None], ...]:
    """The options of two texts of a question, from 0, in pairs: what was, and what it is now.

    By equal text; then by position, where there are as many as before. What has no partner stands
    beside none.
    """
    places: Mapping[str, int] = {text: n for n, text in enumerate(now)}
    pairs: dict[int, int] = {n: places[text] for n, text in enumerate(was) if text in places}
    taken = set(pairs.values())
    if len(was) == len(now):
        pairs |= {n: n for n in range(len(was)) if n not in pairs and n not in taken}
    taken = set(pairs.values())
    left = [(n, pairs.get(n)) for n in range(len(was))]
    return (*left, *((None, n) for n in range(len(now)) if n not in taken))

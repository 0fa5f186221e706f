"""What an author has to label before a text is published, and how options were paired."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.content.diff import SETTINGS, Change

ENGLISH = "en"
OWES_NOTHING = frozenset({"moved", "removed"})


@dataclass(frozen=True, slots=True)
class Question:
    """One label to give: a cause, and every unit and variant that changes because of it.

    `units` holds part, department and language. `new`: nobody has read it before, so that it cannot
    be called a change of wording. `translation`: their English stays, so that it is `wording` where
    nobody says otherwise.
    """

    cause: str
    title: str
    units: tuple[tuple[str, str | None, str], ...]
    new: bool
    translation: bool = False


def to_label(changes: Iterable[Change]) -> tuple[Question, ...]:
    """Each cause once, with all that changes because of it, in the order of the changes.

    What moved or went costs nobody anything; settings are no text. A unit that was renamed and
    says the same is not asked about.
    """
    asked = [
        each
        for each in changes
        if each.what not in OWES_NOTHING and not each.part.startswith(SETTINGS)
    ]
    english = {(each.part, each.department) for each in asked if each.language == ENGLISH}
    added = {
        (each.part, each.department)
        for each in asked
        if each.language == ENGLISH and each.what == "added"
    }
    titles: dict[tuple[str, bool], str] = {}
    found: dict[tuple[str, bool], list[tuple[str, str | None, str]]] = {}
    for change in asked:
        # A first translation of what was read in English before is nothing new.
        new = change.what == "added" and _among(added, change.part, change.department)
        for cause in change.causes:
            titles.setdefault((cause, new), change.title)
            unit = (change.part, change.department, change.language)
            found.setdefault((cause, new), []).append(unit)
    return tuple(
        Question(cause, titles[cause, new], tuple(units), new, _translated(units, english))
        for (cause, new), units in found.items()
    )


def _among(units: Collection[tuple[str, str | None]], part: str, department: str | None) -> bool:
    """Whether a part is among what a department reads as the others do, or otherwise."""
    return (part, department) in units or (part, None) in units


def _translated(
    units: Iterable[tuple[str, str | None, str]], english: Collection[tuple[str, str | None]]
) -> bool:
    """Whether only the words of a translation change."""
    return not any(
        language == ENGLISH or _among(english, part, department)
        for part, department, language in units
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

"""An answer as its page sends it, read for the question's kind."""

from collections.abc import Sequence

from werkzeug.datastructures import MultiDict

from training.content.edition import ItemView
from training.errors import InputRefused
from training.learning.answers import positions

DIGITS = 9
"""Of a number that a page of ours sends; more of them are nobody's answer."""

MARK = "a"

Fields = MultiDict[str, str]


def number(text: str) -> int | None:
    """A number as our pages send them; none for anything else, and for what no column holds."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def value_of(item: ItemView, order: Sequence[int], fields: Fields, *, name: str) -> object:
    """The answer in a form's fields; `name` is that of whoever answers. Raises `InputRefused`.

    What was shown is sent by where it stood on the page, `order` being the positions in the source
    of what was shown: authors have habits, and those would tell them.
    """
    sent = fields.getlist("answer")
    if item.kind == "order":
        placed = {line: _number(fields.get(f"place-{at}") or "0") for at, line in enumerate(order)}
        return [placed[line] for line in sorted(placed)]
    if item.kind == "short":
        return sent[0] if sent else ""
    if item.kind == "attest":
        return {"typed": sent[0] if sent else "", "name": name}
    return [_shown(each, order) for each in sent]


def mark(shown: int) -> str:
    """What stands for an option to choose: `a0` for the first on the page."""
    return f"{MARK}{shown}"


def _shown(text: str, order: Sequence[int]) -> int:
    """The position in the source of what a mark stands for.

    A page that was open while the site was brought up to date sends that position itself.
    """
    if not text.startswith(MARK):
        return _number(text)
    at = _number(text.removeprefix(MARK))
    if at >= len(order):
        raise InputRefused("That is not one of the answers to this question.")
    return order[at]


def way_of(fields: Fields, saved: object) -> list[int] | None:
    """The way through a scenario with the choice that was sent at its end.

    None when nothing was chosen, or when the choice was made in a scene that has been left by now:
    there is no going back. Raises `InputRefused`.
    """
    way, sent = positions(saved), _numbers(fields.getlist("answer"))
    if not sent or number(fields.get("step", "")) != len(way):
        return None
    return [*way, sent[0]]


def _numbers(sent: Sequence[str]) -> list[int]:
    return [_number(each) for each in sent]


def _number(text: str) -> int:
    found = number(text)
    if found is None:
        raise InputRefused("That is not one of the answers to this question.")
    return found

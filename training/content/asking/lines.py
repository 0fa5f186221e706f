"""Labels as lines of text: a form with every cause, filled in with any editor and read again."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from training.content.asking.rules import Asking, Labels
from training.content.labelling import Question
from training.content.labels import Given, Label
from training.content.placed import ITEM
from training.errors import InputRefused, Problem

TEXT = re.compile(r"^#\s+(module|certificate)\s+(\S+)\s*$")
CAUSE = re.compile(r"^##\s+(\S.*?)(\s+\(new\))?\s*$")
SETTING = re.compile(r"^(Label|Reason|Due|Wrong key)\s*:\s*(.*?)\s*$", re.IGNORECASE)
HOW = """\
Say of each change what it asks of the people who know the text in force:
wording (nothing), reread, or retest (reread, and answer the questions about it).
Each has a Reason, which they read; reread and retest have a Due day such as 2030-12-15.
Lines that begin with > are for you alone."""
OF_A_TRANSLATION = "Of a translation alone: nothing is asked unless you say so."
OF_A_KEY = "A wrong key asks everybody until the answers are marked again, then those now wrong."
OF_A_CERTIFICATE = "Asked for from renewal on; to ask by a day, write reread, a reason and the day."


def written(askings: Iterable[Asking], remarks: Iterable[str] = ()) -> str:
    """The form to fill in: a `#` for each text, a `##` for each cause; `remarks` stand above."""
    lines = [f"> {each}" for each in (*HOW.splitlines(), *remarks)]
    for asking in askings:
        if asking.questions:
            lines += ["", f"# {asking.kind} {asking.slug}"]
        for question in asking.questions:
            lines += ["", *_written(asking, question)]
    return "\n".join(lines) + "\n"


def _written(asking: Asking, question: Question) -> Iterator[str]:
    yield f"## {question.cause}{' (new)' if question.new else ''}"
    yield f"> “{question.title}”"
    for part, department, language in question.units:
        yield f"> {part.replace(':', ' ')}, {department or 'everybody else'}, {language}"
    if asking.kind == "certificate":
        yield f"> {OF_A_CERTIFICATE}"
    elif question.translation:
        yield f"> {OF_A_TRANSLATION}"
    yield from ("Label:", "Reason:", "Due:")
    if not question.new and all(part.startswith(ITEM) for part, *_ in question.units):
        yield f"> {OF_A_KEY}"
        yield "Wrong key: no"


def read(text: str, name: str) -> Labels:
    """The labels of a form that was filled in; causes without a label are left out.

    `name` is the file's, for what is wrong with it. Raises `InputRefused` with every problem.
    """
    reading = _Reading(name)
    for number, line in enumerate(text.splitlines(), 1):
        reading.take(number, line.strip())
    reading.end()
    if reading.problems:
        raise InputRefused("These labels cannot be read.", reading.problems)
    return reading.labels


class _Reading:
    """What was read so far: a text, a cause of it, and what is said of that."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.labels: dict[tuple[str, str], list[Given]] = {}
        self.problems: list[Problem] = []
        self._text: tuple[str, str] | None = None
        self._cause: tuple[str, bool] | None = None
        self._said: dict[str, tuple[int, str]] = {}

    def take(self, number: int, line: str) -> None:
        """One more line."""
        if not line or line.startswith(">"):
            return
        if match := CAUSE.match(line):
            self.end()
            self._cause = (match[1], bool(match[2]))
            if self._text is None:
                self._wrong(number, "stands under no text", "write “# module its-name” above it")
        elif match := TEXT.match(line):
            self.end()
            self._text = (match[1], match[2])
        elif (match := SETTING.match(line)) and self._cause is not None:
            self._said[match[1].lower()] = (number, match[2])
        else:
            self._wrong(number, f"“{line[:40]}” cannot be read", "write “Label: reread”, say")

    def end(self) -> None:
        """What was said of the last cause is whole."""
        cause, said = self._cause, self._said
        self._cause, self._said = None, {}
        number, word = said.get("label", (0, ""))
        if cause is None or self._text is None or not word:
            return
        label = next((each for each in Label if each == word.lower()), None)
        if label is None:
            self._wrong(number, f"“{word}” is no label", f"write {', '.join(Label)}")
            return
        reason = said.get("reason", (0, ""))[1]
        due = None if label is Label.WORDING else self._day(*said.get("due", (0, "")))
        wrong_key = said.get("wrong key", (0, ""))[1].lower() in ("yes", "true")
        given = Given(cause[0], label, reason, due, cause[1], wrong_key)
        self.labels.setdefault(self._text, []).append(given)

    def _day(self, number: int, word: str) -> date | None:
        try:
            return date.fromisoformat(word) if word else None
        except ValueError:
            self._wrong(number, f"“{word}” is no day", "write it like 2030-12-15")
            return None

    def _wrong(self, number: int, what: str, remedy: str) -> None:
        self.problems.append(Problem(f"{self.name}:{number}", what, remedy))


def completed(askings: Iterable[Asking], labels: Labels, for_all: Given | None) -> Labels:
    """The labels of a form, and for each cause that it leaves open the one that is for all.

    What may stay open, stays so: of a translation alone, and when a certificate asks for more.
    """
    found = {key: list(given) for key, given in labels.items()}
    for asking in askings:
        mine = found.setdefault(asking.key, [])
        known = {(each.cause, each.new) for each in mine}
        for each in asking.questions:
            if for_all and not each.translation and (each.cause, each.new) not in known:
                mine.append(_about(each, for_all))
    return found


def _about(question: Question, said: Given) -> Given:
    due = None if said.label is Label.WORDING else said.due
    return Given(question.cause, said.label, said.reason, due, question.new)

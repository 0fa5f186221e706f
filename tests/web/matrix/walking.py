"""One cell of the matrix: what was sent, what came back, and everything that is wrong with it."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from tests.web.matrix.rows import EVERY, Row
from tests.web.matrix.stage import Answer, Ask, Stage
from tests.web.matrix.viewers import OTHERS, VIEWERS, Viewer

ABOUT_ROLES = ("place", "reason", "wish")
"""What a mail about somebody's own role names."""
ASKED_FIRST = ("/sign-in", "/audit/reason")
"""Where somebody is led who has to do something first; the page they wanted comes as `next`."""
ANSWERERS = {"zcitauthor", "zcitadmin"}
"""Those who answer a dispute, by name: in the mail too."""


@dataclass(frozen=True)
class Cell:
    """A route, for somebody, over somebody's data."""

    row: Row
    viewer: Viewer
    target: str

    @property
    def permitted(self) -> bool:
        """What the table says."""
        return self.row.may(self.viewer, self.target)

    def __str__(self) -> str:
        return f"{self.row.route} for {self.viewer.name} over {self.target or 'nothing'}"


def cells(row: Row) -> list[Cell]:
    """The row's cells."""
    return [Cell(row, viewer, target) for viewer in VIEWERS for target in row.targets]


def walk(stage: Stage, cell: Cell) -> list[str] | None:
    """What is wrong with a cell; none when the viewer has nothing to send."""
    ask = cell.row.ask(stage, cell.viewer, cell.target)
    if ask is None:
        return None
    answers = stage.send(cell.viewer, ask)
    faults = _permitted(stage, cell, ask, answers) if cell.permitted else _refused(answers, cell)
    faults += strangers(stage, cell, ask, answers)
    if cell.permitted and cell.row.method == "POST":
        faults += misdirected(stage, stage.mails())
    return [f"{cell}: {each}" for each in faults]


def is_refusal(answer: Answer) -> bool:
    """Whether an answer says no, or asks for something else first."""
    there = urlsplit(answer.location)
    return answer.status >= 400 or (there.path in ASKED_FIRST and "next=" in there.query)


def _permitted(stage: Stage, cell: Cell, ask: Ask, answers: list[Answer]) -> list[str]:
    first, last = answers[0], answers[-1]
    if is_refusal(first) and not (cell.row.then_sign_in and first.status == 303):
        return [f"was refused: {first.status} {first.location}"]
    if cell.row.leads_away:
        away = first.location.startswith(stage.provider.issuer)
        return [] if away else [f"led to {first.location}"]
    if not 200 <= last.status < 300:
        return [f"ended with {last.status} {last.location}"]
    text = "\n".join(each.text for each in answers)
    wanted = cell.row.shows(stage, cell.viewer, cell.target)
    missing = wanted - stage.city.words_in(text)
    faults = [f"lacks {sorted(missing)}"] if missing else []
    return faults + ([f"does not say {cell.row.says!r}"] if cell.row.says not in text else [])


def _refused(answers: list[Answer], cell: Cell) -> list[str]:
    first = answers[0]
    if not is_refusal(first):
        return [f"was allowed: {first.status} {first.location}"]
    usual = (403, 404) if cell.viewer.may_enter or "token" in cell.row.declares else (303,)
    asks_why = cell.viewer.role == "auditor" and first.location.startswith("/audit/reason")
    return [] if first.status in usual or asks_why else [f"{first.status}, not {usual}"]


def strangers(stage: Stage, cell: Cell, ask: Ask, answers: list[Answer]) -> list[str]:
    """The words that should not be in the answers; what the viewer said themselves may be."""
    belong = set(cell.viewer.header)
    if cell.permitted:
        row = cell.row
        for words in (row.shows, row.sees):
            found = words(stage, cell.viewer, cell.target)
            if found is EVERY:
                return []
            belong |= found
    return [
        f"{answer.status} {answer.path} shows {sorted(found)}"
        for answer in answers
        if (found := stage.city.words_in(without(answer.text, ask.said)) - belong)
    ]


def without(text: str, said: list[str]) -> str:
    """A text without what the viewer said, where it stands by itself."""
    text = unquote(text)
    # The longest first: a part of an address would break the address.
    for each in sorted({*said, *(unquote(one) for one in said)}, key=len, reverse=True):
        if each:
            text = re.sub(rf"(?<![A-Za-z0-9]){re.escape(each)}(?![A-Za-z0-9])", " ", text)
    return text


def misdirected(stage: Stage, mails: list[tuple[str, str]]) -> list[str]:
    """The mails that tell their reader of somebody whom they may not look at."""
    faults = []
    known = {each.word: each for each in (*VIEWERS, *OTHERS)}
    for to, text in mails:
        (word,) = stage.city.words_in(to)
        reader = known.get(word)
        belong = {word, *(f"z{word[1:4]}{each}" for each in ABOUT_ROLES)}
        for place in reader.looks_into if reader else ():
            belong |= stage.city.active(place) | {f"z{place}left"}
        if "/my-disputes/" in text:
            belong |= ANSWERERS
        wrong = stage.city.words_in(text) - belong
        if wrong:
            faults.append(f"a mail to {word} names {sorted(wrong)}")
    return faults

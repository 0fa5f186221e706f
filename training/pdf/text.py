"""Runs of text broken into lines."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.pdf.pen import INK
from training.pdf.typeface import BOLD, ITALIC, REGULAR, SEMIBOLD, printable, width_of

TOKENS = re.compile(r"\n| +|[^ \n]*?[–—](?=[^ \n])|[^ \n]+")
"""A line may end behind a dash."""
STEPS = re.compile(r"[^/?&=._-]*(?:[/?&=._-]+|$)")
"""The parts of an address; a line may end behind each."""
RAISED = 0.68
"""The size of a raised number, as a share of the text's."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike. `change` is `new` or `gone` in a redline; `link` is an address."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    link: str = ""
    language: str = ""
    change: str = ""
    instead: str = ""
    """What is read in its place."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set, in points; `heavy` is the weight of its plain words."""

    size: float = 10.5
    leading: float = 15.5
    colour: str = INK
    heavy: str = ""
    before: float = 0.0
    after: float = 7.0

    def font(self, run: Run) -> str:
        """The font of a run."""
        if self.heavy:
            return self.heavy
        return SEMIBOLD if run.bold else ITALIC if run.italic else REGULAR

    def size_of(self, run: Run) -> float:
        """The size of a run."""
        return self.size * RAISED if run.raised else self.size


BODY = Style()
QUIET_BODY = Style(size=9, leading=12.5, after=4)
HEADINGS = (
    Style(size=22, leading=27, heavy=BOLD, after=10),
    Style(size=16, leading=20.5, heavy=BOLD, before=16, after=7),
    Style(size=12.5, leading=16.5, heavy=SEMIBOLD, before=13, after=5),
    Style(size=10.5, leading=14.5, heavy=SEMIBOLD, before=9, after=3),
)
"""Of levels 1 to 4."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one run on one line, from `x` on."""

    run: Run
    text: str
    x: float
    width: float


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    run: Run
    text: str
    width: float


def lines(runs: Sequence[Run], style: Style, width: float) -> list[Line]:
    """The runs on lines no wider than `width`; there is always one line."""
    rows: list[list[_Token]] = [[]]
    used = 0.0
    for word in _words(runs, style, width):
        space = word[0].text.isspace()
        wide = sum(each.width for each in word)
        if word[0].text == "\n":
            rows.append([])
            used = 0.0
        elif space and not rows[-1]:
            continue
        else:
            if not space and used + wide > width and rows[-1]:
                rows.append([])
                used = 0.0
            rows[-1] += word
            used += wide
    return [_line(row) for row in rows]


def _words(runs: Sequence[Run], style: Style, width: float) -> Iterable[list[_Token]]:
    """Words, spaces and breaks; a word may have several runs (“**civil**.”)."""
    word: list[_Token] = []
    for run in runs:
        for text in TOKENS.findall(printable(run.text)):
            if text.isspace() and text != "\u00a0":
                if word:
                    yield word
                    word = []
                yield [_token(run, text, style)]
                continue
            for token in _fitting(text, run, style, width):
                if word and (_may_end(word[-1]) or _wide(word) + token.width > width):
                    yield word
                    word = []
                word.append(token)
    if word:
        yield word


def _may_end(token: _Token) -> bool:
    """Whether a line may end behind it, though no space follows."""
    return token.text[-1] in "–—" or (bool(token.run.link) and token.text[-1] in "/?&=._-")


def _wide(word: Sequence[_Token]) -> float:
    return sum(each.width for each in word)


def _token(run: Run, text: str, style: Style) -> _Token:
    return _Token(run, text, width_of(text, style.font(run), style.size_of(run)))


def _fitting(text: str, run: Run, style: Style, width: float) -> Iterable[_Token]:
    """The text in pieces that are not wider than a line."""
    for step in STEPS.findall(text) if run.link and "/" in text else (text,):
        rest = step
        while rest:
            end = len(rest)
            while end > 1 and _token(run, rest[:end], style).width > width:
                end -= 1
            yield _token(run, rest[:end], style)
            rest = rest[end:]


def _line(row: Sequence[_Token]) -> Line:
    pieces: list[Piece] = []
    x = 0.0
    for token in row:
        last = pieces[-1] if pieces else None
        if last is not None and last.run is token.run:
            pieces[-1] = Piece(last.run, last.text + token.text, last.x, last.width + token.width)
        else:
            pieces.append(Piece(token.run, token.text, x, token.width))
        x += token.width
    return tuple(pieces)

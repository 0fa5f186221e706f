"""Public Sans for print, and which characters it has."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import unpack
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).resolve().parent / "fonts"
REGULAR, ITALIC, SEMIBOLD, BOLD = (
    f"PublicSans-{each}" for each in ("Regular", "Italic", "SemiBold", "Bold")
)
IN_OTHER_SIGNS = {
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{RIGHTWARDS ARROW}": "-›",
    "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
}
"""What the font lacks and has something near for."""
ABOVE = 230
"""The combining class of marks that stand above a letter."""
WITH_MARKS = re.compile("(.[\u0300-\u036f]+)", re.DOTALL)
WITHOUT_DOT = {"i": "ı", "į": "ı\u0328", "ị": "ı\u0323"}
"""A mark above takes the place of the dot."""


@cache
def load_fonts() -> frozenset[int]:
    """Makes Public Sans known to ReportLab once; the characters that it can print."""
    faces = [TTFont(each, str(FONTS / f"{each}.ttf")) for each in (REGULAR, ITALIC, SEMIBOLD, BOLD)]
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD
    )
    return frozenset(faces[0].face.charToGlyph)


def printable(text: str) -> str:
    """The text in characters that the font has: a letter without its mark before an empty box.

    Line breaks stay.
    """
    known = load_fonts()
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        each if ord(each) in known or each == "\n" else _instead(each, known) for each in composed
    )


def _instead(sign: str, known: frozenset[int]) -> str:
    other = IN_OTHER_SIGNS.get(sign) or unicodedata.normalize("NFKD", sign)[0]
    return other if all(ord(each) in known for each in other) else "?"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark to be drawn over or under a letter: how far from where the letter begins.

    `right` and `up` are shares of the size.
    """

    sign: str
    right: float
    up: float


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter with marks that the font has no sign for, such as the ą́ of Diné; `said` is both."""

    said: str
    sign: str
    marks: tuple[Mark, ...]


def letters(text: str, font: str) -> list[str | Letter]:
    """A printable text as stretches without such letters, and these by themselves."""
    found: list[str | Letter] = []
    for each in WITH_MARKS.split(text):
        if each and unicodedata.combining(each[-1]):
            found.append(_letter(each, font))
        elif each:
            found.append(each)
    return found


@cache
def _letter(said: str, font: str) -> Letter:
    base, signs = said[0], said[1:]
    above = any(unicodedata.combining(each) == ABOVE for each in signs)
    if above and base in WITHOUT_DOT:
        dotless = WITHOUT_DOT[base]
        base, signs = dotless[0], dotless[1:] + signs
    left, _low, right, top = outline(base, font)
    marks, raised = [], max(0.0, top - outline("o", font)[3])
    for each in signs:
        first, low, last, high = outline(each, font)
        up = raised if unicodedata.combining(each) == ABOVE else 0.0
        marks.append(Mark(each, (left + right - first - last) / 2, up))
        if unicodedata.combining(each) == ABOVE:
            raised += high - low + 0.04
    return Letter(said, base, tuple(marks))


@cache
def outline(sign: str, font: str) -> tuple[float, float, float, float]:
    """A sign's least and greatest coordinates (left, low, right, high) as shares of the size."""
    load_fonts()
    face: Any = pdfmetrics.getFont(font).face  # type: ignore[attr-defined]
    number = face.charToGlyph[ord(sign)]
    # The tables of OpenType: `head` says how wide the offsets of `loca` into `glyf` are.
    is_long = unpack(">h", face.get_table("head")[50:52])[0]
    offsets, step = face.get_table("loca"), 4 if is_long else 2
    (start,) = unpack(">L" if is_long else ">H", offsets[step * number : step * (number + 1)])
    start = start if is_long else 2 * start
    box = unpack(">4h", face.get_table("glyf")[start + 2 : start + 10])
    left, low, right, high = (each / face.unitsPerEm for each in box)
    return left, low, right, high


def width_of(text: str, font: str, size: float) -> float:
    """How wide a printable text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))

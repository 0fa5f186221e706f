"""Public Sans for print, and which characters it has."""

import unicodedata
from functools import cache
from pathlib import Path

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


def width_of(text: str, font: str, size: float) -> float:
    """How wide a printable text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))

"""A certificate's sentence: its words filled in, and the part that leads up to the name."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

from training.credentials.facts import CertificateFacts, said
from training.text import Translator

MARKDOWN = MarkdownIt("commonmark", {"html": False})
UP_TO_NAME = re.compile(r"\s*(?P<lead>[^{*\n]{1,80}?)\s*\*{0,2}\{name\}\*{0,2},?\s*")
WORD = re.compile(r"\{(\w+)\}")
STRONG = {"strong_open": 1, "strong_close": -1}
SLANTED = {"em_open": 1, "em_close": -1}
BREAKS = {"softbreak": " ", "hardbreak": "\n"}


class Piece(NamedTuple):
    """Words of a paragraph that are set alike."""

    text: str
    bold: bool
    italic: bool


Text = list[Piece]
"""A paragraph."""


def words(facts: CertificateFacts, t: Translator) -> dict[str, str]:
    """What the {words} of a certificate's body stand for, as plain text in one language."""
    return {
        "name": facts.name,
        "department": said(facts.department, t.language),
        "title": said(facts.title, t.language),
        "date": t.day(facts.day),
    }


def lead_and_rest(body: str) -> tuple[str, str]:
    """The words before {name} and those after it; no lead when the name is not near the start."""
    found = UP_TO_NAME.match(body)
    return (found["lead"], body[found.end() :]) if found else ("", body)


def paragraphs(body: str, values: dict[str, str]) -> list[Text]:
    """Each paragraph of a Markdown body, its {words} filled in afterwards."""
    tokens = [each for each in MARKDOWN.parse(body) if each.type == "inline"]
    return [list(_pieces(token.children or [], values)) for token in tokens]


def _pieces(tokens: Sequence[Token], values: dict[str, str]) -> Iterator[Piece]:
    bold = italic = 0
    for token in tokens:
        bold += STRONG.get(token.type, 0)
        italic += SLANTED.get(token.type, 0)
        words = BREAKS.get(token.type, token.content)
        if words:
            filled = WORD.sub(lambda found: values.get(found[1], found[0]), words)
            yield Piece(filled, bold > 0, italic > 0)

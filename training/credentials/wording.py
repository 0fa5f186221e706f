"""A certificate's sentence: its words filled in, and the part that leads up to the name."""

import re
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from training.credentials.facts import CertificateFacts, said
from training.text import Translator

MARKDOWN = MarkdownIt("commonmark", {"html": False})
UP_TO_NAME = re.compile(r"\s*(?P<lead>[^{*\n]{1,80}?)\s*\*{0,2}\{name\}\*{0,2},?\s*")
WORD = re.compile(r"\{(\w+)\}")
TAGS = {
    "strong_open": "<b>",
    "strong_close": "</b>",
    "em_open": "<i>",
    "em_close": "</i>",
    "softbreak": " ",
    "hardbreak": "<br/>",
}


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


def paragraphs(body: str, values: dict[str, str]) -> list[str]:
    """Each paragraph of a Markdown body as ReportLab mark-up, its {words} filled in afterwards."""
    tokens = [each for each in MARKDOWN.parse(body) if each.type == "inline"]
    return ["".join(_piece(each, values) for each in token.children or []) for token in tokens]


def _piece(token: Token, values: dict[str, str]) -> str:
    if token.type in TAGS:
        return TAGS[token.type]
    return escape(WORD.sub(lambda found: values.get(found[1], found[0]), token.content))

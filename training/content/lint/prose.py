"""Plain sentences of canonical Markdown, as they are read aloud."""

import re
from collections.abc import Iterator
from html import unescape

from training.content.canonical import APART, CALLOUT_SIGN, NOTE, PICTURE

FENCE = re.compile(r"^`{3,}")
MARKS = re.compile(r"^\s*(?:>\s?|[-*+]\s+|\d{1,9}[.)]\s+|#{1,6}\s+|:\s+|\[[ x]\]\s+)")
LINK = re.compile(r"\[([^\]]*)\]\(<[^>]*>\)")
ESCAPE = re.compile(r"\\([\\`*_\[\].)#+-])")
EMPHASIS = re.compile(r"(?<!\\)[*`]+")
FILLED = re.compile(r"\{[^{}]*\}")
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}")
SHORT = re.compile(r"\b(Mr|Mrs|Ms|Dr|St|No|Nos|Sec|Art|vs?|e\.g|i\.e|etc)\.", re.IGNORECASE)
END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|(?<=[.!?][\"'”’)])\s+")


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs, list items, cells and headings, marks and code left out; footnotes stay."""
    fence = ""
    whole = ""
    for line in text.split("\n"):
        words = _unmarked(line)
        ticks = FENCE.match(words)
        if fence or ticks:
            fence = "" if ticks and fence else ticks[0] if ticks else fence
            continue
        if words.startswith("| "):
            yield from (each.strip() for each in words.strip("| ").split(" | "))
            continue
        whole += words
        if line.endswith("  "):  # a line break within a paragraph
            continue
        if whole.strip(" |-"):
            yield whole.strip()
        whole = ""


def _unmarked(line: str) -> str:
    line = CALLOUT_SIGN.sub("", line.replace(APART, ""))
    while match := MARKS.match(line):
        line = line[match.end() :]
    return line


def spoken(paragraph: str) -> str:
    """A paragraph's words, without footnotes, marks or addresses."""
    text = PICTURE.sub("", NOTE.sub("", paragraph))
    text = FILLED.sub("someone", LINK.sub(r"\1", text))
    return " ".join(unescape(ESCAPE.sub(r"\1", EMPHASIS.sub("", text))).split())


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph; periods of `8 U.S.C.` or `a.m.` end none."""
    text = INITIALS.sub(lambda m: m[0].replace(".", "\ue010"), spoken(paragraph))
    text = SHORT.sub(lambda m: m[0].replace(".", "\ue010"), text)
    return [each.replace("\ue010", ".").strip() for each in END.split(text) if each.strip()]

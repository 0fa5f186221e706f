"""Where in a file a line stands, in words: its section, question, scene and answer."""

import re
from collections.abc import Sequence

from training.content.attributes import without_attributes

HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.+?)(?:\s+#+)?\s*$")
FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
ANSWER = re.compile(r"^(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s+)?(\S.*)$")
MARKS = re.compile(r"[*_`]|\[\^[^\]]*\]")
LONGEST = 60


def trail(lines: Sequence[str], line: int) -> tuple[str, ...]:
    """The headings above a line (from 1), outermost first, and the list item it is part of."""
    headings: list[tuple[int, str]] = []
    fence = item = ""
    for text in lines[:line]:
        if mark := FENCE.match(text):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1][:3]
        elif fence:
            continue
        elif heading := HEADING.match(text):
            level, item = len(heading[1]), ""
            headings = [each for each in headings if each[0] < level]
            headings.append((level, _words(without_attributes(heading[2]))))
        elif answer := ANSWER.match(text):
            item = _words(answer[1])
        elif text and not text.startswith(" "):
            item = ""
    return tuple(each for each in (*(words for _, words in headings), item) if each)


def _words(text: str) -> str:
    text = " ".join(MARKS.sub("", text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"

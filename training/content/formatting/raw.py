"""The bytes of a text file, to be changed in a few places only."""

import re
from collections.abc import Mapping

from training.content.attributes import FILLED

ENDING = re.compile(r"(\r\n|\r|\n)")
BOM = "\ufeff"
HEADING = re.compile(
    r"^(?P<mark> {0,3}#{1,6}[ \t]+)(?P<words>\S.*?)(?P<end>(?:[ \t]+#+)?[ \t\u00a0]*)$"
)
BRACES = re.compile(r"\{([^{}]*)\}$")


class RawText:
    """A file's lines as they are, their endings kept apart. Raises `UnicodeDecodeError`."""

    def __init__(self, raw: bytes) -> None:
        text = raw.decode("utf-8")
        self._start = BOM if text.startswith(BOM) else ""
        parts = ENDING.split(text.removeprefix(BOM))
        self.lines = parts[::2]
        self._endings = [*parts[1::2], ""]

    def encoded(self) -> bytes:
        """The file again."""
        pairs = zip(self.lines, self._endings, strict=True)
        return (self._start + "".join(line + end for line, end in pairs)).encode("utf-8")


def with_words(raw: bytes, words: Mapping[int, str]) -> bytes:
    """The file with a word such as `#id` or `from=…` put into the braces of headings, by line.

    An id comes first in the braces, anything else last, in the place of an older one.
    """
    text = RawText(raw)
    for number, word in words.items():
        text.lines[number - 1] = _with_word(text.lines[number - 1], word)
    return text.encoded()


def words_of(line: str) -> str:
    """The words of a heading's line as Markdown reads them; empty when it is none."""
    match = HEADING.match(line)
    return " ".join(match["words"].split()) if match else ""


def _with_word(line: str, word: str) -> str:
    match = HEADING.match(line)
    if match is None:
        return line
    words = match["words"]
    braces = BRACES.search(words)
    if braces is None or FILLED.match(braces[1].strip()):
        words = f"{words} {{{word}}}"
    else:
        words = words[: braces.start()] + "{" + _joined(braces[1], word) + "}"
    return match["mark"] + words + match["end"]


def _joined(inside: str, word: str) -> str:
    if word.startswith("#"):
        space = " " if inside[:1].strip() else ""
        return f"{word}{space}{inside}"
    key = word.partition("=")[0]
    older = re.search(rf"(?<!\S){key}=\S*", inside)
    if older:
        return inside[: older.start()] + word + inside[older.end() :]
    space = " " if inside[-1:].strip() else ""
    return f"{inside}{space}{word}"

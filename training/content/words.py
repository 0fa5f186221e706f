"""Words in braces, such as `{contact: liaison}`: checked in the text, filled in when shown."""

import re
from collections.abc import Iterable, Mapping

from markupsafe import Markup

from training.content.attributes import without_attributes
from training.content.blocks import Block, heading_level, inline_lines
from training.content.source import Report, nearest
from training.people.contacts.kinds import KINDS

IN_MODULES = frozenset(f"contact: {kind}" for kind in KINDS)
IN_CERTIFICATES = frozenset({"name", "department", "title", "date"})
BRACES = re.compile(r"\{([^{}\n]{0,80})\}")
TAG_OR_BRACES = re.compile(r'<[^">]*(?:"[^"]*"[^">]*)*>|' + BRACES.pattern)


def fill(html: str, words: Mapping[str, Markup]) -> Markup:
    """Rendered text with its words in braces replaced, e.g. `{"contact: liaison": …}`.

    Other braces stay: the check has refused unknown words, but in a block of code they are text.
    So do those within a tag: what stands for them is mark-up, which would end an attribute.
    """

    def value(match: re.Match[str]) -> str:
        return str(words.get(match[1], match[0])) if match[1] else match[0]

    # Sanitised when rendered.
    return Markup(TAG_OR_BRACES.sub(value, html) if "{" in html else html)  # noqa: S704


def check_words(blocks: Iterable[Block], known: frozenset[str], report: Report) -> None:
    """Report braces around anything but the known words."""
    for block in blocks:
        for line, piece in inline_lines(block):
            if piece.type == "image" and BRACES.search(piece.content):
                what = "nothing is filled in where a picture is described"
                report.add(line, what, "take the braces out of its alternative text")
            if piece.type in ("text", "code_inline"):
                text = without_attributes(piece.content) if heading_level(block) else piece.content
                for word in BRACES.findall(text):
                    _check(word, line, known, report)


def _check(word: str, line: int, known: frozenset[str], report: Report) -> None:
    if word in known:
        return
    remedy = nearest(word, known).replace("“", "“{").replace("”", "}”")
    if remedy.startswith("known are"):
        remedy = "known are " + ", ".join(f"{{{each}}}" for each in sorted(known))
    report.add(line, f"“{{{word}}}” is not a word that is filled in", remedy)

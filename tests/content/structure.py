"""The structure of a text: tags and words, from Markdown tokens and from HTML, to be compared."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from markdown_it.token import Token

from training.content.blocks import PARSER

VOID = {"br", "hr", "img", "input"}
SHOWN_AS = {"h3": "h2", "h4": "h3", "h5": "h4", "h6": "h5"}
"""The page's title is the only first heading, and a section's title is the page's."""


def of_source(text: str) -> list[str]:
    """What markdown-it-py reads in a text: `<p>`, words, `</p>` …"""
    found: list[str] = []
    for token in PARSER.parse(text, {}):
        if token.type == "inline":
            _inline(token.children or [], found)
        elif token.type in ("fence", "code_block"):
            found += ["<pre>", "<code>", token.content, "</code>", "</pre>"]
        elif token.type.startswith("footnote") or token.hidden or not token.tag:
            continue
        elif token.nesting == 0:
            found.append(f"<{token.tag}>")
        else:
            tag = SHOWN_AS.get(token.tag, token.tag)
            found.append(f"<{'/' if token.nesting < 0 else ''}{tag}>")
    return _settled(found)


def _inline(tokens: list[Token], found: list[str]) -> None:
    for token in tokens:
        if token.type == "text":
            found.append(token.content)
        elif token.type == "code_inline":
            found += ["<code>", token.content, "</code>"]
        elif token.type == "softbreak":
            found.append(" ")
        elif token.type == "hardbreak":
            found.append("<br>")
        elif token.type == "html_inline" and not token.content.startswith("<!--"):
            found.append(token.content)
        elif token.tag:
            found.append(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        checked = "x" if "checked" in dict(attrs) else " "
        self.found.append(f"[{checked}]" if tag == "input" else f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def of_html(html: str) -> list[str]:
    """What a browser reads in HTML, in the same words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return _settled(reader.found)


def _settled(pieces: list[str]) -> list[str]:
    """Words joined, spaces one, quotes and dashes plain, tight and loose items alike."""
    text = "\x00".join(
        re.sub(r"\s+", " ", each) if not each.startswith("<") else each for each in pieces
    )
    found: list[str] = []
    for each in text.split("\x00"):
        tag = re.fullmatch(r"</?[a-z0-9]+>", each)
        if tag is None and found and not re.fullmatch(r"</?[a-z0-9]+>", found[-1]):
            found[-1] += each
        else:
            found.append(each)
    plain = (_plain(each) for each in found)
    kept = [each for each in plain if each and each not in ("<tbody>", "</tbody>")]
    return list(_without_looseness(kept))


def _without_looseness(pieces: list[str]) -> Iterator[str]:
    """Whether an item's words stand in a paragraph is a matter of spacing."""
    open_tags: list[str] = []
    for each in pieces:
        tag = re.fullmatch(r"<(/?)([a-z0-9]+)>", each)
        if tag and tag[1]:
            open_tags.pop()
        if not (tag and tag[2] == "p" and open_tags and open_tags[-1] in ("li", "dd")):
            yield each
        if tag and not tag[1] and tag[2] not in VOID:
            open_tags.append(tag[2])


def _plain(text: str) -> str:
    if re.fullmatch(r"</?[a-z0-9]+>", text):
        return text
    for mark, sign in (
        ("“", '"'),
        ("”", '"'),
        ("‘", "'"),
        ("’", "'"),
        ("…", "..."),
        ("—", "---"),
        ("–", "--"),
    ):
        text = text.replace(mark, sign)
    return " ".join(text.split())

"""The parts of canonical Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from markdown_it.tree import SyntaxTreeNode

from training.content.blocks import PARSER, Block, callout_of, plain
from training.content.canonical import PENDING, typed
from training.content.packet.parts import (
    Box,
    Code,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Parts,
    Picture,
    Rule,
    Span,
    Spans,
    Table,
    said,
)
from training.content.targets import resolved

SIGN = re.compile(r"^\s*\[![A-Za-z]+\]\s*")
OUTSIDE = ("http://", "https://", "mailto:", "tel:")
LOWEST = 4
"""The level of the lowest heading on paper."""
QUOTED = "QUOTE"
PENDING_BOX = "PENDING"

Key = Callable[[str], str]
"""A footnote's key by its label."""


def read(text: str, path: str, key: Key) -> Parts:
    """The parts of a canonical text that stands in the file at `path`."""
    root = SyntaxTreeNode(PARSER.parse(typed(text), {}))
    return tuple(_Reader(path, key).parts(root.children))


def read_line(text: str, path: str, key: Key) -> Spans:
    """A canonical text of one line, such as a title."""
    found = read(text, path, key)
    return tuple(
        span for part in found if isinstance(part, Paragraph | Heading) for span in part.spans
    )


class _Reader:
    def __init__(self, path: str, key: Key) -> None:
        self._path = path
        self._key = key

    def parts(self, nodes: Sequence[Block]) -> Iterator[Part]:
        for node in nodes:
            yield from self._part(node)

    def _part(self, node: Block) -> Iterator[Part]:
        kind = node.type
        if kind == "paragraph":
            yield from self._paragraph(node)
        elif kind == "heading":
            yield Heading(LOWEST, self._line(node))
        elif kind in ("bullet_list", "ordered_list"):
            yield self._list(node)
        elif kind == "blockquote":
            yield self._box(node)
        elif kind in ("fence", "code_block"):
            yield Code(node.content.rstrip("\n"))
        elif kind == "table":
            yield self._table(node)
        elif kind == "dl":
            yield from self._definitions(node)
        elif kind == "hr":
            yield Rule()

    def _paragraph(self, node: Block) -> Iterator[Part]:
        spans = self._line(node)
        if spans:
            yield Paragraph(spans)
        for each in node.walk():
            if each.type == "image":
                path = resolved(self._path, str(each.attrGet("src") or ""))
                yield Picture(path, plain(each.children))

    def _list(self, node: Block) -> Listing:
        ordered = node.type == "ordered_list"
        start = int(node.attrGet("start") or 1)
        items = tuple(
            Item(said(f"{number}." if ordered else "•"), tuple(self.parts(each.children)))
            for number, each in enumerate(node.children, start)
        )
        return Listing("numbers" if ordered else "bullets", items)

    def _box(self, node: Block) -> Box:
        kind = callout_of(node)
        if not kind:
            return Box(QUOTED, tuple(self.parts(node.children)))
        first = _without_sign(self._line(node.children[0]))
        words = "".join(each.text for each in first)
        parts = (Paragraph(first), *self.parts(node.children[1:]))
        return Box(f"{kind} {PENDING_BOX}" if PENDING.match(words) else kind, parts)

    def _table(self, node: Block) -> Table:
        rows = [
            tuple(self._line(cell) for cell in row.children)
            for part in node.children
            for row in part.children
        ]
        return Table(rows[0], tuple(rows[1:]))

    def _definitions(self, node: Block) -> Iterator[Part]:
        for child in node.children:
            if child.type == "dt":
                yield Paragraph(tuple(replace(each, bold=True) for each in self._line(child)))
            else:
                yield Box(QUOTED, tuple(self.parts(child.children)))

    def _line(self, node: Block) -> Spans:
        spans = [
            span
            for inline in node.children
            for child in inline.children
            for span in self._spans(child, Span(""))
        ]
        return tuple(_curled(_joined(spans)))

    def _spans(self, node: Block, like: Span) -> Iterator[Span]:
        kind = node.type
        if kind in ("text", "html_inline"):
            if not node.content.startswith("<!--"):
                yield replace(like, text=node.content)
        elif kind == "softbreak":
            yield replace(like, text=" ")
        elif kind == "hardbreak":
            yield replace(like, text="\n")
        elif kind == "code_inline":
            yield replace(like, text=node.content, code=True)
        elif kind == "footnote_ref":
            yield replace(like, note=self._key(str(node.meta["label"])))
        elif kind != "image":
            yield from self._marked(node, like)

    def _marked(self, node: Block, like: Span) -> Iterator[Span]:
        if node.type == "strong":
            like = replace(like, bold=True)
        elif node.type == "em":
            like = replace(like, italic=True)
        address = str(node.attrGet("href") or "") if node.type == "link" else ""
        inner = replace(like, link=address) if address.lower().startswith(OUTSIDE) else like
        words = plain(node.children)
        if address and words == (urlsplit(address).hostname or "").removeprefix("www."):
            # An address that was typed as it stands; on paper the whole of it is needed.
            yield replace(inner, text=address)
            return
        for child in node.children:
            yield from self._spans(child, inner)
        shown = address.removeprefix("mailto:").removeprefix("tel:")
        if shown and shown not in words:
            yield replace(like, text=" (")
            yield replace(inner, text=shown)
            yield replace(like, text=")")


def _without_sign(spans: Spans) -> Spans:
    if not spans:
        return spans
    first = replace(spans[0], text=SIGN.sub("", spans[0].text, count=1))
    return tuple(each for each in (first, *spans[1:]) if each.text or each.note)


def _joined(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if (
            last
            and not last.note
            and not span.note
            and replace(last, text="") == replace(span, text="")
        ):
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return joined


def _curled(spans: Sequence[Span]) -> Iterator[Span]:
    """The quotation marks and dashes that readers are shown."""
    before = " "
    for span in spans:
        if span.note or span.code:
            before = "x"
            yield span
            continue
        text = "" if span.link == span.text else span.text
        made = _curl(before, text) if text else span.text
        before = made[-1:] or before
        yield replace(span, text=made)


def _curl(before: str, text: str) -> str:
    made: list[str] = []
    for sign in text:
        opens = before.isspace() or before in "([{“‘¿¡—–-/"
        if sign == '"':
            made.append("“" if opens else "”")
        elif sign == "'":
            made.append("‘" if opens else "’")
        else:
            made.append(sign)
        before = made[-1]
    return "".join(made).replace("---", "—").replace("--", "–").replace("...", "…")

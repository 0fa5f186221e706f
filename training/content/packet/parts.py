"""What a packet is made of, whether it becomes a Word file or a PDF."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

NEW, GONE = "new", "gone"


@dataclass(frozen=True, slots=True)
class Span:
    """Words set alike. `note` is a footnote's key; `change` is `new`, `gone` or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    note: str = ""
    change: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; a `quiet` one is smaller, about the text rather than of it."""

    spans: Spans
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4."""

    level: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `label` stands before it."""

    label: Spans
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `kind` is `bullets`, `numbers`, `labels`, or `verdicts` that need more room."""

    kind: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of lines of text; `shares` are the widths of its columns, else by content."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """What stands apart: a callout (`kind` is its sign, such as `NOTE`), or a quotation."""

    kind: str
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that are shown as they were typed."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture by its file in the content root, and what it shows in words."""

    path: str
    words: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class Told:
    """Parts in a language of their own, such as `es`."""

    language: str
    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a reviewer decides and signs; `of` says on what."""

    of: str


Part = Paragraph | Heading | Listing | Table | Box | Code | Picture | Rule | Told | Decision
Parts = tuple[Part, ...]


def said(text: str, *, bold: bool = False, italic: bool = False) -> Spans:
    """Plain words as spans."""
    return (Span(text, bold=bold, italic=italic),) if text else ()


def paragraph(text: str, *, quiet: bool = False) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(said(text), quiet=quiet)


def plain(spans: Sequence[Span]) -> str:
    """The words of spans; a footnote counts as its key."""
    return "".join(f"\ue000{each.note}\ue001" if each.note else each.text for each in spans)


def lines_of(parts: Sequence[Part]) -> Iterator[Spans]:
    """Every line of text in parts, in order."""
    for part in parts:
        if isinstance(part, Paragraph | Heading):
            yield part.spans
        elif isinstance(part, Listing):
            for item in part.items:
                yield item.label
                yield from lines_of(item.parts)
        elif isinstance(part, Table):
            yield from part.head
            for row in part.rows:
                yield from row
        elif isinstance(part, Box | Told):
            yield from lines_of(part.parts)
        elif isinstance(part, Code):
            yield (Span(part.text, change=part.change),)
        elif isinstance(part, Picture):
            yield (Span(part.words, change=part.change),)


def words_of(parts: Sequence[Part]) -> str:
    """All the words, a line each."""
    return "\n".join(plain(each) for each in lines_of(parts))


def read_out(parts: Sequence[Part]) -> str:
    """All the words on one line, without footnotes."""
    lines = ("".join(each.text for each in line if not each.note) for line in lines_of(parts))
    return " ".join(" ".join(lines).split())


def changed(parts: Sequence[Part]) -> bool:
    """Whether a redline marks anything in them."""
    return any(span.change for spans in lines_of(parts) for span in spans)

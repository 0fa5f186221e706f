"""Footnotes of a unit: numbered in the order of their mention, listed at its end."""

from collections.abc import Iterable
from dataclasses import replace

from training.content.packet.parts import (
    GONE,
    NEW,
    Box,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Parts,
    Span,
    Spans,
    Table,
    Told,
    lines_of,
    said,
)
from training.content.packet.reading import Key, read
from training.content.packet.redline import marked, redline
from training.content.sources import FACT, NONE_SEEN, Cited, Notes, natural

KINDS = {
    "ORDER": "what the Order does, as the City announced it",
    "CITY": "City law or policy",
    "NM": "state law",
    "US": "federal law",
    "ELSEWHERE": "what others advise their own staff, not City policy",
    "PRACTICE": "guidance on children and trauma",
    "SYSTEM": "a rule for the training system",
}
CAUTION = "⚖ The City Attorney has yet to review this."
UNKNOWN = "Nothing is defined for this label."


class Citations:
    """What the footnotes of a unit show, as it is now and as it was."""

    def __init__(self) -> None:
        self._now: dict[str, tuple[Notes, str]] = {}
        self._was: dict[str, tuple[Notes, str]] = {}

    def present(self, notes: Notes) -> Key:
        """How a file's labels are read in the text as it is."""
        return lambda label: _keep(self._now, notes, label)

    def before(self, notes: Notes) -> Key:
        """How a file's labels are read in the text as it was."""
        return lambda label: _keep(self._was, notes, label)

    def settle(self, parts: Parts, *, compared: bool) -> Parts:
        """The parts with their footnotes numbered, and below them what those show.

        `compared`: with what has changed in that since the text as it was.
        """
        spans = (span for line in lines_of(parts) for span in line)
        keys = (each.note for each in spans if each.note and each.change != GONE)
        numbers = {key: number for number, key in enumerate(dict.fromkeys(keys), 1)}
        told = tuple(_numbered(each, numbers) for each in parts)
        if not numbers:
            return told
        items = tuple(
            Item(said(f"{number}."), self._compared(key, compared))
            for key, number in numbers.items()
        )
        listed = (Heading(3, said("Facts and sources cited")), Listing("labels", items))
        documents = self._documents(numbers, compared)
        if not documents:
            return (*told, *listed)
        return (*told, *listed, Heading(4, said("Documents these rest on")), *documents)

    def _compared(self, key: str, compared: bool) -> Parts:
        now = _shown(*self._now[key])
        if not compared:
            return now
        if key in self._was:
            return redline(_shown(*self._was[key]), now)
        return tuple(marked(each, NEW) for each in now)

    def _documents(self, keys: Iterable[str], compared: bool) -> Parts:
        """The sources on which the cited facts rest, each once."""
        now = _rested_on(self._now[key] for key in keys)
        if not compared:
            return now
        return redline(_rested_on(self._was[key] for key in keys if key in self._was), now)


def _keep(known: dict[str, tuple[Notes, str]], notes: Notes, label: str) -> str:
    key = f"{notes.path}#{label}" if label in notes.own else label
    known[key] = (notes, label)
    return key


def _numbered(part: Part, numbers: dict[str, int]) -> Part:
    if isinstance(part, Paragraph | Heading):
        return replace(part, spans=_line(part.spans, numbers))
    if isinstance(part, Listing):
        items = (
            Item(_line(each.label, numbers), tuple(_numbered(p, numbers) for p in each.parts))
            for each in part.items
        )
        return replace(part, items=tuple(items))
    if isinstance(part, Table):
        rows = tuple(tuple(_line(cell, numbers) for cell in row) for row in part.rows)
        return Table(tuple(_line(cell, numbers) for cell in part.head), rows)
    if isinstance(part, Box | Told):
        return replace(part, parts=tuple(_numbered(each, numbers) for each in part.parts))
    return part


def _line(spans: Spans, numbers: dict[str, int]) -> Spans:
    made: list[Span] = []
    for each in spans:
        behind = bool(made) and bool(made[-1].note)
        made.append(_number(each, numbers, behind=behind) if each.note else each)
    return tuple(made)


def _number(span: Span, numbers: dict[str, int], *, behind: bool) -> Span:
    number = numbers.get(span.note)
    text = span.note.rpartition("#")[2] if number is None else str(number)
    return replace(span, text=f", {text}" if behind else text)


def _shown(notes: Notes, label: str) -> Parts:
    """A footnote's label, what it says, how sure it is and what it rests on."""
    if label in notes.own:
        return tuple(part for text in notes.own[label].texts for part in _read(text, notes))
    cited = notes.city.find(label)
    if cited is None:
        return (Paragraph(said(UNKNOWN)),)
    return tuple(_fact(cited, notes)) if label in notes.city.facts else _source(cited, notes)


def _read(text: str, notes: Notes) -> Parts:
    return read(text, notes.path, lambda label: label)


def _source(cited: Cited, notes: Notes) -> Parts:
    return _led(f"{cited.label} ", _read(cited.text, notes))


def _led(label: str, parts: Parts) -> Parts:
    """The parts with a label at the beginning of the first."""
    head = Span(label, bold=True)
    if parts and isinstance(parts[0], Paragraph):
        return (replace(parts[0], spans=(head, *parts[0].spans)), *parts[1:])
    return (Paragraph((head,)), *parts)


def _fact(cited: Cited, notes: Notes) -> Iterable[Part]:
    match = FACT.match(cited.text)
    if match is None:
        yield from _source(cited, notes)
        return
    yield from _led(f"{cited.label} ", _read(match["text"], notes))
    about = [f"{match['kind']}: {KINDS.get(match['kind'], 'a kind of the City')}."]
    about += [f"Sureness {match['sure']}."] if match["sure"] else []
    rests_on = match["sources"]
    about.append("No document was seen." if rests_on == NONE_SEEN else f"Rests on {rests_on}.")
    caution = (Span(f" {CAUTION}", bold=True),) if match["review"] else ()
    yield Paragraph((Span(" ".join(about), italic=True), *caution), quiet=True)


def _rested_on(cited: Iterable[tuple[Notes, str]]) -> Parts:
    found: dict[str, Parts] = {}
    for notes, label in cited:
        fact = notes.city.facts.get(label) if label not in notes.own else None
        for each in fact.rests_on if fact else ():
            if each in notes.city.sources:
                found[each] = _source(notes.city.sources[each], notes)
    return tuple(
        replace(part, quiet=True) if isinstance(part, Paragraph) else part
        for label in sorted(found, key=natural)
        for part in found[label]
    )

"""Two states of a text as one: what went is struck out, what came is underlined."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TypeVar

from training.content.diff import words
from training.content.packet.parts import (
    GONE,
    NEW,
    Box,
    Code,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Parts,
    Picture,
    Span,
    Spans,
    Table,
    Told,
    plain,
    words_of,
)

T = TypeVar("T")
Row = tuple[Spans, ...]
FIRST_SIGN = 0xE100
"""Where the signs begin that stand for footnotes while lines are compared."""
ALIKE = 0.45
"""From this share of common words on, a part is a changed one rather than another one."""


def redline(was: Parts, now: Parts) -> Parts:
    """The parts of both states in one, each changed word marked."""
    return tuple(_aligned(was, now, _words_of_part, _both, marked))


def marked(part: Part, change: str) -> Part:
    """A part that is wholly `new` or `gone`."""
    if isinstance(part, Paragraph | Heading):
        return replace(part, spans=_marked(part.spans, change))
    if isinstance(part, Listing):
        return replace(part, items=tuple(_marked_item(each, change) for each in part.items))
    if isinstance(part, Table):
        rows = tuple(tuple(_marked(cell, change) for cell in row) for row in part.rows)
        return Table(tuple(_marked(cell, change) for cell in part.head), rows)
    if isinstance(part, Box | Told):
        return replace(part, parts=tuple(marked(each, change) for each in part.parts))
    if isinstance(part, Code | Picture):
        return replace(part, change=change)
    return part


def _marked(spans: Spans, change: str) -> Spans:
    return tuple(replace(each, change=change) for each in spans)


def _marked_item(item: Item, change: str) -> Item:
    parts = tuple(marked(each, change) for each in item.parts)
    # A bullet or number says nothing that came or went; a verdict, which is bold, does.
    label = tuple(replace(each, change=change) if each.bold else each for each in item.label)
    return Item(label, parts)


def _aligned(
    was: Sequence[T],
    now: Sequence[T],
    text: Callable[[T], str],
    both: Callable[[T, T], Sequence[T]],
    one: Callable[[T, str], T],
) -> Iterator[T]:
    """Equal ones as they stand, like ones as `both`, the others marked by `one`."""
    matcher = SequenceMatcher(None, [text(e) for e in was], [text(e) for e in now], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            for before, after in zip(was[a:b], now[c:d], strict=True):
                yield from both(before, after)
            continue
        old, taken = list(was[a:b]), 0
        for each in now[c:d]:
            match = _match(old, taken, each, text)
            if match is None:
                yield one(each, NEW)
                continue
            yield from (one(gone, GONE) for gone in old[taken:match])
            yield from both(old[match], each)
            taken = match + 1
        yield from (one(gone, GONE) for gone in old[taken:])


def _match(old: Sequence[T], start: int, each: T, text: Callable[[T], str]) -> int | None:
    likes = [
        (_likeness(text(old[at]), text(each)), -at)
        for at in range(start, len(old))
        if type(old[at]) is type(each)
    ]
    best, at = max(likes, default=(0.0, 0))
    return -at if best >= ALIKE else None


def _likeness(was: str, now: str) -> float:
    if was == now:
        return 1.0
    return SequenceMatcher(None, was.split(), now.split(), autojunk=False).ratio()


def _words_of_part(part: Part) -> str:
    return f"{type(part).__name__} {words_of([part])}"


def _both(was: Part, now: Part) -> Sequence[Part]:
    """One part or, where they cannot be written into one, the old above the new."""
    if isinstance(was, Paragraph | Heading) and isinstance(now, Paragraph | Heading):
        return [replace(now, spans=spans_of(was.spans, now.spans))]
    if isinstance(was, Listing) and isinstance(now, Listing):
        return [_listing(was, now)]
    if isinstance(was, Table) and isinstance(now, Table) and len(was.head) == len(now.head):
        return [_table(was, now)]
    if isinstance(was, Box) and isinstance(now, Box) and was.kind == now.kind:
        return [replace(now, parts=redline(was.parts, now.parts))]
    if isinstance(was, Told) and isinstance(now, Told):
        return [replace(now, parts=redline(was.parts, now.parts))]
    if was == now:
        return [now]
    return [marked(was, GONE), marked(now, NEW)]


def _listing(was: Listing, now: Listing) -> Listing:
    def text(item: Item) -> str:
        return words_of(item.parts)

    def both(old: Item, new: Item) -> Sequence[Item]:
        before, after = _verdict(old.label), _verdict(new.label)
        parts = redline(old.parts, new.parts)
        if before == after:
            return [Item(new.label, parts)]
        label = tuple(replace(each, change=NEW) if each.bold else each for each in new.label)
        until = (Span("Marked until now as "), *(replace(each, change=GONE) for each in before))
        return [Item(label, (Paragraph(until, quiet=True), *parts))]

    return replace(now, items=tuple(_aligned(was.items, now.items, text, both, _marked_item)))


def _verdict(label: Spans) -> Spans:
    return tuple(each for each in label if each.bold)


def _table(was: Table, now: Table) -> Table:
    def both(old: Row, new: Row) -> Sequence[Row]:
        return [tuple(spans_of(a, b) for a, b in zip(old, new, strict=True))]

    def one(row: Row, change: str) -> Row:
        return tuple(_marked(each, change) for each in row)

    def text(row: Row) -> str:
        return " | ".join(plain(each) for each in row)

    head = both(was.head, now.head)[0]
    return Table(head, tuple(_aligned(was.rows, now.rows, text, both, one)))


def spans_of(was: Spans, now: Spans) -> Spans:
    """A line of text in both states; only words count, not how they are set."""
    if plain(was) == plain(now):
        return now
    signs = {key: chr(FIRST_SIGN + at) for at, key in enumerate(_notes(was, now))}
    old, new = _Taker(was), _Taker(now)
    made: list[Span] = []
    for kind, text in words(_text(was, signs), _text(now, signs)):
        if kind != NEW:
            gone = old.take(len(text))
        if kind != GONE:
            came = new.take(len(text))
        made += _marked(gone, GONE) if kind == GONE else _marked(came, NEW) if kind == NEW else came
    return tuple(made)


def _notes(was: Spans, now: Spans) -> Iterable[str]:
    return dict.fromkeys(each.note for each in (*was, *now) if each.note)


def _text(spans: Spans, signs: Mapping[str, str]) -> str:
    """The words, each footnote as one sign: it is never changed in part."""
    return "".join(signs[each.note] if each.note else each.text for each in spans)


class _Taker:
    """Hands out spans by the length of their text."""

    def __init__(self, spans: Spans) -> None:
        self._left = list(spans)

    def take(self, length: int) -> Spans:
        """The next spans, so many signs long."""
        taken: list[Span] = []
        while length > 0 and self._left:
            span = self._left.pop(0)
            size = 1 if span.note else len(span.text)
            if size > length:
                self._left.insert(0, replace(span, text=span.text[length:]))
                span = replace(span, text=span.text[:length])
            length -= size
            taken.append(span)
        return tuple(taken)

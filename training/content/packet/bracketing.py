"""Brackets around what came and what went, so that a redline needs no colour to be read."""

from collections.abc import Iterator
from itertools import groupby

from training.content.packet.parts import GONE, NEW, Span, Spans

BRACKETS = {NEW: ("[+", "+]"), GONE: ("[-", "-]")}


def bracketed(spans: Spans) -> Iterator[Span]:
    """The spans of a line with `[+new+]` and `[-gone-]` around each stretch that changed."""
    for change, group in groupby(spans, key=lambda each: each.change):
        if not change:
            yield from group
            continue
        left, right = BRACKETS[change]
        yield Span(left, change=change)
        yield from group
        yield Span(right, change=change)

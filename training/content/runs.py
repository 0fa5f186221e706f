"""Two texts as one run of words: what stayed, what went, what came.

Anchored at words that both texts have once, so that it takes as good as linear time.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, GONE, NEW = "same", "gone", "new"
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
BLOCKS = re.compile(r"\n{2,}")
FEW = 10_000
"""Up to this product of lengths two texts are compared with every care."""
SHORT = 2
"""As few signs that stayed between two changes are shown as changed too: it reads better."""
ALIKE = 0.35
"""From this share of common words on, a paragraph is a changed one rather than another one."""


class Run(NamedTuple):
    """Text of one kind: `same`, `gone` or `new`. All but the new make the old text."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list or table of the old text beside that of the new; either may be missing."""

    was: str | None
    now: str | None

    @property
    def runs(self) -> tuple[Run, ...]:
        """Both as one."""
        return words(self.was or "", self.now or "")


Span = tuple[int, int, int, int]
"""A part of the old sequence and one of the new, as half-open ranges."""
Match = tuple[int, int, int]
"""Where both agree: a place in the old, one in the new, and for how long."""


def words(was: str, now: str) -> tuple[Run, ...]:
    """Two texts word by word: `same` and `gone` make the old one, `same` and `new` the new one."""
    old, new = TOKEN.findall(was), TOKEN.findall(now)
    return tuple(_runs(_pieces(old, new)))


def passages(was: str, now: str) -> tuple[Passage, ...]:
    """Two texts in canonical Markdown paragraph by paragraph, changed ones beside each other."""
    old, new = _blocks(was), _blocks(now)
    found: list[Passage] = []
    at_old = at_new = 0
    for a, b, size in (*_matched(old, new), (len(old), len(new), 0)):
        found += _paired(old[at_old:a], new[at_new:b])
        found += [Passage(each, each) for each in old[a : a + size]]
        at_old, at_new = a + size, b + size
    return tuple(found)


def _blocks(text: str) -> list[str]:
    return [each for each in BLOCKS.split(text.strip()) if each]


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Paragraphs between two that stayed: each new one beside the first old one that is like it."""
    taken = 0
    bags = [Counter(TOKEN.findall(each)) for each in old]
    for each in new:
        bag = Counter(TOKEN.findall(each))
        match = next((n for n in range(taken, len(old)) if _likeness(bags[n], bag) >= ALIKE), None)
        if match is None:
            yield Passage(None, each)
            continue
        yield from (Passage(gone, None) for gone in old[taken:match])
        yield Passage(old[match], each)
        taken = match + 1
    yield from (Passage(gone, None) for gone in old[taken:])


def _likeness(was: "Counter[str]", now: "Counter[str]") -> float:
    """The share of what two bags of words have in common, 0 to 1."""
    total = was.total() + now.total()
    return 2 * (was & now).total() / total if total else 1.0


def _pieces(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """What went, what came and then what stayed, from the beginning to the end."""
    at_old = at_new = 0
    for a, b, size in (*_matched(old, new), (len(old), len(new), 0)):
        yield "".join(old[at_old:a]), "".join(new[at_new:b]), "".join(old[a : a + size])
        at_old, at_new = a + size, b + size


def _runs(pieces: Iterable[tuple[str, str, str]]) -> Iterator[Run]:
    gone = new = waiting = ""
    for went, came, stayed in pieces:
        if waiting and not (gone and new and went and came and len(waiting.strip()) <= SHORT):
            yield from _settled(gone, new)
            yield Run(SAME, waiting)
            gone = new = waiting = ""
        gone, new = gone + waiting + went, new + waiting + came
        waiting = stayed
    yield from _settled(gone, new)
    if waiting:
        yield Run(SAME, waiting)


def _settled(gone: str, new: str) -> Iterator[Run]:
    yield from (Run(what, text) for what, text in ((GONE, gone), (NEW, new)) if text)


def _matched(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Where both agree, in order, without overlaps, neighbours joined."""
    found: list[Match] = []
    for a, b, size in _matches(old, new, (0, len(old), 0, len(new))):
        if found and (found[-1][0] + found[-1][2], found[-1][1] + found[-1][2]) == (a, b):
            a, b, size = found[-1][0], found[-1][1], found.pop()[2] + size  # noqa: PLW2901
        found.append((a, b, size))
    return found


def _matches(old: Sequence[str], new: Sequence[str], span: Span) -> Iterator[Match]:
    a, a_end, b, b_end = span
    begin = end = 0
    most = min(a_end - a, b_end - b)
    while begin < most and old[a + begin] == new[b + begin]:
        begin += 1
    while end < most - begin and old[a_end - 1 - end] == new[b_end - 1 - end]:
        end += 1
    if begin:
        yield a, b, begin
    inside = (a + begin, a_end - end, b + begin, b_end - end)
    if inside[0] < inside[1] and inside[2] < inside[3]:
        yield from _inside(old, new, inside)
    if end:
        yield a_end - end, b_end - end, end


def _inside(old: Sequence[str], new: Sequence[str], span: Span) -> Iterator[Match]:
    """The same where neither the first nor the last words agree."""
    a, a_end, b, b_end = span
    if (a_end - a) * (b_end - b) <= FEW:
        matcher = SequenceMatcher(None, old[a:a_end], new[b:b_end], autojunk=False)
        yield from ((a + x, b + y, n) for x, y, n in matcher.get_matching_blocks() if n)
        return
    anchors = _anchors(old, new, span)
    for x, y in anchors:
        yield from _matches(old, new, (a, x, b, y))
        yield x, y, 1
        a, b = x + 1, y + 1
    if anchors:
        yield from _matches(old, new, (a, a_end, b, b_end))


def _anchors(old: Sequence[str], new: Sequence[str], span: Span) -> list[tuple[int, int]]:
    """Words that stand once in each, as many of them as keep their order."""
    a, a_end, b, b_end = span
    once_old = Counter(old[a:a_end])
    once_new = Counter(new[b:b_end])
    places = {new[n]: n for n in range(b, b_end) if once_new[new[n]] == 1}
    pairs = [
        (n, places[old[n]]) for n in range(a, a_end) if once_old[old[n]] == 1 and old[n] in places
    ]
    return ordered(pairs)


def ordered(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs, given by their first number, whose second numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for n, (_first, second) in enumerate(pairs):
        at = bisect_left(ends, second)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [second]
        last[at : at + 1] = [n]
    chosen: list[tuple[int, int]] = []
    n = last[-1] if last else -1
    while n >= 0:
        chosen.append(pairs[n])
        n = before[n]
    return chosen[::-1]

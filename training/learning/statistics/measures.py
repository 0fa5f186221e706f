"""What first attempts tell about a question: how hard it is, and whom it tells apart.

All of it is worked out from rows without names, each of which stands for so many people.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum, sqrt

ROUGHLY = ((60, 5), (300, 15), (3_600, 60))
"""Below so many seconds, times are kept to so many."""
LONGEST = 3_600


@dataclass(frozen=True, slots=True)
class Alike:
    """So many people who answered a question alike at their first attempt.

    `share`: what it brought, 0 to 1; `rest`: what all their other questions brought together, 0 to
    1, or none where there was no other; `chosen`: as `answers.positions`; `seconds`: how long each
    took, or none where nothing was answered.
    """

    share: float
    rest: float | None
    chosen: tuple[int, ...]
    seconds: int | None
    people: int = 1


@dataclass(frozen=True, slots=True)
class Measures:
    """A question in figures; those that cannot be told are none."""

    people: int
    """How many first attempts there were."""
    difficulty: float | None
    """The mean share: 1 when everybody gets it right."""
    discrimination: float | None
    """The correlation of its share with what the other questions brought, -1 to 1."""
    seconds: float | None
    """The median time, roughly."""


@dataclass(frozen=True, slots=True)
class Thirds:
    """Those who did best and worst in all other questions: rows, each with the people it counts.

    Where the border runs through people with the same result, each of them counts in part, all of
    them alike, so that both thirds are exactly a third and nobody's place is left to chance.
    """

    top: tuple[tuple[Alike, float], ...]
    bottom: tuple[tuple[Alike, float], ...]

    @property
    def people(self) -> float:
        """How many there are in each."""
        return fsum(weight for _row, weight in self.top)


def measured(rows: Sequence[Alike]) -> Measures:
    """A question in figures."""
    people = sum(each.people for each in rows)
    difficulty = fsum(each.share * each.people for each in rows) / people if people else None
    return Measures(people, difficulty, discrimination(rows), median_seconds(rows))


def discrimination(rows: Iterable[Alike]) -> float | None:
    """The correlation (Pearson's) of a question's share with the result without the question.

    None where it is not defined: all got the same for the question, or the same for all others, or
    were asked no other.
    """
    pairs = [(each.share, each.rest, each.people) for each in rows if each.rest is not None]
    if len({share for share, _, _ in pairs}) < 2 or len({rest for _, rest, _ in pairs}) < 2:
        return None
    people = sum(n for _, _, n in pairs)
    mean = fsum(share * n for share, _, n in pairs) / people
    mean_rest = fsum(rest * n for _, rest, n in pairs) / people
    both = fsum((share - mean) * (rest - mean_rest) * n for share, rest, n in pairs)
    one = fsum((share - mean) ** 2 * n for share, _, n in pairs)
    other = fsum((rest - mean_rest) ** 2 * n for _, rest, n in pairs)
    return max(-1.0, min(1.0, both / (sqrt(one) * sqrt(other))))


NOBODY = 1e-9
"""A part of a person as small as this comes from dividing by three."""


def thirds(rows: Iterable[Alike]) -> Thirds:
    """The top and the bottom third by the result without the question."""
    levels: defaultdict[float, list[Alike]] = defaultdict(list)
    for each in rows:
        if each.rest is not None:
            levels[each.rest].append(each)
    ascending = [levels[each] for each in sorted(levels)]
    return Thirds(_third(ascending[::-1]), _third(ascending))


def _third(levels: Sequence[Sequence[Alike]]) -> tuple[tuple[Alike, float], ...]:
    left = sum(each.people for level in levels for each in level) / 3
    found: list[tuple[Alike, float]] = []
    for level in levels:
        people = sum(each.people for each in level)
        part = min(1.0, left / people)
        found += [(each, each.people * part) for each in level]
        left -= people * part
        if left < NOBODY:
            break
    return tuple(found)


def median_seconds(rows: Iterable[Alike]) -> float | None:
    """The time that half of those who answered did not exceed; none where nobody answered."""
    times = sorted((each.seconds, each.people) for each in rows if each.seconds is not None)
    people = sum(n for _, n in times)
    if not people:
        return None
    return (_nth(times, (people - 1) // 2) + _nth(times, people // 2)) / 2


def _nth(times: Sequence[tuple[int, int]], n: int) -> int:
    """The time of somebody in the order of times, from 0."""
    for seconds, people in times:
        if n < people:
            return seconds
        n -= people
    raise IndexError(n)


def rough_seconds(seconds: float) -> int:
    """A time as it is kept: nobody is known again by it, and half an hour's break is no answer.

    To 5 seconds below a minute, to 15 below five minutes, to a minute below an hour, then an hour.
    """
    step = next((step for below, step in ROUGHLY if seconds < below), 0)
    return min(LONGEST, max(0, round(seconds / step) * step)) if step else LONGEST

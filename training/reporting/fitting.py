"""What fits into the minutes that somebody has: whole things first, else the next pages of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

CHOICES = (5, 10, 15)
"""The minutes that one is asked about."""
QUESTION = 0.5
"""Minutes that answering a question takes at least."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is left to do of a module: minutes of each page in their order, and of its quiz.

    `quiz` is 0 where there is none. `update`: they finished it before, and only what changed for
    them is left.
    """

    module: str
    pages: tuple[float, ...]
    quiz: float = 0.0
    update: bool = False

    @property
    def pieces(self) -> tuple[float, ...]:
        """All that is left, in the order in which it is done."""
        return (*self.pages, self.quiz) if self.quiz else self.pages

    @property
    def minutes(self) -> float:
        """How long all of it takes."""
        return sum(self.pieces)


@dataclass(frozen=True, slots=True)
class Fit:
    """As much of a work as fits: so many of its pages, and whether that is all that is left."""

    work: Work
    pages: int
    minutes: float
    whole: bool


def quiz_minutes(total: float, pages: Iterable[float], questions: int) -> float:
    """How long a quiz takes: what its author's total leaves beside the pages, or a question's
    shortest time for each that is asked."""
    return max(total - sum(pages), questions * QUESTION) if questions else 0.0


def fits(works: Sequence[Work], minutes: float) -> tuple[Fit, ...]:
    """What fits, what can be finished first; otherwise in the order given. Empty for nothing."""
    found = [each for each in (_fit(work, minutes) for work in works) if each is not None]
    return tuple(sorted(found, key=lambda each: not each.whole))


def shortest(works: Iterable[Work]) -> float:
    """The minutes of the shortest thing that could be done next; 0 where nothing is left."""
    return min((each.pieces[0] for each in works if each.pieces), default=0.0)


def _fit(work: Work, minutes: float) -> Fit | None:
    if not work.pieces:
        return None
    if work.minutes <= minutes:
        return Fit(work, len(work.pages), work.minutes, whole=True)
    sums = [each for each in accumulate(work.pages) if each <= minutes]
    return Fit(work, len(sums), sums[-1], whole=False) if sums else None

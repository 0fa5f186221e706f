"""What an attempt brought by its newest score, and how that came to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, fsum
from typing import Any

from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.learning.models import Regrade, Score
from training.learning.queries import Attempted, scores_of
from training.learning.scoring import ItemScore


@dataclass(frozen=True, slots=True)
class Again:
    """That an attempt was marked again: what it was and has been since, and why."""

    at: datetime
    was: float
    points: float
    of: float
    passes_now: bool
    """Whether it was this that passed it."""
    why: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """Every score of an attempt, first to last; none of practice."""

    scores: Sequence[tuple[Score, Regrade | None]]

    @property
    def items(self) -> Mapping[str, Sequence[Any]]:
        """What is recorded of each question, as `Score.items`; nothing of older scores."""
        return (self.scores[-1][0].items or {}) if self.scores else {}

    @property
    def regraded(self) -> dict[str, Regrade]:
        """The questions that were marked again."""
        return {regrade.item: regrade for _score, regrade in self.scores if regrade}

    @property
    def again(self) -> list[Again]:
        """Each time that it was marked again."""
        pairs = zip(self.scores, self.scores[1:], strict=False)
        return [
            Again(
                now.at,
                was.points,
                now.points,
                now.of,
                now.passed and not was.passed,
                regrade.why if regrade else "",
            )
            for (was, _), (now, regrade) in pairs
        ]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an attempt brought, out of what it takes to pass. Practice only says the points."""

    points: float
    of: float
    needed: float
    passed: bool
    practice: bool
    kept: bool
    """Whether a pass was left as it was though by a corrected key it would be none."""


def recorded(db: Session, where: Attempted) -> Recorded:
    """What is on record of an attempt that was sent; one statement."""
    return Recorded(scores_of(db, where.attempt.id))


def verdict_on(record: Recorded, edition: Edition, marks: Sequence[ItemScore]) -> Verdict:
    """What was recorded; for practice, of which nothing is, what the answers are worth."""
    if not record.scores:
        points, of = fsum(each.points for each in marks), fsum(each.of for each in marks)
        return Verdict(points, of, of, passed=False, practice=True, kept=False)
    score = record.scores[-1][0]
    needed = score.of * edition.pass_share - 1e-9
    enough = score.points >= needed and all(each.safe for each in marks if each.critical)
    return Verdict(
        score.points,
        score.of,
        # Up to a tenth, as points are said: nobody is promised a pass for less than it takes.
        ceil(needed * 10) / 10,
        score.passed,
        practice=False,
        kept=score.passed and not enough and len(record.scores) > 1,
    )

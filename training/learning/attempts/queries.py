"""Reads of how somebody's attempts went."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.learning.attempts.missed import Marks, Missed, missed
from training.learning.helping.models import Help
from training.learning.limits import GRACE
from training.learning.models import Attempt, AttemptItem, Enrolment, Score
from training.learning.queries import NEWEST_SCORE, answers_of, items_of
from training.learning.scoring import score_item
from training.learning.showing.rules import SHOWING


def failures(db: Session, enrolment_id: int) -> int:
    """How many attempts of an enrolment have failed since a person last helped with it.

    By their latest scores; showing what one knows is none of them.
    """
    helped = select(func.max(Help.at)).where(Help.enrolment_id == enrolment_id).scalar_subquery()
    found = db.scalar(
        select(func.count(Attempt.id))
        .join(Score, (Score.attempt_id == Attempt.id) & (Score.version == NEWEST_SCORE))
        .where(Attempt.enrolment_id == enrolment_id, Attempt.number != SHOWING)
        .where(Score.passed.is_(False), or_(helped.is_(None), Attempt.submitted > helped))
    )
    return found or 0


def missed_in(
    db: Session, edition: Edition, attempts: Sequence[tuple[Attempt, Score | None]]
) -> Missed | None:
    """What an enrolment's attempts, first to last, have left to ask again.

    None when none of them counted, or the last one of these has passed.
    """
    counted = [
        (attempt, score)
        for attempt, score in attempts
        if score is not None and attempt.number != SHOWING
    ]
    if not counted or counted[-1][1].passed:
        return None
    return missed([_marks(db, edition, *each) for each in counted], edition.covers)


def ran_out_by(db: Session, now: datetime) -> list[tuple[int, int]]:
    """The attempts whose time is over and that nobody has handed in, each with whose it is.

    Those that training elsewhere has made needless are left.
    """
    rows = db.execute(
        select(Attempt.id, Enrolment.employee_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Attempt.submitted.is_(None), Attempt.ends < now - GRACE)
        .where(Enrolment.closed.is_(None))
        .order_by(Attempt.ends)
    )
    return [(row.id, row.employee_id) for row in rows]


def timed_since(db: Session, module: str, since: datetime) -> list[tuple[int, int]]:
    """The attempts at a module with a time limit that were under way at an instant and have not
    been handed in: each with whose it is, by the ids of these."""
    rows = db.execute(
        select(Attempt.id, Enrolment.employee_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.module == module, Enrolment.closed.is_(None))
        .where(Attempt.submitted.is_(None), Attempt.begun <= since, Attempt.ends > since)
        .order_by(Enrolment.employee_id)
    )
    return [(row.id, row.employee_id) for row in rows]


def asked_now(db: Session, employee_id: int, module: str) -> frozenset[str]:
    """The questions of a quiz that somebody has begun and not sent: nothing is told of these."""
    rows = db.scalars(
        select(AttemptItem.item)
        .join(Attempt, Attempt.id == AttemptItem.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.employee_id == employee_id, Enrolment.module == module)
        .where(Enrolment.closed.is_(None), Attempt.submitted.is_(None))
    )
    return frozenset(rows)


def _marks(db: Session, edition: Edition, attempt: Attempt, score: Score) -> Marks:
    """As the score kept them; of older scores, which kept none, by the answers."""
    if score.items is not None:
        return {item: (bool(of[2]), bool(of[3])) for item, of in score.items.items()}
    answers = answers_of(db, attempt.id)
    found: dict[str, tuple[bool, bool]] = {}
    for drawn in items_of(db, attempt.id):
        given = answers.get(drawn.item)
        view = edition.drawn_item(drawn.item, attempt.language)
        one = score_item(view, given.value if given else None)
        found[drawn.item] = (one.right, one.safe)
    return found

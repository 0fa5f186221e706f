"""Reads of how somebody's attempts went."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from training.learning.helping.models import Help
from training.learning.models import Attempt, Score
from training.learning.showing.rules import SHOWING


def failures(db: Session, enrolment_id: int) -> int:
    """How many attempts of an enrolment have failed since a person last helped with it.

    By their latest scores; showing what one knows is none of them.
    """
    helped = select(func.max(Help.at)).where(Help.enrolment_id == enrolment_id).scalar_subquery()
    newest = (
        select(func.max(Score.version))
        .where(Score.attempt_id == Attempt.id)
        .correlate(Attempt)
        .scalar_subquery()
    )
    found = db.scalar(
        select(func.count(Attempt.id))
        .join(Score, (Score.attempt_id == Attempt.id) & (Score.version == newest))
        .where(Attempt.enrolment_id == enrolment_id, Attempt.number != SHOWING)
        .where(Score.passed.is_(False), or_(helped.is_(None), Attempt.submitted > helped))
    )
    return found or 0

"""Reading what somebody has shown."""

from sqlalchemy.orm import Session

from training.learning.models import Attempt, Enrolment, Score
from training.learning.queries import attempts_of
from training.learning.showing.rules import SHOWING


def passed_showing(db: Session, enrolment: Enrolment) -> Attempt | None:
    """The attempt in which somebody showed all that is asked about; no statement without any."""
    if not enrolment.known:
        return None
    rows = attempts_of(db, enrolment.id)
    return next((each for each, score in rows if _passed(each, score)), None)


def _passed(attempt: Attempt, score: Score | None) -> bool:
    return attempt.number == SHOWING and score is not None and score.passed

"""What is set for somebody now."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.accommodations.kinds import QUIZ_TIME, USUAL_TIME
from training.assignments.models import Accommodation


def accommodations_of(db: Session, employee_id: int) -> dict[str, str]:
    """The value of each kind that is set for somebody now; see `kinds`."""
    rows = db.scalars(
        select(Accommodation)
        .where(Accommodation.employee_id == employee_id)
        .order_by(Accommodation.at, Accommodation.id)
    )
    last = {each.kind: each.value for each in rows}
    return {kind: value for kind, value in last.items() if value is not None}


def quiz_time_of(db: Session, employee_id: int) -> int:
    """How much time somebody has for a quiz, in percent of what all others have."""
    return int(accommodations_of(db, employee_id).get(QUIZ_TIME, USUAL_TIME))

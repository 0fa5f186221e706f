"""The time of an attempt is over: what was saved of it is handed in."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.config import Config
from training.errors import OnHold
from training.flows.submit_quiz import submit_quiz
from training.learning.limits import ran_out
from training.learning.queries import attempted
from training.people.queries import person
from training.people.service import lock


def close_expired(
    db: Session, attempt_id: int, employee_id: int, *, now: datetime, config: Config
) -> bool:
    """Hand in an attempt whose time is over, as `submit_quiz` does; whether that was done now.

    It waits while a text that it asks about is withdrawn, and while its taker has left the City.
    Raises `NotFound` for somebody else's attempt.
    """
    lock(db, employee_id)
    attempt = attempted(db, attempt_id, employee_id).attempt
    who = person(db, employee_id, now=now, today=now.astimezone(config.zone).date())
    if attempt.submitted is not None or not ran_out(attempt.ends, now):
        return False
    if who is None or not who.active:
        return False
    try:
        return submit_quiz(db, who, attempt_id, now=now, config=config).first
    except OnHold:  # It says so before it writes anything.
        return False

"""Writing down that a person has helped somebody."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.audit import record
from training.errors import Conflict, InputRefused, NotAllowed
from training.learning.helping.models import Help
from training.learning.helping.queries import stuck
from training.learning.models import Attempt
from training.people.service import lock

HOW = ("aloud", "paper", "interpreter", "other")


def record_help(
    db: Session,
    employee_id: int,
    enrolment_id: int,
    *,
    how: str,
    by: int,
    now: datetime,
    today: date,
) -> Help:
    """That somebody went through a module with a person; from now on they are not stuck any more.

    `how` is one of `HOW`. What it changes is only that: the quiz is still to do. Raises
    `NotAllowed` for oneself, `InputRefused` for an unknown way, and `Conflict` when they are not
    stuck, or somebody has written it down already.
    """
    if by == employee_id:
        raise NotAllowed("Somebody else writes down that you were helped.")
    if how not in HOW:
        raise InputRefused("Say how you went through it.")
    lock(db, employee_id)
    found = stuck(db, today=today, enrolment_id=enrolment_id)
    if not found or found[0].employee.id != employee_id:
        raise Conflict("They do not need this any more.")
    tried = select(func.max(Attempt.number)).where(Attempt.enrolment_id == enrolment_id)
    made = Help(enrolment_id=enrolment_id, number=db.scalar(tried) or 0, how=how, by=by, at=now)
    db.add(made)
    db.flush()
    facts = {"employee": employee_id, "enrolment": enrolment_id}
    record(db, "learning:help:given", actor=by, now=now, **facts)
    return made

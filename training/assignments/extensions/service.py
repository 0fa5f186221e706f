"""Giving one person another due day."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from training.assignments.extensions.queries import assignment_within
from training.assignments.extensions.rules import refuse_day
from training.assignments.models import Extension
from training.audit import record
from training.errors import NotAllowed
from training.people.service import lock


def extend(
    db: Session,
    assignment_id: int,
    due: date,
    *,
    reason: str,
    within: frozenset[int] | None,
    by: int,
    now: datetime,
    today: date,
) -> Extension:
    """Another due day for an assignment; the last one given counts.

    `within` are the departments that whoever gives it looks after, none for all; the day of all
    others takes an extension back. Raises `NotFound` outside of them, `NotAllowed` for one's own
    and `InputRefused` for a day that cannot be.
    """
    assignment = assignment_within(db, assignment_id, within=within, today=today)
    if assignment.employee_id == by:
        raise NotAllowed("Somebody else has to give you another day.")
    lock(db, assignment.employee_id)
    refuse_day(assignment.due, due, reason, today=today)
    made = Extension(assignment_id=assignment.id, due=due, reason=reason.strip(), by=by, at=now)
    db.add(made)
    record(
        db,
        "assignments:extension:given",
        actor=by,
        now=now,
        employee=assignment.employee_id,
        certificate=assignment.certificate,
        due=due.isoformat(),
    )
    db.flush()
    return made

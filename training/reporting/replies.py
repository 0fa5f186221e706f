"""What somebody said against a result or a page: what waits, and what was replied."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import literal, or_, select, union_all
from sqlalchemy.orm import Session

from training.content.feedback.models import Feedback
from training.learning.disputes.models import Dispute
from training.learning.models import Attempt, Enrolment
from training.people.models import Employee
from training.people.words import full_name

DISPUTE, FEEDBACK = "dispute", "feedback"


class Reply(NamedTuple):
    """A dispute that is open, or a reply that has not been read; `who` answers, or did."""

    kind: str
    id: int
    since: datetime
    replied: datetime | None
    who: str


def replies_to(db: Session, employee_id: int) -> list[Reply]:
    """Of one person, the oldest first; one statement."""
    name = (Employee.first_name, Employee.last_name, Employee.preferred_name)
    disputed = (
        select(
            literal(DISPUTE).label("kind"),
            Dispute.id,
            Dispute.opened.label("since"),
            Dispute.closed.label("replied"),
            *name,
        )
        .join(Attempt, Attempt.id == Dispute.attempt_id)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Employee, Employee.id == Dispute.owner_id)
        .where(Enrolment.employee_id == employee_id)
        .where(or_(Dispute.closed.is_(None), Dispute.seen.is_(None)))
    )
    said = (
        select(literal(FEEDBACK), Feedback.id, Feedback.at, Feedback.replied, *name)
        .outerjoin(Employee, Employee.id == Feedback.replied_by)
        .where(Feedback.employee_id == employee_id)
        .where(Feedback.replied.is_not(None), Feedback.seen.is_(None))
    )
    found = union_all(disputed, said).subquery()
    return [
        Reply(row.kind, row.id, row.since, row.replied, full_name(*row[4:]) if row[4] else "")
        for row in db.execute(select(found).order_by(found.c.since, found.c.id))
    ]

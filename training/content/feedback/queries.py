"""Reads of what people say about pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.content.feedback.models import Feedback
from training.content.models import Revision
from training.errors import NotFound
from training.people.models import Employee


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said, who they are, and the text that they had before them."""

    feedback: Feedback
    employee: Employee
    revision: Revision | None


def feedback(db: Session, feedback_id: int) -> Said:
    """One by id. Raises `NotFound`."""
    row = db.execute(_SAID.where(Feedback.id == feedback_id)).one_or_none()
    if row is None:
        raise NotFound("Nobody has said that.")
    return Said(*row)


def own_feedback(db: Session, feedback_id: int, employee_id: int) -> Said:
    """One that somebody wrote themselves. Raises `NotFound`."""
    found = feedback(db, feedback_id)
    if found.employee.id != employee_id:
        raise NotFound("You have not said that.")
    return found


def all_feedback(db: Session, *, answered: bool) -> list[Said]:
    """What waits for a reply, the oldest first; or what has one, the newest first."""
    query = (
        _SAID.where(Feedback.replied.is_not(None)).order_by(Feedback.replied.desc())
        if answered
        else _SAID.where(Feedback.replied.is_(None)).order_by(Feedback.at)
    )
    return [Said(*row) for row in db.execute(query.order_by(Feedback.id))]


def said_lately(db: Session, employee_id: int, *, now: datetime) -> int:
    """How much somebody has said within the last day."""
    since = now - timedelta(days=1)
    mine = select(func.count(Feedback.id)).where(Feedback.employee_id == employee_id)
    return db.scalar(mine.where(Feedback.at > since)) or 0


_SAID = (
    select(Feedback, Employee, Revision)
    .join(Employee, Employee.id == Feedback.employee_id)
    .outerjoin(Revision, Revision.id == Feedback.revision_id)
    .execution_options(populate_existing=True)
)

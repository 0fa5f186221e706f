"""What waits for a second person."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import Act, ActDecision


def waiting(db: Session, kind: str) -> Sequence[Act]:
    """The acts of a kind that nobody has decided yet, the oldest first."""
    undecided = select(Act).outerjoin(ActDecision, ActDecision.act_id == Act.id)
    undecided = undecided.where(Act.kind == kind, ActDecision.id.is_(None))
    return db.scalars(undecided.order_by(Act.at, Act.id)).all()


def decision(db: Session, act_id: int) -> ActDecision | None:
    """What the second person said of an act; none while it waits."""
    return db.scalar(select(ActDecision).where(ActDecision.act_id == act_id))

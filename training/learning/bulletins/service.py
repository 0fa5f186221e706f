"""Writing down that somebody has read a bulletin."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.db import upsert
from training.learning.models import Acknowledgement


def acknowledge(db: Session, bulletin_id: int, employee_id: int, *, now: datetime) -> bool:
    """Whether it was written down now; once is enough, and a second time changes nothing."""
    made = db.execute(
        upsert(db, Acknowledgement)
        .values(bulletin_id=bulletin_id, employee_id=employee_id, at=now)
        .on_conflict_do_nothing(index_elements=["bulletin_id", "employee_id"])
        .returning(Acknowledgement.id)
    ).scalar()
    if made is None:
        return False
    record(db, "learning:bulletin:read", actor=employee_id, now=now, bulletin=bulletin_id)
    return True

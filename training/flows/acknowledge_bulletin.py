"""An employee has read a bulletin."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from training.learning.bulletins.service import acknowledge
from training.people.queries import Person
from training.people.service import lock
from training.reporting.bulletins import unread


def acknowledge_bulletin(
    db: Session, person: Person, bulletin_id: int, *, now: datetime, today: date
) -> bool:
    """Whether it was written down now; not what they have read already, or what is not for them."""
    lock(db, person.id)
    waiting = {each.bulletin.id for each in unread(db, person, now=now, today=today)}
    return bulletin_id in waiting and acknowledge(db, bulletin_id, person.id, now=now)

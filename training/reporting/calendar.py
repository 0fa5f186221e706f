"""The days by which somebody has something to do, for their own calendar."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.people.queries import Person
from training.reporting.mine import my_training


@dataclass(frozen=True, slots=True)
class DueDay:
    """A certificate and the day by whose end something is to be done for it."""

    certificate: str
    title: str
    """In the person's own language."""
    day: date


def due_days(
    db: Session, person: Person, *, now: datetime, today: date, zone: tzinfo
) -> list[DueDay]:
    """What is still to do and has a day, the first day first."""
    to_do = my_training(db, person, now=now, today=today, zone=zone).to_do
    return [
        DueDay(each.edition.slug, each.edition.title(person.language), each.due)
        for each in to_do
        if each.due is not None
    ]

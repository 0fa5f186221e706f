"""Which rosters came in, and how many people each list has."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.audit import AuditEvent
from training.people.models import Employee
from training.people.queries import employment_on, works_on

IMPORTED = "people:roster:imported"


@dataclass(frozen=True, slots=True)
class Import:
    """A roster that came in, by whom (none for the command line), and what it changed."""

    at: datetime
    by: str | None
    facts: dict[str, Any]
    """`source`, and how many people by kind of change."""


def last_imports(db: Session, *, most: int = 10) -> list[Import]:
    """The rosters that came in last, the newest first."""
    found = db.execute(
        select(AuditEvent, Employee)
        .outerjoin(Employee, Employee.id == AuditEvent.actor)
        .where(AuditEvent.act == IMPORTED)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .limit(most)
    )
    return [Import(event.at, who.name if who else None, event.facts) for event, who in found]


def sources(db: Session, *, today: date) -> dict[str, int]:
    """How many active people each source has, the largest first."""
    work = employment_on(today)
    n = func.count()
    found = db.execute(
        select(work.c.source, n)
        .where(works_on(work.c, today))
        .group_by(work.c.source)
        .order_by(n.desc(), work.c.source)
    )
    return {row.source: row[1] for row in found}

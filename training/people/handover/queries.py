"""What is somebody's to confirm: each provider knows of one kind of thing."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.contacts.queries import to_confirm
from training.people.models import Department, Employee, RoleGrant
from training.people.queries import Person, counts_in, grants_at, home_of


@dataclass(frozen=True, slots=True)
class HandoverItem:
    """Something to confirm. `kind` and `id` name it; the rest is what the words need."""

    kind: str
    id: int
    role: str
    department: Department | None
    by: str | None
    """Who gave it to them; none for the system."""
    until: datetime | None
    count: int = 1
    """How many there are, where several are confirmed together."""


def handover_items(db: Session, person: Person, *, now: datetime) -> list[HandoverItem]:
    """Everything that is theirs to confirm; nothing is asked for people without a role."""
    if not person.roles:
        return []
    return [item for provide in PROVIDERS for item in provide(db, person, now)]


def grants_to_confirm(db: Session, person: Person, now: datetime) -> list[HandoverItem]:
    """The roles they were given and have not confirmed, the oldest first; one statement."""
    home = select(home_of(Department)).where(Department.id == person.department_id)
    found = db.execute(
        select(RoleGrant, Department, Employee)
        .outerjoin(Department, Department.id == RoleGrant.department_id)
        .outerjoin(Employee, Employee.id == RoleGrant.by)
        .where(RoleGrant.employee_id == person.id, RoleGrant.confirmed.is_(None), grants_at(now))
        .where(counts_in(home.correlate(None).scalar_subquery()))
        .order_by(RoleGrant.from_at, RoleGrant.id)
    )
    return [
        HandoverItem(
            kind="grant",
            id=grant.id,
            role=grant.role,
            department=department,
            by=by.name if by else None,
            until=grant.to_at,
        )
        for grant, department, by in found
    ]


def contacts_to_confirm(db: Session, person: Person, now: datetime) -> list[HandoverItem]:
    """The departments with numbers to confirm: their quarter is over, or another kept them."""
    waiting = Counter(department for _, department in to_confirm(db, person, now=now))
    return [
        HandoverItem(
            kind="contacts",
            id=department.id if department else 0,
            role="",
            department=department,
            by=None,
            until=None,
            count=count,
        )
        for department, count in waiting.items()
    ]


Provider = Callable[[Session, Person, datetime], list[HandoverItem]]
PROVIDERS: tuple[Provider, ...] = (grants_to_confirm, contacts_to_confirm)

"""Which tablets are shared, and where."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import Department, Device
from training.people.queries import token_hash


@dataclass(frozen=True, slots=True)
class Tablet:
    """A shared tablet as the page on it knows it."""

    id: int
    label: str
    department_names: dict[str, str]


def tablet_by_token(db: Session, token: str) -> Tablet | None:
    """The tablet that holds this token, unless it was taken off the list."""
    row = db.execute(
        select(Device.id, Device.label, Department.names)
        .join(Department, Department.id == Device.department_id)
        .where(Device.token_hash == token_hash(token), Device.revoked.is_(None))
    ).one_or_none()
    return Tablet(row.id, row.label, row.names) if row else None


def tablets_of(db: Session, departments: Collection[int]) -> Sequence[Device]:
    """The tablets that these departments share now, the newest first."""
    return db.scalars(
        select(Device)
        .where(Device.department_id.in_(departments), Device.revoked.is_(None))
        .order_by(Device.created.desc(), Device.id.desc())
    ).all()

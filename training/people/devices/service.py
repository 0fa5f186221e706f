"""Tablets registered and taken off the list."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training import audit
from training.errors import NotFound
from training.people.models import Device, SignInSession
from training.people.queries import token_hash


def register_tablet(db: Session, department_id: int, label: str, *, by: int, now: datetime) -> str:
    """The token that a tablet holds from now on, kept as its hash only."""
    token = secrets.token_urlsafe(32)
    device = Device(
        token_hash=token_hash(token),
        department_id=department_id,
        label=label,
        by=by,
        created=now,
    )
    db.add(device)
    db.flush()
    facts = {"device": device.id, "department": department_id}
    audit.record(db, "people:device:registered", actor=by, now=now, **facts)
    db.flush()
    return token


def take_off(
    db: Session, device_id: int, departments: Collection[int], *, by: int, now: datetime
) -> None:
    """Make a tablet of these departments an ordinary browser again and sign out whoever is on it.

    Raises `NotFound` for one that is not theirs or was taken off already.
    """
    taken = db.scalar(
        update(Device)
        .where(Device.id == device_id, Device.department_id.in_(departments))
        .where(Device.revoked.is_(None))
        .values(revoked=now)
        .returning(Device.id)
    )
    if taken is None:
        raise NotFound("There is no such tablet on the list.")
    clear(db, device_id, now=now)
    audit.record(db, "people:device:revoked", actor=by, now=now, device=device_id)
    db.flush()


def clear(db: Session, device_id: int, *, now: datetime) -> None:
    """End whatever sign-in is still open on a tablet: one person at a time uses it."""
    db.execute(
        update(SignInSession)
        .where(SignInSession.device_id == device_id, SignInSession.revoked.is_(None))
        .values(revoked=now)
    )

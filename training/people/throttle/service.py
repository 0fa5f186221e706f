"""Tries counted, and forgotten after a success."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from training.db import upsert
from training.people.models import Throttle
from training.people.throttle.delays import REMEMBERED, window_of


def count(db: Session, keys: Collection[str], *, now: datetime) -> None:
    """Count a try under each key. Before it is made, so that many at once are counted too."""
    rows = [{"key": key, "window_start": window_of(now), "count": 1} for key in sorted(keys)]
    new = upsert(db, Throttle).values(rows)
    db.execute(
        new.on_conflict_do_update(
            index_elements=["key", "window_start"], set_={"count": Throttle.count + 1}
        )
    )


def take_back(db: Session, key: str) -> None:
    """Count a try less under a key: it was a good one."""
    last = (
        select(Throttle.id)
        .where(Throttle.key == key, Throttle.count > 0)
        .order_by(Throttle.window_start.desc())
        .limit(1)
    )
    db.execute(
        update(Throttle)
        .where(Throttle.id == last.scalar_subquery())
        .values(count=Throttle.count - 1)
    )


def forget(db: Session, keys: Collection[str]) -> None:
    """Forget every try under these keys."""
    db.execute(delete(Throttle).where(Throttle.key.in_(keys)))


def forget_old(db: Session, *, now: datetime) -> int:
    """How many rows were so old that they no longer count, and are gone."""
    old = delete(Throttle).where(Throttle.window_start <= now - REMEMBERED)
    return len(db.scalars(old.returning(Throttle.id)).all())

"""Messages that leave the system: queued with the act that causes them, sent later by lease."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Insert,
    String,
    Text,
    UniqueConstraint,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.db import Base, Facts, Instant, Key, dialect_of, table_of, upsert_on

LEASE = timedelta(minutes=2)
MOST_TRIES = 12
WAITING = text("done IS NULL AND dead IS NULL")


class OutboxMessage(Base):
    """A kind and ids. The words are made when it is sent."""

    __tablename__ = "training_outbox"

    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[Facts]
    due: Mapped[Instant]
    tries: Mapped[int] = mapped_column(default=0)
    lease: Mapped[Instant | None]
    done: Mapped[Instant | None]
    dead: Mapped[Instant | None]

    __table_args__ = (
        Index(
            "ix_training_outbox_waiting",
            "due",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
    )


class Delivery(Base):
    """One try at sending a message, and the answer it got."""

    __tablename__ = "training_delivery"
    __table_args__ = (UniqueConstraint("outbox_id", "try_number"),)

    id: Mapped[Key]
    outbox_id: Mapped[int] = mapped_column(ForeignKey("training_outbox.id"))
    try_number: Mapped[int]
    at: Mapped[Instant]
    answer: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True, slots=True)
class Message:
    """A message to queue; the same key is queued once."""

    key: str
    kind: str
    due: datetime
    payload: dict[str, Any] = field(default_factory=dict)


def enqueue(db: Session, messages: Iterable[Message]) -> None:
    """Queue messages; those whose key is there already are left alone."""
    rows = [
        {"key": each.key, "kind": each.kind, "payload": each.payload, "due": each.due, "tries": 0}
        # In one order everywhere: two acts that queue the same two would wait for each other.
        for each in sorted(messages, key=lambda each: each.key)
    ]
    if not rows:
        return
    db.execute(_new(dialect_of(db)), rows)


@cache
def _new(dialect: str) -> Insert:
    """Put together once: that costs more than running it."""
    return upsert_on(dialect, table_of(OutboxMessage)).on_conflict_do_nothing(
        index_elements=["key"]
    )


def hand_over(db: Session, messages: Sequence[Message], answer: str, *, now: datetime) -> None:
    """Keep on record what leaves on paper: queued and done with at once, each key once."""
    enqueue(db, messages)
    keys = [each.key for each in messages]
    waiting = select(OutboxMessage).where(OutboxMessage.key.in_(keys), OutboxMessage.done.is_(None))
    for each in db.scalars(waiting):
        each.tries = 1
        sent(db, each, answer, now=now)


def claim(db: Session, *, now: datetime, most: int = 20) -> Sequence[OutboxMessage]:
    """Take up to `most` messages that are due for `LEASE`; the caller commits before sending.

    A worker that dies loses its lease, and another takes the message over.
    """
    free = or_(OutboxMessage.lease.is_(None), OutboxMessage.lease <= now)
    waiting = (
        select(OutboxMessage)
        .where(OutboxMessage.done.is_(None), OutboxMessage.dead.is_(None))
        .where(OutboxMessage.due <= now, free)
        .order_by(OutboxMessage.due, OutboxMessage.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    messages = db.scalars(waiting).all()
    if messages:
        db.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_([each.id for each in messages]))
            .values(lease=now + LEASE, tries=OutboxMessage.tries + 1)
        )
        db.flush()
        for each in messages:
            db.refresh(each)
    return messages


def sent(db: Session, message: OutboxMessage, answer: str, *, now: datetime) -> None:
    """Write down that a message went out; a second word of it changes nothing."""
    _log(db, message, answer, now=now)
    message.done, message.lease = now, None


def failed(db: Session, message: OutboxMessage, answer: str, *, now: datetime) -> None:
    """Write down that a try failed; the next is due in 1, 2, 4 … minutes, at most 6 hours.

    After `MOST_TRIES` the message is dead and waits for a person.
    """
    _log(db, message, answer, now=now)
    message.lease = None
    message.due = now + min(timedelta(minutes=2 ** (message.tries - 1)), timedelta(hours=6))
    if message.tries >= MOST_TRIES:
        message.dead = now


def _log(db: Session, message: OutboxMessage, answer: str, *, now: datetime) -> None:
    db.add(Delivery(outbox_id=message.id, try_number=message.tries, at=now, answer=answer[:500]))

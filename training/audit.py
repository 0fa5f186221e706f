"""Who did what: one row an act, written in the act's own transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.db import Base, BigId, Facts, Instant, Key, Sha256


class AuditEvent(Base):
    """Append-only. `facts` holds plain ids and small values, never answers or free text."""

    __tablename__ = "training_audit"

    id: Mapped[Key]
    at: Mapped[Instant]
    actor: Mapped[int | None]
    """The employee's id; none for the system itself."""
    act: Mapped[str] = mapped_column(String(80))
    """`package:thing:verb`, e.g. `learning:attempt:submitted`."""
    facts: Mapped[Facts]


class AuditSeal(Base):
    """The hash of a run of events over the seal before it. Append-only, written by one sealer."""

    __tablename__ = "training_audit_seal"

    id: Mapped[Key]
    first: Mapped[int] = mapped_column(BigId, unique=True)
    last: Mapped[int] = mapped_column(BigId, unique=True)
    previous: Mapped[Sha256]
    hash: Mapped[Sha256]
    at: Mapped[Instant]


def record(db: Session, act: str, *, actor: int | None, now: datetime, **facts: Any) -> None:
    """Write down an act; if that fails, the act's transaction fails with it."""
    db.add(AuditEvent(at=now, actor=actor, act=act, facts=facts))

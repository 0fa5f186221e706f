"""Who did what: one row an act, written in the act's own transaction, chained soon after."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from training.db import Base, BigId, Facts, Instant, Key, Sha256, table_of


class AuditEvent(Base):
    """Append-only, and the database sees to that.

    `facts` holds plain ids and small values, never answers or free text; the person to whom
    something is done is always the fact `employee`.
    """

    __tablename__ = "training_audit"
    __table_args__ = (Index("ix_training_audit_at", "at"),)

    id: Mapped[Key]
    at: Mapped[Instant]
    actor: Mapped[int | None]
    """The employee's id; none for the system itself."""
    act: Mapped[str] = mapped_column(String(80))
    """`package:thing:verb`, e.g. `learning:attempt:submitted`."""
    facts: Mapped[Facts]


class AuditSeal(Base):
    """Fixes some events and the seal before it. Append-only, written by one sealer.

    Every event is in exactly one seal. See docs/decisions/0006-audit-chain.md.
    """

    __tablename__ = "training_audit_seal"

    id: Mapped[Key]
    first: Mapped[int] = mapped_column(BigId, unique=True)
    last: Mapped[int] = mapped_column(BigId, unique=True)
    rows: Mapped[list[tuple[int, str]]] = mapped_column(JSON)
    """The id and the hash of each event in it, by id."""
    late: Mapped[list[tuple[int, int, str]]] = mapped_column(JSON)
    """From, to and since when: ids below the highest sealed one that may still be committed."""
    previous: Mapped[Sha256] = mapped_column(unique=True)
    hash: Mapped[Sha256] = mapped_column(unique=True)
    at: Mapped[Instant]


def record(db: Session, act: str, *, actor: int | None, now: datetime, **facts: Any) -> None:
    """Write down an act; if that fails, the act's transaction fails with it."""
    row = {"at": now, "actor": actor, "act": act, "facts": facts}
    db.execute(insert(table_of(AuditEvent)), row)

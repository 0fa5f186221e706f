"""What somebody says against a result, and who answers it by name."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key

OPEN = text("closed IS NULL")
STANDS, KEY_WRONG, OTHER = "stands", "key", "other"
OUTCOMES = (STANDS, KEY_WRONG, OTHER)
"""What comes of it: the result is right; the question's key is wrong; something else."""


class Dispute(Base):
    """A result that somebody disputes: under review until it is answered."""

    __tablename__ = "training_dispute"
    __table_args__ = (
        Index(
            "uq_training_dispute_open",
            "attempt_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        CheckConstraint("outcome IN ('stands', 'key', 'other')", name="known_outcome"),
        CheckConstraint(
            "(closed IS NULL) = (outcome IS NULL) AND (closed IS NULL) = (answer IS NULL)",
            name="answered_when_closed",
        ),
    )

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"), index=True)
    item: Mapped[str | None] = mapped_column(String(120))
    """The question it is about; none for the whole result."""
    text: Mapped[str] = mapped_column(Text)
    opened: Mapped[Instant]
    owner_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    """Who answers it."""
    closed: Mapped[Instant | None]
    closed_by: Mapped[int | None]
    outcome: Mapped[str | None] = mapped_column(String(10))
    answer: Mapped[str | None] = mapped_column(Text)
    seen: Mapped[Instant | None]
    """When whoever disputed it had read the answer."""

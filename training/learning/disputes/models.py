"""What somebody says against a result, and who answers it by name."""

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key

OPEN = text("closed IS NULL")


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
    answer: Mapped[str | None] = mapped_column(Text)

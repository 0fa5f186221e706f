"""That a person has helped somebody who did not pass."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key


class Help(Base):
    """Somebody went through a module with a person. Append-only."""

    __tablename__ = "training_help"
    __table_args__ = (
        Index("ix_training_help_enrolment_id", "enrolment_id"),
        CheckConstraint("how IN ('aloud', 'paper', 'interpreter', 'other')", name="known_how"),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"))
    number: Mapped[int]
    """After how many attempts."""
    how: Mapped[str] = mapped_column(String(20))
    by: Mapped[int]
    at: Mapped[Instant]

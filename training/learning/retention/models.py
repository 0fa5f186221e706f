"""What must not be taken away, whatever the retention schedule says."""

from sqlalchemy import CheckConstraint, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key


class LegalHold(Base):
    """From when until when answers are to be kept: somebody's, a module's, or all."""

    __tablename__ = "training_legal_hold"
    __table_args__ = (
        Index("ix_training_legal_hold_kind_subject", "kind", "subject"),
        CheckConstraint("kind IN ('employee', 'module', 'everything')", name="known_kind"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(80))
    """The employee's id, the module's slug, or empty."""
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    from_at: Mapped[Instant]
    to_at: Mapped[Instant | None]
    ended_by: Mapped[int | None]

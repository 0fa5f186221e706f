"""That something is not how it works where somebody works, and what they are answered."""

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key, Slug


class Feedback(Base):
    """What somebody says about a page, and the reply."""

    __tablename__ = "training_feedback"
    __table_args__ = (Index("ix_training_feedback_employee_id", "employee_id"),)

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    page: Mapped[str] = mapped_column(String(200))
    """Its path, without what follows a question mark."""
    module: Mapped[Slug | None]
    part: Mapped[str | None] = mapped_column(String(120))
    """`section:<id>` or `item:<id>` of the module's text, where it is about one."""
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("training_revision.id"))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[Instant]
    reply: Mapped[str | None] = mapped_column(Text)
    replied: Mapped[Instant | None]
    replied_by: Mapped[int | None]
    seen: Mapped[Instant | None]
    """When whoever wrote it had read the reply."""

"""Who must hold which certificate by when."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Slug

STILL_ASSIGNED = text("to_at IS NULL")


class RequirementVersion(Base):
    """A requirement as it stands from an instant on, until the next version begins. Append-only."""

    __tablename__ = "training_requirement_version"
    __table_args__ = (UniqueConstraint("requirement", "n"),)

    id: Mapped[Key]
    requirement: Mapped[Slug]
    n: Mapped[int]
    certificate: Mapped[Slug]
    audience: Mapped[dict[str, Any]] = mapped_column(JSON)
    """See `assignments.audience`: `{"everyone": true}` or `{"departments": ["police", …]}`."""
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    """`{"due": "2026-12-15"}`: the end of that local day."""
    from_at: Mapped[Instant]
    by: Mapped[int | None]


class Assignment(Base):
    """A person in a requirement's audience, from when to when, and their due day."""

    __tablename__ = "training_assignment"
    __table_args__ = (
        UniqueConstraint("employee_id", "requirement", "from_at"),
        Index(
            "uq_training_assignment_open",
            "employee_id",
            "requirement",
            unique=True,
            sqlite_where=STILL_ASSIGNED,
            postgresql_where=STILL_ASSIGNED,
        ),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    requirement: Mapped[Slug]
    certificate: Mapped[Slug]
    from_at: Mapped[Instant]
    to_at: Mapped[Instant | None]
    due: Mapped[Day]

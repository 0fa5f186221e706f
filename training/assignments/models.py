"""Who must hold which certificate by when."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
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
    """See `assignments.audience`."""
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    """See `assignments.rules`: `{"due": "2026-12-15"}` is the end of that local day."""
    from_at: Mapped[Instant]
    by: Mapped[int | None]


class Assignment(Base):
    """A person in a requirement's audience, from when to when, and their due day."""

    __tablename__ = "training_assignment"
    __table_args__ = (
        UniqueConstraint("employee_id", "requirement", "from_at"),
        Index("ix_training_assignment_certificate", "certificate", "employee_id"),
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
    due: Mapped[Day | None]
    """None until OEI has confirmed a day."""


class Extension(Base):
    """Another due day for one person's assignment; the last one counts. Append-only."""

    __tablename__ = "training_extension"

    id: Mapped[Key]
    assignment_id: Mapped[int] = mapped_column(ForeignKey("training_assignment.id"), index=True)
    due: Mapped[Day]
    reason: Mapped[str] = mapped_column(String(300))
    by: Mapped[int]
    at: Mapped[Instant]


class Excuse(Base):
    """Days on which nothing is asked of somebody, as HR says; never why.

    It counts from when it was recorded until it ends, or until it was taken back.
    """

    __tablename__ = "training_excuse"
    __table_args__ = (CheckConstraint("to_day >= from_day", name="ends_after_begin"),)

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    certificate: Mapped[Slug | None]
    """None for all certificates."""
    from_day: Mapped[Day]
    to_day: Mapped[Day]
    """The last day of it."""
    by: Mapped[int]
    at: Mapped[Instant]
    ended: Mapped[Instant | None]
    ended_by: Mapped[int | None]


class Accommodation(Base):
    """What HR has set for somebody's training, such as more time; never why. Append-only.

    The last one of a kind counts; one without a value takes the kind back.
    """

    __tablename__ = "training_accommodation"

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    value: Mapped[str | None] = mapped_column(String(120))
    by: Mapped[int]
    at: Mapped[Instant]

"""Nameless questions months later, and drills: what training brought, not who did what."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Sha256, Slug


class ProbeOffer(Base):
    """That somebody is in a month's sample. Whether they answered it does not say, and what they
    answered is kept without their name.
    """

    __tablename__ = "training_probe_offer"
    __table_args__ = (UniqueConstraint("month", "employee_id"),)

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7))
    """Such as `2026-11`."""
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    """The department for which they were drawn; of somebody in a division, the one above."""
    items: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """`[[module, item, revision id], …]`; none once it was answered or declined, or the month is
    over, which look the same."""


class Probe(Base):
    """A held-out question answered by nobody in particular. Append-only.

    There is no instant, and the id is drawn at random, so that the rows stand in no order.
    """

    __tablename__ = "training_probe"
    __table_args__ = (
        Index("ix_training_probe_month", "month"),
        CheckConstraint("sure IN ('guess', 'fairly', 'sure')", name="known_sure"),
    )

    id: Mapped[Key]
    month: Mapped[str] = mapped_column(String(7))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("training_department.id"))
    """None where so few people were asked that it could tell who answered."""
    module: Mapped[Slug]
    item: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[Sha256]
    right: Mapped[bool]
    sure: Mapped[str] = mapped_column(String(10))


class Exercise(Base):
    """A drill: where, how many took part, and which steps were done. No names. Append-only."""

    __tablename__ = "training_exercise"
    __table_args__ = (
        Index("ix_training_exercise_department_id", "department_id"),
        CheckConstraint("headcount > 0", name="somebody"),
    )

    id: Mapped[Key]
    day: Mapped[Day]
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    site: Mapped[str] = mapped_column(String(120))
    module: Mapped[Slug]
    scenario: Mapped[str] = mapped_column(String(120))
    """What of the module was played: `item:<id>` of a scenario, `section:<id>` of a checklist."""
    headcount: Mapped[int]
    steps: Mapped[list[Any]] = mapped_column(JSON)
    """`[{"step": its words, "done": "done" | "prompted" | "missed"}, …]`."""
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("training_exercise.id"), unique=True)
    """The record in whose place this one stands."""
    by: Mapped[int]
    """Who wrote it down."""
    at: Mapped[Instant]

"""What a person read and answered, pinned to the text they saw."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Instant, Key, Language, Sha256, Slug

OPEN_ENROLMENT = text("closed IS NULL")
UNSUBMITTED = text("submitted IS NULL")


class Enrolment(Base):
    """A person taking a module once, on one revision, as one department sees it."""

    __tablename__ = "training_enrolment"
    __table_args__ = (
        UniqueConstraint("employee_id", "module", "cycle"),
        Index(
            "uq_training_enrolment_open",
            "employee_id",
            "module",
            unique=True,
            sqlite_where=OPEN_ENROLMENT,
            postgresql_where=OPEN_ENROLMENT,
        ),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    module: Mapped[Slug]
    cycle: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    """`full`; deltas and renewals come with the work that needs them."""
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    opened: Mapped[Instant]
    closed: Mapped[Instant | None]


class Reading(Base):
    """A section read, and the hash of the text that was read. Append-only."""

    __tablename__ = "training_reading"
    __table_args__ = (UniqueConstraint("enrolment_id", "section"),)

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"))
    section: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[Sha256]
    at: Mapped[Instant]


class Attempt(Base):
    """One go at a quiz; it pins revision, language, items and their order."""

    __tablename__ = "training_attempt"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "number"),
        Index(
            "uq_training_attempt_unsubmitted",
            "enrolment_id",
            unique=True,
            sqlite_where=UNSUBMITTED,
            postgresql_where=UNSUBMITTED,
        ),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    language: Mapped[Language]
    seed: Mapped[int]
    begun: Mapped[Instant]
    submitted: Mapped[Instant | None]


class AttemptItem(Base):
    """An item that was drawn, where it stands and in which order its options do. Append-only."""

    __tablename__ = "training_attempt_item"
    __table_args__ = (
        UniqueConstraint("attempt_id", "position"),
        UniqueConstraint("attempt_id", "item"),
    )

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"))
    position: Mapped[int]
    """From 1."""
    item: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[Sha256]
    option_order: Mapped[list[int]] = mapped_column(JSON)
    """The options' positions in the source (from 0), in the order shown."""


class Answer(Base):
    """What was answered last; a save with a lower `n` never overwrites one with a higher."""

    __tablename__ = "training_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "item"),)

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"))
    item: Mapped[str] = mapped_column(String(120))
    n: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    """As `answers` says for the question's kind."""
    saved: Mapped[Instant]


class Score(Base):
    """The result of an attempt; a regrade would be the next version. Append-only."""

    __tablename__ = "training_score"
    __table_args__ = (
        UniqueConstraint("attempt_id", "version"),
        CheckConstraint("points >= 0 AND points <= of", name="points_in_range"),
    )

    id: Mapped[Key]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"))
    version: Mapped[int]
    points: Mapped[float]
    of: Mapped[float]
    passed: Mapped[bool]
    at: Mapped[Instant]


class Completion(Base):
    """A module finished: on which revision, as which department, in which language. Append-only."""

    __tablename__ = "training_completion"

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"), unique=True)
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("training_attempt.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    language: Mapped[Language]
    at: Mapped[Instant]

"""What a person read and answered, pinned to the text they saw."""

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, BigId, Day, Instant, Key, Language, Sha256, Slug

OPEN_ENROLMENT = text("closed IS NULL")
UNSUBMITTED = text("submitted IS NULL")
LIMITED = text("submitted IS NULL AND ends IS NOT NULL")
FULL, DELTA, RENEWAL, EVIDENCE = "full", "delta", "renewal", "evidence"
REGRADED = "regraded"
"""The kinds of enrolments."""


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
    """`full`; `delta`: only what changed for them; `renewal`: all of it again, before it expires;
    `evidence`: they took it elsewhere; `regraded`: what they had answered was right after all."""
    parts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Of a delta, what it asks: see `learning.delta`. None: all of it."""
    known: Mapped[list[str] | None] = mapped_column(JSON)
    """The sections that they showed they know, before reading. None: they have not tried."""
    before_id: Mapped[int | None] = mapped_column(ForeignKey("training_knowledge.id"))
    """What they knew of the module when they opened it."""
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
    """Its id; `item:<id>` for a question that a delta has shown."""
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
        # What ran out is asked every minute.
        Index(
            "ix_training_attempt_ends",
            "ends",
            sqlite_where=LIMITED,
            postgresql_where=LIMITED,
        ),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"))
    number: Mapped[int]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    language: Mapped[Language]
    seed: Mapped[int] = mapped_column(BigId)
    begun: Mapped[Instant]
    ends: Mapped[Instant | None]
    """By when it is to be handed in, by the server's clock; none without a limit."""
    submitted: Mapped[Instant | None]
    purged: Mapped[Instant | None]
    """When its answers were taken away, as the City's retention says; the score stays."""


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


class Regrade(Base):
    """Every attempt that asked a question is marked again by the key of a later text."""

    __tablename__ = "training_regrade"

    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("training_act.id"), unique=True)
    module: Mapped[Slug]
    item: Mapped[str] = mapped_column(String(120))
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    """The text with the right key."""
    takes_passes: Mapped[bool]
    """Whether somebody may lose a pass by it: only if the author says so."""
    why: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    second: Mapped[int]
    at: Mapped[Instant]
    people: Mapped[int]
    """How many had been asked it, or knew it, when it was agreed."""
    marked: Mapped[int]
    """How many of them have been looked at."""
    after: Mapped[int]
    """The id of the last person looked at; those with higher ones are left."""
    until: Mapped[Instant | None]
    """Up to when those who handed in later, on the old text, have been looked at too."""
    done: Mapped[Instant | None]


class Score(Base):
    """The result of an attempt; a regrade is the next version. Append-only."""

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
    items: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """By item `[points, of, right, safe]`, which outlasts the answers; none of older ones."""
    regrade_id: Mapped[int | None] = mapped_column(ForeignKey("training_regrade.id"))
    """What made it another than the version before."""
    at: Mapped[Instant]


class Knowledge(Base):
    """All that completing a module once or several times gave credit for. Append-only.

    A chain: each row is one completion and points to what was known before it. Everybody with the
    same past shares a row, so that what 7,000 people owe is worked out a few dozen times.
    """

    __tablename__ = "training_knowledge"

    id: Mapped[Key]
    sha256: Mapped[Sha256] = mapped_column(unique=True)
    """Of all the others, and of the row before it: see `learning.knowledge`."""
    before_id: Mapped[int | None] = mapped_column(ForeignKey("training_knowledge.id"))
    module: Mapped[Slug]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    department: Mapped[Slug]
    """As which department it was completed."""
    language: Mapped[Language]
    parts: Mapped[list[str] | None] = mapped_column(JSON)
    """Of a delta, the parts that it asked; none for all that the department reads."""
    held: Mapped[list[str] | None] = mapped_column(JSON)
    """The parts that were withdrawn then: nobody read them."""


class Evidence(Base):
    """Training that was recorded elsewhere: who says so, and what shows it. Append-only."""

    __tablename__ = "training_evidence"

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    module: Mapped[Slug]
    kind: Mapped[str] = mapped_column(String(20))
    """`elsewhere` or `classroom`."""
    day: Mapped[Day]
    """When it was taken."""
    what: Mapped[str] = mapped_column(String(300))
    """What shows it, such as the other system's record number."""
    blob_sha256: Mapped[Sha256 | None] = mapped_column(ForeignKey("training_blob.sha256"))
    by: Mapped[int]
    second: Mapped[int]
    at: Mapped[Instant]


class Completion(Base):
    """A module finished: on which revision, as which department, in which language. Append-only."""

    __tablename__ = "training_completion"
    __table_args__ = (
        # All that is asked of a million people at once, so that no row has to be looked at.
        Index("ix_training_completion_who", "module", "employee_id", "at", "knowledge_id"),
    )

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("training_enrolment.id"), unique=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    """As the enrolment's: who was current when is asked of a million people at once."""
    module: Mapped[Slug]
    """As the enrolment's."""
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("training_attempt.id"))
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("training_evidence.id"))
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    language: Mapped[Language]
    knowledge_id: Mapped[int] = mapped_column(ForeignKey("training_knowledge.id"))
    at: Mapped[Instant]


class Acknowledgement(Base):
    """Somebody has read a bulletin. Append-only."""

    __tablename__ = "training_acknowledgement"
    __table_args__ = (UniqueConstraint("bulletin_id", "employee_id"),)

    id: Mapped[Key]
    bulletin_id: Mapped[int] = mapped_column(ForeignKey("training_bulletin.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    at: Mapped[Instant]

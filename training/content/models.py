"""Published text: immutable revisions addressed by the hash of their canonical source."""

from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Language, Sha256, Slug


class Blob(Base):
    """Bytes by their SHA-256: source text and images; certificates' PDFs too. Append-only."""

    __tablename__ = "training_blob"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    type: Mapped[str] = mapped_column(String(80))
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class Revision(Base):
    """One published state of a module with all of it, a certificate or the City's files.

    Append-only.
    """

    __tablename__ = "training_revision"
    __table_args__ = (
        UniqueConstraint("kind", "slug", "number"),
        Index("ix_training_revision_sha256", "sha256"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    """`module`, `certificate` or `city`."""
    slug: Mapped[Slug]
    number: Mapped[int]
    sha256: Mapped[Sha256]
    """Of the canonical source; not unique, because a roll-back publishes the same text again."""
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    """`{"files": {path: sha256}, …}`, enough to export the source again; a file is a blob.

    `canonical`: {path: hash of its canonical text}; `needs`: the roles that approve it; `images`:
    {path: {"sha256", "type", "shown", "width", "height", "widths": {"480": sha256}}}; `reason`:
    why; `restores`: the number of the revision whose text came back; of a module `departments`: all
    that it names, `was`: {part: [the parts it was made from]}, and the `unasked`, its questions
    that no attempt counts.
    """
    published: Mapped[Instant]
    by: Mapped[int | None]
    second: Mapped[int | None]

    @property
    def short(self) -> str:
        """The first characters of the hash, as certificates print it."""
        return self.sha256[:12]


class Approval(Base):
    """A reviewer's word on one exact text, published or proposed. Append-only."""

    __tablename__ = "training_approval"
    __table_args__ = (UniqueConstraint("kind", "slug", "sha256", "role", "by"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[Slug]
    sha256: Mapped[Sha256]
    """Of the package that was read; the same text published again is approved already."""
    role: Mapped[str] = mapped_column(String(20))
    by: Mapped[int]
    at: Mapped[Instant]


class Hold(Base):
    """A part withdrawn at once, or given back: `set`, then `lifted`. Append-only."""

    __tablename__ = "training_hold"
    __table_args__ = (
        Index("ix_training_hold_kind_slug", "kind", "slug"),
        CheckConstraint("what IN ('set', 'lifted')", name="set_or_lifted"),
        CheckConstraint("by <> second", name="two_people"),
    )

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[Slug]
    part: Mapped[str] = mapped_column(String(120))
    """`section:<id>`; items that cover it are held with it."""
    what: Mapped[str] = mapped_column(String(10))
    at: Mapped[Instant]
    by: Mapped[int]
    second: Mapped[int]
    reason: Mapped[str] = mapped_column(Text)


class Comment(Base):
    """A remark on a line of one exact text. Append-only.

    `privileged`: between the City Attorney, OEI and the authors; it leaves no other way.
    """

    __tablename__ = "training_comment"
    __table_args__ = (Index("ix_training_comment_kind_slug_sha256", "kind", "slug", "sha256"),)

    id: Mapped[Key]
    kind: Mapped[str] = mapped_column(String(20))
    slug: Mapped[Slug]
    sha256: Mapped[Sha256]
    path: Mapped[str] = mapped_column(String(300))
    line: Mapped[int]
    by: Mapped[int]
    at: Mapped[Instant]
    privileged: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)


class Draft(Base):
    """What an author has sent and not proposed yet: theirs alone, until proposed or discarded."""

    __tablename__ = "training_draft"

    id: Mapped[Key]
    by: Mapped[int] = mapped_column(index=True)
    at: Mapped[Instant]
    """When it was last changed."""
    note: Mapped[str] = mapped_column(String(300))
    """What was sent, as its author will know it again."""
    files: Mapped[dict[str, str | None]] = mapped_column(JSON)
    """Blobs by path, put over what is in force; none for a file that is to go."""
    before: Mapped[list[list[str]]] = mapped_column(JSON)
    """Kind, slug and hash of everything that was in force when the author began."""


class RevisionPart(Base):
    """The hash of a section or item as one department sees it in one language. Append-only.

    `department` is a slug, and none for the text that all the others see.
    """

    __tablename__ = "training_revision_part"
    __table_args__ = (
        UniqueConstraint("revision_id", "part", "department", "language"),
        Index(
            "uq_training_revision_part_default",
            "revision_id",
            "part",
            "language",
            unique=True,
            sqlite_where=text("department IS NULL"),
            postgresql_where=text("department IS NULL"),
        ),
    )

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    part: Mapped[str] = mapped_column(String(120))
    """`section:<id>` or `item:<id>`."""
    department: Mapped[Slug | None]
    language: Mapped[Language]
    sha256: Mapped[Sha256]
    """Of the text; empty where a department does not read what all the others do."""


class LabelledChange(Base):
    """What a revision asks of those who know the older text of a unit. Append-only.

    One row for each unit, department, language and cause: see `content.labels.Labelled`.
    """

    __tablename__ = "training_change"
    __table_args__ = (
        UniqueConstraint("revision_id", "part", "department", "language", "cause"),
        Index(
            "uq_training_change_default",
            "revision_id",
            "part",
            "language",
            "cause",
            unique=True,
            sqlite_where=text("department IS NULL"),
            postgresql_where=text("department IS NULL"),
        ),
        CheckConstraint("label IN ('wording', 'reread', 'retest')", name="known_label"),
    )

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    part: Mapped[str] = mapped_column(String(120))
    """`section:<id>` or `item:<id>`."""
    department: Mapped[Slug | None]
    language: Mapped[Language]
    label: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(300))
    """What changed, as the author was shown it; several units may change by one cause."""
    reason: Mapped[str] = mapped_column(Text)
    due: Mapped[Day | None]
    wrong_key: Mapped[bool]
    """The key was wrong: only those whose answer is wrong now are asked."""


class Clause(Base):
    """A clause of law or policy that a unit of a revision rests on. Append-only."""

    __tablename__ = "training_clause"
    __table_args__ = (
        UniqueConstraint("revision_id", "part", "clause"),
        Index("ix_training_clause_clause", "clause"),
    )

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    part: Mapped[str] = mapped_column(String(120))
    clause: Mapped[str] = mapped_column(String(120))
    """As its author wrote it: `R-18-7 §2`."""


class Bulletin(Base):
    """One screen for the night that a rule changes, shown at the next sign-in. Append-only."""

    __tablename__ = "training_bulletin"

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    """Of the module whose change it tells of: who must know that module is shown it."""
    texts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """By language, English and Spanish: `{"title", "was", "now"}`, plain text with paragraphs."""
    from_at: Mapped[Instant]
    to_at: Mapped[Instant | None]
    """When it ends being shown; it stays on record."""
    by: Mapped[int]
    second: Mapped[int]

"""What is left of answers that were taken away: how many answered how, and nobody's name."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Key, Language, Sha256, Slug


class Tally(Base):
    """So many first attempts that answered a question alike. Append-only."""

    __tablename__ = "training_tally"
    __table_args__ = (Index("ix_training_tally_module_item", "module", "item"),)

    id: Mapped[Key]
    module: Mapped[Slug]
    item: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[Sha256]
    """Of the question's words, in its language."""
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    language: Mapped[Language]
    share: Mapped[float]
    """What the question brought, 0 to 1."""
    rest: Mapped[float | None]
    """What all the attempt's other questions brought together, 0 to 1, in hundredths; none where
    there was no other."""
    chosen: Mapped[Any] = mapped_column(JSON)
    """What was chosen, by positions in the source; none of what was typed."""
    seconds: Mapped[int | None]
    """How long each of them took, as roughly as `measures.rough_seconds`; none where nothing was
    answered."""
    people: Mapped[int]

"""A question now and then after somebody was certified, with feedback and without a penalty."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Language, Sha256, Slug


class CheckIn(Base):
    """One question, some time after a certificate was issued."""

    __tablename__ = "training_check_in"
    __table_args__ = (UniqueConstraint("credential_id", "n"),)

    id: Mapped[Key]
    credential_id: Mapped[int] = mapped_column(ForeignKey("training_credential.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    """As the certificate's."""
    n: Mapped[int]
    """From 1: after a week, a month, three months, six months."""
    module: Mapped[Slug]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    item: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[Sha256]
    language: Mapped[Language]
    option_order: Mapped[list[int]] = mapped_column(JSON)
    due: Mapped[Day]
    """From which day on it is offered."""
    value: Mapped[Any] = mapped_column(JSON, nullable=True)
    """As `learning.answers` says; a scenario's way so far."""
    answered: Mapped[Instant | None]

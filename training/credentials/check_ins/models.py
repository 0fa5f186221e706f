"""A question now and then after somebody was certified, with feedback and without a penalty."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Language, Sha256, Slug


class CheckIn(Base):
    """One question, some time after a certificate was issued.

    It is offered first; which question it is, is drawn when its person opens it.
    """

    __tablename__ = "training_check_in"
    __table_args__ = (UniqueConstraint("credential_id", "n"),)

    id: Mapped[Key]
    credential_id: Mapped[int] = mapped_column(ForeignKey("training_credential.id"))
    """The certificate that they held when it was offered."""
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"), index=True)
    """As the certificate's."""
    department_id: Mapped[int] = mapped_column(ForeignKey("training_department.id"))
    """Where they worked when it was offered."""
    n: Mapped[int]
    """From 1: after a week, a month, three months, six months; see `timetable`."""
    due: Mapped[Day] = mapped_column(index=True)
    """From which day on it is offered."""
    put_off: Mapped[Instant | None]
    """When somebody last said: not now."""
    module: Mapped[Slug | None]
    """None until a question is drawn; so are the next five."""
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("training_revision.id"))
    item: Mapped[str | None] = mapped_column(String(120))
    sha256: Mapped[Sha256 | None]
    language: Mapped[Language | None]
    option_order: Mapped[list[int] | None] = mapped_column(JSON)
    value: Mapped[Any] = mapped_column(JSON, nullable=True)
    """As `learning.answers` says; a scenario's way so far."""
    answered: Mapped[Instant | None]
    right: Mapped[bool | None]
    """Whether the answer was wholly right; none while there is none."""

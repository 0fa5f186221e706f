"""Certificates issued: their facts at issue, what they rest on, and their rendered form."""

from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from training.db import Base, Day, Instant, Key, Language, Sha256, Slug


class Credential(Base):
    """One certificate issued to one person. Append-only."""

    __tablename__ = "training_credential"
    __table_args__ = (
        UniqueConstraint("employee_id", "certificate", "basis_sha256", "reissue"),
        Index("ix_training_credential_certificate", "certificate", "employee_id"),
    )

    id: Mapped[Key]
    employee_id: Mapped[int] = mapped_column(ForeignKey("training_employee.id"))
    certificate: Mapped[Slug]
    revision_id: Mapped[int] = mapped_column(ForeignKey("training_revision.id"))
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What the certificate says, pinned for ever; see `credentials.facts`."""
    facts_sha256: Mapped[Sha256]
    basis_sha256: Mapped[Sha256]
    """Of the completions it rests on, so that the same basis is certified once."""
    reissue: Mapped[int] = mapped_column(default=0)
    """0, or the credential that this one renewed on the same completions."""
    pilot: Mapped[bool]
    """Issued while a reviewer's word was missing; reports never count it as certified."""
    issued: Mapped[Instant]
    expires: Mapped[Day | None]
    asked_since: Mapped[Day | None]
    """From which day on its check-ins are counted; a change of the text counts from no new day."""
    replaces_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_credential.id"), unique=True
    )

    @property
    def modules(self) -> frozenset[str]:
        """The modules it was issued for."""
        return frozenset(each["slug"] for each in self.facts["modules"])


class CredentialBasis(Base):
    """A completion that a credential rests on. Append-only."""

    __tablename__ = "training_credential_basis"
    __table_args__ = (UniqueConstraint("credential_id", "completion_id"),)

    id: Mapped[Key]
    credential_id: Mapped[int] = mapped_column(ForeignKey("training_credential.id"))
    completion_id: Mapped[int] = mapped_column(ForeignKey("training_completion.id"))


class CredentialEvent(Base):
    """What became of a credential after its issue. Append-only."""

    __tablename__ = "training_credential_event"
    __table_args__ = (
        UniqueConstraint("credential_id", "kind"),
        CheckConstraint("kind IN ('revoked')", name="known_kind"),
    )

    id: Mapped[Key]
    credential_id: Mapped[int] = mapped_column(ForeignKey("training_credential.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[int]
    second: Mapped[int]
    at: Mapped[Instant]


class Document(Base):
    """A credential's rendered form, made once and kept. Append-only."""

    __tablename__ = "training_document"
    __table_args__ = (UniqueConstraint("credential_id", "form", "language"),)

    id: Mapped[Key]
    credential_id: Mapped[int] = mapped_column(ForeignKey("training_credential.id"))
    form: Mapped[str] = mapped_column(String(20))
    language: Mapped[Language]
    blob_sha256: Mapped[Sha256] = mapped_column(ForeignKey("training_blob.sha256"))
    at: Mapped[Instant]

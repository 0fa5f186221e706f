"""Reading what was issued."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.models import Blob
from training.credentials.models import Credential, Document
from training.credentials.serials import read_serial

PDF = "certificate"
"""The form of a document that is the certificate's PDF."""


def by_serial(db: Session, serial: str) -> Credential | None:
    """The certificate with this serial, typed in any case and spacing."""
    return db.scalar(select(Credential).where(Credential.serial == read_serial(serial)))


def of_employee(db: Session, employee_id: int) -> Sequence[Credential]:
    """A person's certificates, the latest first."""
    return db.scalars(
        select(Credential)
        .where(Credential.employee_id == employee_id)
        .order_by(Credential.issued.desc(), Credential.id.desc())
    ).all()


def stored_pdf(db: Session, credential_id: int, language: str) -> bytes | None:
    """The PDF that was rendered once, or none when nobody has asked for it yet."""
    return db.scalar(
        select(Blob.bytes)
        .join(Document, Document.blob_sha256 == Blob.sha256)
        .where(
            Document.credential_id == credential_id,
            Document.form == PDF,
            Document.language == language,
        )
    )

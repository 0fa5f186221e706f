"""Reading what was issued."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.content.models import Blob, Revision
from training.credentials.models import Credential, CredentialBasis, CredentialEvent, Document
from training.credentials.serials import read_serial
from training.db import BigId

REVOKED = "revoked"
PDF = "certificate"
"""The form of a document that is the certificate's PDF."""


# Built once: putting a statement together costs more than running it.
_THEIRS = (
    select(Credential)
    .where(Credential.employee_id == bindparam("employee_id"))
    .order_by(Credential.issued.desc(), Credential.id.desc())
)


def by_serial(db: Session, serial: str) -> Credential | None:
    """The certificate with this serial, typed in any case and spacing."""
    return db.scalar(select(Credential).where(Credential.serial == read_serial(serial)))


def of_employee(db: Session, employee_id: int) -> Sequence[Credential]:
    """A person's certificates, the latest first."""
    return db.scalars(_THEIRS, {"employee_id": employee_id}).all()


class Held(NamedTuple):
    """A certificate that none has replaced, and when it was revoked, if it was."""

    credential: Credential
    revoked: datetime | None

    def ended(self, today: date) -> bool:
        """Whether it is worth nothing any more: revoked, or expired."""
        expires = self.credential.expires
        return self.revoked is not None or (expires is not None and expires < today)


class InForce(NamedTuple):
    """Everything in force, and what somebody holds of it."""

    revisions: list[Revision]
    held: dict[str, Held]
    """By certificate."""

    def of(self, kind: str) -> list[Revision]:
        """The revisions of a kind, by slug."""
        return [each for each in self.revisions if each.kind == kind]


def in_force_and_held(db: Session, employee_id: int) -> InForce:
    """Every revision in force, and what a person holds of each certificate; one statement."""
    rows = db.execute(_IN_FORCE, {"employee_id": employee_id}).all()
    found = {row[1].certificate: Held(row[1], row[2]) for row in rows if row[1] is not None}
    return InForce(list(dict.fromkeys(row[0] for row in rows)), found)


def _in_force() -> Select[Revision, Credential, datetime]:
    last = (
        select(Revision.kind, Revision.slug, func.max(Revision.number).label("number"))
        .group_by(Revision.kind, Revision.slug)
        .subquery()
    )
    newest = (Revision.kind == last.c.kind) & (Revision.slug == last.c.slug)
    newer = aliased(Credential, name="newer")
    replaced = exists().where(newer.replaces_id == Credential.id).correlate(Credential)
    owner = Credential.employee_id == bindparam("employee_id", type_=BigId)
    revoked = CredentialEvent.credential_id == Credential.id
    return (
        select(Revision, Credential, CredentialEvent.at)
        .join(last, newest & (Revision.number == last.c.number))
        .outerjoin(
            Credential,
            owner
            & (Credential.certificate == Revision.slug)
            & (Revision.kind == "certificate")
            & ~replaced,
        )
        .outerjoin(CredentialEvent, revoked & (CredentialEvent.kind == REVOKED))
        .order_by(Revision.kind, Revision.slug, Credential.id)
    )


# Built once: putting it together costs more than running it.
_IN_FORCE = _in_force()


class Fate(NamedTuple):
    """What became of a certificate: the serial of the one that replaced it, and its revocation."""

    replaced_by: str | None
    revoked: datetime | None


def completions_of(db: Session, credential_id: int) -> Sequence[int]:
    """The ids of the completions that a certificate rests on."""
    mine = select(CredentialBasis.completion_id)
    return db.scalars(mine.where(CredentialBasis.credential_id == credential_id)).all()


def fate_of(db: Session, credential: Credential) -> Fate:
    """What became of a certificate after its issue; one statement."""
    newer = aliased(Credential, name="newer")
    revoked = CredentialEvent.credential_id == Credential.id
    row = db.execute(
        select(newer.serial, CredentialEvent.at)
        .select_from(Credential)
        .outerjoin(newer, newer.replaces_id == Credential.id)
        .outerjoin(CredentialEvent, revoked & (CredentialEvent.kind == REVOKED))
        .where(Credential.id == credential.id)
    ).one()
    return Fate(*row)


def last_revoked(db: Session, most: int) -> list[tuple[Credential, CredentialEvent]]:
    """The certificates that were revoked last, the latest first."""
    rows = db.execute(
        select(Credential, CredentialEvent)
        .join(CredentialEvent, CredentialEvent.credential_id == Credential.id)
        .where(CredentialEvent.kind == REVOKED)
        .order_by(CredentialEvent.at.desc(), CredentialEvent.id.desc())
        .limit(most)
    )
    return [(credential, event) for credential, event in rows]


class Checked(NamedTuple):
    """A certificate as whoever checks it may know it: itself, what became of it, its files."""

    credential: Credential
    replaced: bool
    revoked: datetime | None
    files: tuple[str, ...]
    """The hashes of the PDFs that were made of it."""


def checked(db: Session, serial: str) -> Checked | None:
    """What there is to know of a serial, typed in any case and spacing; one statement."""
    rows = db.execute(_CHECKED, {"serial": read_serial(serial)}).all()
    if not rows:
        return None
    credential, newer, revoked, _file = rows[0]
    files = tuple(sorted({row[3] for row in rows if row[3]}))
    return Checked(credential, newer is not None, revoked, files)


def serial_of_file(db: Session, sha256: str) -> str | None:
    """The serial of the certificate whose PDF has this hash; none for a file that is not ours."""
    mine = select(Credential.serial).join(Document, Document.credential_id == Credential.id)
    return db.scalar(mine.where(Document.form == PDF, Document.blob_sha256 == sha256))


def _checked() -> Select[Credential, int, datetime, str]:
    newer = aliased(Credential, name="newer")
    revoked = CredentialEvent.credential_id == Credential.id
    made = (Document.credential_id == Credential.id) & (Document.form == PDF)
    return (
        select(Credential, newer.id, CredentialEvent.at, Document.blob_sha256)
        .outerjoin(newer, newer.replaces_id == Credential.id)
        .outerjoin(CredentialEvent, revoked & (CredentialEvent.kind == REVOKED))
        .outerjoin(Document, made)
        .where(Credential.serial == bindparam("serial"))
    )


# Built once: putting it together costs more than running it.
_CHECKED = _checked()


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

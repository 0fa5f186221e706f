"""Issuing certificates and rendering them once."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from training.audit import record
from training.config import Config
from training.content.models import Blob, Revision
from training.credentials.drawing import draw_certificate
from training.credentials.facts import CertificateFacts, basis_sha256, facts_sha256
from training.credentials.models import Credential, CredentialBasis, CredentialEvent, Document
from training.credentials.queries import PDF, REVOKED, stored_pdf
from training.db import dialect_of, table_of, upsert, upsert_on
from training.errors import NotReady
from training.text import translator


def ensure_can_issue(config: Config) -> None:
    """Raises `NotReady` unless our public address is set: QR codes are printed for ever."""
    if not config.public_url:
        raise NotReady(
            "No certificate can be issued yet: set TRAINING_PUBLIC_URL to the address at which "
            "people will check certificates, because it is printed on each of them."
        )


def issue(
    db: Session,
    *,
    employee_id: int,
    certificate: Revision,
    facts: CertificateFacts,
    completion_ids: Sequence[int],
    pilot: bool,
    replaces: Credential | None = None,
    asked_since: date | None = None,
    now: datetime,
) -> Credential | None:
    """The new certificate in two statements, or none when the same basis is certified already.

    `replaces` is the one that it takes the place of: on its own basis only where it was a pilot and
    this is none, under another name, or where answers to check-ins renew it, which count from
    `asked_since` on.
    """
    values = facts.to_dict()
    basis_hash = basis_sha256(certificate.slug, completion_ids)
    same = replaces is not None and replaces.basis_sha256 == basis_hash
    better = replaces is not None and replaces.pilot and not pilot
    renamed = replaces is not None and replaces.facts["name"] != facts.name
    anew = better or renamed or bool(facts.check_ins)
    row = {
        "employee_id": employee_id,
        "certificate": certificate.slug,
        "revision_id": certificate.id,
        "serial": facts.serial,
        "facts": values,
        "facts_sha256": facts_sha256(values),
        "basis_sha256": basis_hash,
        "reissue": replaces.id if replaces and same and anew else 0,
        "pilot": pilot,
        "issued": now,
        "expires": facts.expires,
        "asked_since": asked_since,
        "replaces_id": replaces.id if replaces else None,
    }
    credential: Credential | None = db.scalar(_new(dialect_of(db)), row)
    if credential is None:
        return None
    basis = [{"credential_id": credential.id, "completion_id": each} for each in completion_ids]
    if basis:
        db.execute(insert(table_of(CredentialBasis)), basis)
    return credential


@cache
def _new(dialect: str) -> ReturningInsert[Credential]:
    """Put together once: that costs more than running it."""
    same = ["employee_id", "certificate", "basis_sha256", "reissue"]
    new = upsert_on(dialect, Credential).on_conflict_do_nothing(index_elements=same)
    return new.returning(Credential)


def revoke(
    db: Session, credential: Credential, reason: str, *, by: int, second: int, now: datetime
) -> None:
    """Say that a certificate counts for nothing any more; the caller has locked its holder."""
    db.add(
        CredentialEvent(
            credential_id=credential.id,
            kind=REVOKED,
            reason=reason,
            by=by,
            second=second,
            at=now,
        )
    )
    facts = {"employee": credential.employee_id, "serial": credential.serial}
    record(db, "credentials:credential:revoked", actor=second, now=now, **facts)
    db.flush()


def render_pdf(credential: Credential, language: str, *, verify_url: str) -> bytes:
    """A certificate drawn in a language, for `keep_pdf`: slow, and without the database."""
    facts = CertificateFacts.from_dict(credential.facts)
    return draw_certificate(facts, translator(language), verify_url)


def keep_pdf(
    db: Session, credential_id: int, language: str, data: bytes, *, now: datetime
) -> bytes:
    """The certificate's PDF from now on: these bytes, or those that somebody kept before."""
    if _store(db, credential_id, language, data, now=now):
        return data
    return stored_pdf(db, credential_id, language) or data


def _store(db: Session, credential_id: int, language: str, data: bytes, *, now: datetime) -> bool:
    """Whether these bytes are now the document; false when there was one before them."""
    if stored_pdf(db, credential_id, language) is not None:
        return False
    sha256 = hashlib.sha256(data).hexdigest()
    db.execute(
        upsert(db, Blob)
        .values(sha256=sha256, type="application/pdf", bytes=data)
        .on_conflict_do_nothing(index_elements=["sha256"])
    )
    kept = db.scalar(
        upsert(db, Document)
        .values(
            credential_id=credential_id, form=PDF, language=language, blob_sha256=sha256, at=now
        )
        .on_conflict_do_nothing(index_elements=["credential_id", "form", "language"])
        .returning(Document.id)
    )
    return kept is not None

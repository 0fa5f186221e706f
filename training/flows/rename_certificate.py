"""A certificate under the name that its holder has by now."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.config import Config
from training.content.models import Revision
from training.credentials.facts import CertificateFacts
from training.credentials.models import Credential
from training.credentials.queries import completions_of, fate_of
from training.credentials.serials import new_serial
from training.credentials.service import ensure_can_issue, issue
from training.errors import Conflict
from training.people.queries import Person
from training.people.service import lock


def rename_certificate(
    db: Session, person: Person, credential: Credential, *, now: datetime, config: Config
) -> Credential:
    """The new certificate: all as on the old one, which it replaces, but for name and number.

    Raises `Conflict` where the name is the same, or the certificate is revoked or replaced.
    """
    ensure_can_issue(config)
    lock(db, person.id)
    facts = CertificateFacts.from_dict(credential.facts)
    fate = fate_of(db, credential)
    if facts.name == person.name or fate.revoked or fate.replaced_by:
        raise Conflict("There is nothing to change on this certificate.")
    renamed = issue(
        db,
        employee_id=person.id,
        certificate=db.get_one(Revision, credential.revision_id),
        facts=replace(facts, serial=new_serial(), name=person.name, issued=now),
        completion_ids=completions_of(db, credential.id),
        pilot=credential.pilot,
        replaces=credential,
        asked_since=credential.asked_since,
        now=now,
    )
    if renamed is None:
        raise Conflict("There is nothing to change on this certificate.")
    serials = {"was": credential.serial, "serial": renamed.serial}
    record(db, "credentials:credential:renamed", actor=person.id, now=now, **serials)
    return renamed

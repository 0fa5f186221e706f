"""Ask for a certificate to be revoked; a second person agrees."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.credentials.models import Credential
from training.credentials.queries import by_serial, fate_of
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person

REVOKE = "revoke-certificate"
"""The kind of act."""
MAY_REVOKE = frozenset({"hr", "administrator"})
LONGEST = 500
"""Letters of a reason."""


def propose_revocation(db: Session, serial: str, reason: str, *, by: Person, now: datetime) -> Act:
    """What waits for a second person: that a certificate counts for nothing any more, and why.

    Raises `NotFound`, `NotAllowed` for others than HR and administrators and for one's own,
    `InputRefused` without a reason, and `Conflict` for one that is revoked or replaced already.
    """
    credential = by_serial(db, serial)
    if credential is None:
        raise NotFound("No certificate has this number. Compare it with the paper.")
    refuse_revokers(by, credential)
    refuse_ended(db, credential)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST:
        raise InputRefused("Say in a sentence or two why it is revoked.")
    params = {"credential": credential.id, "reason": reason}
    return ask(db, REVOKE, credential.serial, params, by=by.id, now=now)


def refuse_revokers(person: Person, credential: Credential) -> None:
    """Raise `NotAllowed` for others than HR and administrators, and for one's own certificate."""
    if not person.roles & MAY_REVOKE:
        raise NotAllowed("Certificates are revoked by Human Resources and administrators.")
    if credential.employee_id == person.id:
        raise NotAllowed("It is your own certificate: somebody else has to do this.")


def refuse_ended(db: Session, credential: Credential) -> None:
    """Raise `Conflict` for a certificate that is worth nothing already."""
    fate = fate_of(db, credential)
    if fate.revoked:
        raise Conflict("This certificate is revoked already.")
    if fate.replaced_by:
        raise Conflict("A newer certificate has replaced this one; revoke that one instead.")

"""The second person agrees that a certificate is revoked, or does not."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.credentials.messages import certificate_revoked
from training.credentials.models import Credential
from training.credentials.service import revoke
from training.errors import NotFound
from training.flows.propose_revocation import REVOKE, refuse_ended, refuse_revokers
from training.outbox import enqueue
from training.people.acts.service import decide
from training.people.models import Act
from training.people.queries import Person
from training.people.service import lock


def decide_revocation(
    db: Session, act_id: int, *, second: Person, agrees: bool, now: datetime
) -> Credential | None:
    """The certificate, revoked; none when it was refused or taken back.

    Raises `NotFound`, `NotAllowed` for whoever asked, for its holder and for others than HR and
    administrators, `Conflict` when it is decided, revoked or replaced already.
    """
    act = db.get(Act, act_id)
    if act is None or act.kind != REVOKE:
        raise NotFound("There is no such act to decide.")
    credential = db.get_one(Credential, act.params["credential"])
    refuse_revokers(second, credential)
    lock(db, credential.employee_id)
    decide(db, act_id, REVOKE, second=second.id, agrees=agrees, now=now)
    if not agrees:
        return None
    refuse_ended(db, credential)
    reason = act.params["reason"]
    revoke(db, credential, reason, by=act.by, second=second.id, now=now)
    enqueue(db, [certificate_revoked(credential.id, now=now)])
    return credential

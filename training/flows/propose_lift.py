"""Ask for a withdrawn section to be given back; an approver agrees."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.holds.queries import LIFT, holds_in_force
from training.errors import Conflict, InputRefused, Said
from training.flows.propose_hold import refuse_strangers
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person


def propose_lift(
    db: Session, slug: str, section: str, *, reason: str, by: Person, now: datetime
) -> Act:
    """The proposal to give a section back to its readers, waiting for an approver.

    Raises `NotAllowed` for others than OEI's administrators and legal reviewers and `Conflict`
    when it is not on hold.
    """
    refuse_strangers(by)
    if not reason.strip():
        raise InputRefused("Say why it may be followed again.")
    if section not in holds_in_force(db, slug):
        raise Conflict(Said("“{section}” is not on hold.", section=section))
    params: dict[str, object] = {"slug": slug, "section": section, "reason": reason.strip()}
    params["asked_by_administrator"] = "administrator" in by.roles
    return ask(db, LIFT, f"{slug}#{section}"[:120], params, by=by.id, now=now)

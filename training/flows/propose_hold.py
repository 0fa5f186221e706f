"""Ask for a section to be withdrawn at once; an approver agrees."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.holds.queries import HOLD, holds_in_force
from training.content.placed import SECTION
from training.content.queries import parts_ever
from training.errors import Conflict, InputRefused, NotAllowed, NotFound, Said
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person


def propose_hold(
    db: Session, slug: str, section: str, *, reason: str, by: Person, now: datetime
) -> Act:
    """The proposal to tell everybody not to follow a section, waiting for an approver.

    Raises `NotAllowed` for others than OEI's administrators and legal reviewers, `NotFound` for a
    section that nobody reads, `Conflict` when it is on hold already.
    """
    refuse_strangers(by)
    if not reason.strip():
        raise InputRefused("Say what is wrong with it.")
    # Whoever began with an older revision still reads its sections.
    if SECTION + section not in parts_ever(db, slug)[0]:
        raise NotFound(Said("“{slug}” has no section “{section}”.", slug=slug, section=section))
    if section in holds_in_force(db, slug):
        raise Conflict(Said("“{section}” is on hold already.", section=section))
    params: dict[str, object] = {"slug": slug, "section": section, "reason": reason.strip()}
    params["asked_by_administrator"] = "administrator" in by.roles
    return ask(db, HOLD, f"{slug}#{section}"[:120], params, by=by.id, now=now)


def refuse_strangers(person: Person) -> None:
    """Raise `NotAllowed` for others than OEI's administrators and legal reviewers."""
    if not person.roles & {"administrator", "legal"}:
        raise NotAllowed("Sections are put on hold by administrators and legal reviewers.")

"""Ask for every answer to a question to be marked again by its corrected key."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.errors import Conflict, InputRefused, NotAllowed
from training.flows.propose_content import LONGEST_SUBJECT, MAY_PUBLISH
from training.learning.regrading.corrected.queries import Corrected, corrected
from training.learning.regrading.recorded.queries import REGRADE, regrades, regrades_waiting
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person


def propose_regrade(
    db: Session,
    module: str,
    item: str,
    *,
    takes_passes: bool,
    why: str,
    by: Person,
    now: datetime,
) -> Act:
    """The proposal to mark a question again, waiting for a second person.

    `takes_passes`: whoever passed only by the wrong key loses the pass; else nobody does. Raises
    `NotAllowed` for others than authors and administrators, `NotFound` for a module that there is
    not, `Conflict` while no text with the right key is published, where it waits already and where
    the answers have been marked by that key.
    """
    refuse_markers(by)
    if not why.strip():
        raise InputRefused("Say why the answers are marked again.")
    wrong = refuse_uncorrected(corrected(db, module, item))
    revision_id = wrong.correction.revision_id
    if any(
        each.params["module"] == module and each.params["item"] == item
        for each in regrades_waiting(db)
    ):
        raise Conflict("This is asked for already, and waits for a second person.")
    if any((each.revision_id, each.item) == (revision_id, item) for each in regrades(db)):
        raise Conflict("Its answers are marked again by this key already.")
    params: dict[str, object] = {
        "module": module,
        "item": item,
        "revision": revision_id,
        "takes_passes": takes_passes,
        "why": why.strip(),
    }
    subject = f"{module}#{item}"[:LONGEST_SUBJECT]
    return ask(db, REGRADE, subject, params, by=by.id, now=now)


def refuse_markers(person: Person) -> None:
    """Raise `NotAllowed` for others than authors and administrators."""
    if not person.roles & MAY_PUBLISH:
        raise NotAllowed("Answers are marked again by authors and administrators.")


def refuse_uncorrected(wrong: Corrected | None) -> Corrected:
    """The correction. Raises `Conflict` where none is published."""
    if wrong is None:
        raise Conflict(
            "Publish the question with the right key first, and say there that the old one was "
            "wrong."
        )
    return wrong

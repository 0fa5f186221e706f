"""Ask for an older text to be in force again; a second person agrees."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.content.asking.queries import asking_to_restore
from training.content.asking.rules import refuse_wrong_labels, stored
from training.content.labels import Given
from training.content.proposals.queries import ROLL_BACK
from training.content.queries import in_force, revision
from training.errors import InputRefused, NotAllowed
from training.flows.propose_content import MAY_PUBLISH
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person


def propose_roll_back(
    db: Session,
    kind: str,
    slug: str,
    number: int,
    *,
    reason: str,
    by: Person,
    now: datetime,
    today: date,
    labels: Sequence[Given] = (),
) -> Act:
    """The proposal to publish the text of revision `number` again, as a new revision.

    Approvals of that exact text hold again. `labels` say what it asks of those who know the text in
    force; who knew the older one owes nothing. Raises `NotFound` for a revision there is not,
    `InputRefused` when its text is in force already or the labels are wrong, `NotAllowed` for
    others than authors and administrators.
    """
    if not by.roles & MAY_PUBLISH:
        raise NotAllowed("Texts are published by authors and administrators.")
    if not reason.strip():
        raise InputRefused("Say why the older text comes back; it stays with the revision.")
    older, current = revision(db, kind, slug, number), in_force(db, kind, slug)
    if current is not None and current.sha256 == older.sha256:
        raise InputRefused("That text is in force already.")
    asking = asking_to_restore(db, older)
    refuse_wrong_labels([asking], {asking.key: labels}, today=today)
    package = {
        "kind": kind,
        "slug": slug,
        "sha256": older.sha256,
        "before": current.sha256 if current else None,
        "needs": list(older.manifest.get("needs", ())),
        "labels": [stored(each) for each in labels],
    }
    params = {
        "files": dict(older.manifest["files"]),
        "packages": [package],
        "number": number,
        "reason": reason.strip(),
    }
    return ask(db, ROLL_BACK, f"{slug}@{number}", params, by=by.id, now=now)

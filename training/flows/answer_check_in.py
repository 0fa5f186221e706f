"""Somebody answers the question that they were asked some time after they were certified."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.audit import record
from training.config import Config
from training.content.edition import ItemView
from training.content.holds.paused import is_held
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import module_edition
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import own_check_in
from training.credentials.check_ins.service import PAUSED, close, keep
from training.credentials.messages import certificate_issued
from training.credentials.models import Credential
from training.errors import Conflict, OnHold
from training.flows.renew_by_answers import renew_by_answers
from training.learning.answers import checked, done, goes_on
from training.learning.attempts.queries import asked_now
from training.learning.scoring import score_item
from training.outbox import enqueue
from training.people.queries import Person
from training.people.service import lock


class Answered(NamedTuple):
    """The check-in as it stands, and the certificate that the answer renewed, if it did.

    It is answered once `CheckIn.answered` is set: a scenario only at its end, nothing else before
    the answer is whole.
    """

    check_in: CheckIn
    renewed: Credential | None = None


def answer_check_in(
    db: Session,
    person: Person,
    check_in_id: int,
    value: object,
    *,
    now: datetime,
    config: Config,
) -> Answered:
    """Keep an answer, as `learning.answers` says; a whole one is the only one and may renew the
    certificate, in the same transaction.

    Exactly once: whoever answers again changes nothing. In a scenario there is no going back.
    Raises `NotFound` for somebody else's, `InputRefused` for what is no answer to it, `Conflict`
    before it was opened and while a quiz asks the same, `OnHold` while its text is withdrawn,
    `NotReady` when a certificate is due but cannot be issued.
    """
    lock(db, person.id)
    row = own_check_in(db, check_in_id, person.id)
    if row.answered is not None:
        return Answered(row)
    view = _asked(db, row)
    kept = checked(view, value)
    if view.kind == "scenario" and not goes_on(row.value, kept):
        return Answered(row)
    if not done(view, kept):
        keep(db, row, kept)
        return Answered(row)
    close(db, row, kept, right=score_item(view, kept).right, now=now)
    renewed = renew_by_answers(db, person, row.id, now=now, config=config)
    if renewed is not None:
        enqueue(db, [certificate_issued(renewed.id, now=now)])
    record(
        db,
        "credentials:check_in:answered",
        actor=person.id,
        now=now,
        check_in=row.id,
        credentials=[renewed.id] if renewed else [],
    )
    return Answered(row, renewed)


def _asked(db: Session, row: CheckIn) -> ItemView:
    if row.item is None or row.language is None:
        raise Conflict("Open the question before you answer it.")
    edition = module_edition(db, db.get_one(Revision, row.revision_id))
    if is_held(edition.covers(row.item), holds_in_force(db, edition.slug)):
        raise OnHold(PAUSED)
    if row.item in asked_now(db, row.employee_id, edition.slug):
        # What is told of it would answer it there.
        raise Conflict("You are in a quiz that asks this too: send that first.")
    return edition.drawn_item(row.item, row.language)

"""Writes of check-ins: offering, drawing a question, keeping an answer, putting off, forgetting."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import null, update
from sqlalchemy.orm import Session

from training.audit import record
from training.content.item_view import ItemView
from training.content.models import Revision
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import old_and_free, old_answers
from training.db import alone, upsert
from training.errors import Said
from training.learning.drawing import order_options
from training.learning.retention.service import ONE_AT_A_TIME

PAUSED = Said("There is nothing to ask about it right now: its text is being checked.")


class Offer(NamedTuple):
    """A check-in to offer; see `CheckIn`."""

    credential_id: int
    employee_id: int
    department_id: int
    n: int
    due: date


def offer(db: Session, offers: Sequence[Offer]) -> None:
    """Offer what is not offered yet; one statement."""
    if offers:
        new = upsert(db, CheckIn).values([each._asdict() for each in offers])
        db.execute(new.on_conflict_do_nothing(index_elements=["credential_id", "n"]))


def draw(db: Session, row: CheckIn, text: Revision, item: ItemView, *, seed: int) -> None:
    """Pin the question that a check-in asks; what was answered of another one is gone."""
    # The source has the lines of a list to put in order in the right one.
    shuffle = item.shuffle or item.kind == "order"
    row.module, row.revision_id = text.slug, text.id
    row.item, row.sha256, row.language = item.id, item.sha256, item.language
    row.option_order = order_options(len(item.options), shuffle=shuffle, seed=seed, item=item.id)
    row.value = None
    db.flush()


def keep(db: Session, row: CheckIn, value: object) -> None:
    """Keep what is answered so far: of a scenario the way to where they are."""
    row.value = value
    db.flush()


def close(db: Session, row: CheckIn, value: object, *, right: bool, now: datetime) -> None:
    """Keep the whole answer; there is no other."""
    row.value, row.right, row.answered = value, right, now
    db.flush()


def put_off(db: Session, row: CheckIn, *, now: datetime) -> None:
    """Note that somebody said: not now."""
    row.put_off = now
    db.flush()


def forget_answers(db: Session, before: datetime, *, by: int | None = None, now: datetime) -> int:
    """How many answers given before an instant are taken away; whether they were right stays.

    Those that a legal hold keeps are left, whatever their age.
    """
    # A hold that is set meanwhile waits.
    alone(db, ONE_AT_A_TIME)
    gone = old_answers(db, before, now=now)
    if gone:
        db.execute(update(CheckIn).where(old_and_free(before, now=now)).values(value=null()))
        facts = {"before": before.isoformat(), "check_ins": gone}
        record(db, "credentials:check_in:purged", actor=by, now=now, **facts)
    return gone

"""Somebody opens the question that they were offered."""

from collections.abc import Collection
from datetime import datetime, tzinfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.assignments.owed.queries import CITY_ZONE
from training.audit import record
from training.content.holds.paused import is_held
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import all_in_force, module_edition
from training.credentials.check_ins.choosing import candidates, choose, in_turn
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import Series, own_check_in, series_of
from training.credentials.check_ins.service import PAUSED, draw
from training.errors import Conflict, OnHold
from training.learning.attempts.queries import asked_now
from training.learning.models import Attempt, AttemptItem, Enrolment
from training.people.queries import Person
from training.people.service import lock


def open_check_in(
    db: Session,
    person: Person,
    check_in_id: int,
    *,
    language: str,
    seed: int,
    now: datetime,
    zone: tzinfo = CITY_ZONE,
) -> CheckIn:
    """The check-in with its question, drawn the first time from the text in force then.

    It is drawn anew where the text changed before it was answered, or is on hold now, and where a
    quiz that they have begun asks the same. Raises `NotFound` for somebody else's, `Conflict` for
    one of a certificate that is none any more, `OnHold` when there is nothing to ask.
    """
    lock(db, person.id)
    row = own_check_in(db, check_in_id, person.id)
    if row.answered is not None:
        return row
    series = next((each for each in series_of(db, person.id) if each.has(row.id)), None)
    today = now.astimezone(zone).date()
    expires = series.credential.expires if series else None
    if series is None or (expires is not None and expires < today) or not person.active:
        raise Conflict("The certificate that this question belongs to is no longer in force.")
    texts = {each.slug: each for each in all_in_force(db, "module")}
    if row.item is not None and _stands(db, row, texts.get(row.module or "")):
        return row
    _draw(db, person, row, series, texts, language=language, seed=seed)
    record(db, "credentials:check_in:opened", actor=person.id, now=now, check_in=row.id)
    return row


def _stands(db: Session, row: CheckIn, text: Revision | None) -> bool:
    """Whether the question that was drawn is one of the text in force, not on hold, and not being
    asked in a quiz."""
    if text is None or text.id != row.revision_id or row.item is None:
        return False
    if row.item in asked_now(db, row.employee_id, text.slug):
        return False
    return not is_held(module_edition(db, text).covers(row.item), holds_in_force(db, text.slug))


def _draw(
    db: Session,
    person: Person,
    row: CheckIn,
    series: Series,
    texts: dict[str, Revision],
    *,
    language: str,
    seed: int,
) -> None:
    """Draw from the module whose turn it is, else from the next that has something to ask."""
    for slug in in_turn(series.credential.modules & texts.keys(), row.n):
        edition = module_edition(db, texts[slug])
        asked = asked_now(db, person.id, slug)
        every = candidates(edition, person.lineage, holds_in_force(db, slug))
        able = [each for each in every if each.item not in asked]
        before = [each.item for each in series.check_ins if each.module == slug and each.item]
        item = choose(able, before=before, last=_asked_last(db, person.id, slug), seed=seed)
        if item is not None:
            view = edition.item(item, person.lineage, language)
            return draw(db, row, texts[slug], view, seed=seed)
    raise OnHold(PAUSED)


def _asked_last(db: Session, employee_id: int, module: str) -> Collection[str]:
    """The questions of somebody's last attempt at a module's quiz."""
    last = (
        select(func.max(Attempt.id))
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(Enrolment.employee_id == employee_id, Enrolment.module == module)
    )
    asked = select(AttemptItem.item).where(AttemptItem.attempt_id == last.scalar_subquery())
    return db.scalars(asked).all()

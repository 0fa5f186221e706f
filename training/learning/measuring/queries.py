"""Reads of what measures training: the month's sample, questions asked of it, and drills."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session, aliased

from training.content.edition import ItemView
from training.content.holds.paused import is_held
from training.content.holds.queries import holds_in_force
from training.content.models import Revision
from training.content.queries import module_edition
from training.errors import NotFound
from training.learning.measuring.held_out import APART, LARGEST, months_back
from training.learning.measuring.models import Exercise, ProbeOffer
from training.settings import setting

SAMPLE = "measuring.sample"
"""The setting: how many people are asked in a month."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the sample's, as it is shown to somebody."""

    module: str
    view: ItemView
    paused: bool
    """Whether a text that it is about is on hold."""


_OPEN = select(ProbeOffer).where(
    ProbeOffer.employee_id == bindparam("employee_id"),
    ProbeOffer.month == bindparam("month"),
    ProbeOffer.items.is_not(None),
)


def sample_size(db: Session) -> int | None:
    """How many people are asked in a month; none until OEI has set it, and then nobody is."""
    value = setting(db, SAMPLE)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 < value <= LARGEST else None


def is_drawn(db: Session, month: str) -> bool:
    """Whether the month has its sample."""
    return bool(db.scalar(select(exists().where(ProbeOffer.month == month))))


def asked_lately(db: Session, today: date) -> frozenset[int]:
    """Who was asked in this month or the two before it."""
    lately = months_back(today, APART)
    return frozenset(db.scalars(select(ProbeOffer.employee_id).where(ProbeOffer.month.in_(lately))))


def open_offer(db: Session, employee_id: int, month: str) -> ProbeOffer | None:
    """What somebody is offered this month and has neither answered nor declined; one statement."""
    values = {"employee_id": employee_id, "month": month}
    return db.scalars(_OPEN, values, execution_options={"populate_existing": True}).one_or_none()


def asked_in(db: Session, offer: ProbeOffer, language: str) -> list[Asked]:
    """The questions of an open offer, of the text that it was drawn from."""
    found: list[Asked] = []
    for module, item, revision_id in offer.items or ():
        edition = module_edition(db, db.get_one(Revision, revision_id))
        held = holds_in_force(db, module)
        view = edition.drawn_item(item, language)
        found.append(Asked(module, view, bool(held) and is_held(view.covers, held)))
    return found


def offered_in(db: Session, month: str, department_id: int) -> int:
    """How many people of a department are asked in a month."""
    return db.scalar(
        select(func.count())
        .select_from(ProbeOffer)
        .where(ProbeOffer.month == month, ProbeOffer.department_id == department_id)
    ) or 0  # fmt: skip


def exercises(db: Session, departments: Collection[int] | None) -> list[Exercise]:
    """The drills of some departments, or of all, the newest first; corrected records left out."""
    newer = aliased(Exercise, name="newer")
    query = (
        select(Exercise)
        .where(~exists().where(newer.corrects_id == Exercise.id).correlate(Exercise))
        .order_by(Exercise.day.desc(), Exercise.id.desc())
    )
    if departments is not None:
        query = query.where(Exercise.department_id.in_(departments))
    return list(db.scalars(query))


def exercise(db: Session, exercise_id: int, departments: Collection[int] | None) -> Exercise:
    """One drill that nothing has corrected. Raises `NotFound`, also for another department's."""
    found = [each for each in exercises(db, departments) if each.id == exercise_id]
    if not found:
        raise NotFound("There is no such drill here, or it was corrected since.")
    return found[0]

"""Writes of showing what one knows: its questions, and the sections that they spared."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.errors import Conflict
from training.learning.attempts.service import ask, pools_to_ask
from training.learning.models import FULL, Attempt, Enrolment
from training.learning.queries import Enrolled, attempts_of, held_sections, sections_read
from training.learning.scoring import Result
from training.learning.showing.rules import SHOWING, questions_to_show, sections_shown


def begin_showing(
    db: Session,
    where: Enrolled,
    edition: Edition,
    lineage: tuple[str, ...],
    *,
    language: str,
    seed: int,
    now: datetime,
) -> Attempt:
    """The attempt in which somebody shows what they know, or the one they are in; they are locked.

    Nothing is asked about a section on hold. Raises `Conflict` for whoever has begun to read, has
    tried before or has credit already, and for a module without a quiz that counts; `OnHold` when
    nothing is left to ask.
    """
    earlier = [attempt for attempt, _score in attempts_of(db, where.enrolment.id)]
    if earlier and earlier[-1].number == SHOWING and earlier[-1].submitted is None:
        return earlier[-1]
    _refuse(db, where.enrolment, edition, earlier)
    held = held_sections(db, where)
    pools = pools_to_ask(edition, lineage, where.enrolment, held)
    sections = [each.id for each in edition.sections(lineage, "en") if each.id not in held]
    drawn = questions_to_show(pools, sections, edition.covers, seed)
    return ask(
        db,
        where,
        edition,
        lineage,
        drawn,
        number=SHOWING,
        language=language,
        seed=seed,
        now=now,
    )


class Shown(NamedTuple):
    """Whether somebody showed all that was asked about, and whether nothing is left to read."""

    passed: bool
    whole: bool


def keep_shown(
    db: Session,
    enrolment: Enrolment,
    edition: Edition,
    lineage: tuple[str, ...],
    result: Result,
    *,
    held: Collection[str],
) -> Shown:
    """Keep which sections somebody showed that they know.

    What no question is about is still to be read.
    """
    sections = [each.id for each in edition.sections(lineage, "en") if each.id not in held]
    asked = {each for score in result.items for each in edition.covers(score.item)}
    known = sections_shown(sections, result.items, edition.covers)
    enrolment.known = known
    db.flush()
    passed = result.passed and asked.intersection(sections) <= set(known)
    return Shown(passed, passed and len(known) == len(sections))


def _refuse(
    db: Session, enrolment: Enrolment, edition: Edition, earlier: Sequence[Attempt]
) -> None:
    whole = enrolment.kind == FULL and enrolment.before_id is None and enrolment.closed is None
    if not whole or not edition.has_quiz or not edition.scored:
        raise Conflict("This module has nothing to show before reading it.")
    if earlier or sections_read(db, enrolment.id):
        raise Conflict("You have begun this module already: go on where you are.")

"""An employee hands in a quiz."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.config import Config
from training.content.edition import Edition
from training.content.queries import module_edition
from training.credentials.models import Credential
from training.errors import Conflict
from training.flows.complete_module import complete_module
from training.learning.queries import (
    Attempted,
    answered,
    attempted,
    held_parts,
    held_sections,
    refuse_held,
    score_of,
)
from training.learning.scoring import Result, score_attempt
from training.learning.service import close_practice, record_result
from training.learning.showing.rules import SHOWING
from training.learning.showing.service import keep_shown
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.people.service import lock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What handing in brought. `first` is false for a second submit of the same attempt."""

    attempt_id: int
    passed: bool
    points: float
    of: float
    serials: tuple[str, ...]
    first: bool


def submit_quiz(
    db: Session, person: Person, attempt_id: int, *, now: datetime, config: Config
) -> Outcome:
    """Score an attempt; complete, certify and report what it completes, in one transaction.

    Practice is scored for its taker's eyes only: nothing but its end is recorded. Exactly once:
    handing in again gives the recorded result and changes nothing. Raises `NotFound`
    for somebody else's attempt, `Conflict` when the module was finished meanwhile by training that
    was taken elsewhere, `OnHold` while a text that it asks about is withdrawn, and
    `NotReady` when a certificate is due but cannot be issued.
    """
    lock(db, person.id)
    where = attempted(db, attempt_id, person.id)
    edition = module_edition(db, where.revision)
    if where.attempt.submitted is not None:
        return _recorded(db, where, edition)
    if where.enrolment.closed is not None and edition.scored:
        raise Conflict("You have finished this module meanwhile: nothing more is needed of you.")
    refuse_held(db, where, edition)
    result = _score(db, where, edition)
    whole = True
    if where.attempt.number == SHOWING:
        result, whole = _shown(db, where, edition, result)
    issued: list[Credential] = []
    facts: dict[str, object] = {"attempt": attempt_id}
    if edition.scored:
        record_result(db, where, result, now=now)
        facts["passed"] = result.passed
        if result.passed and whole:
            issued = complete_module(
                db,
                person,
                where.enrolment,
                attempt=where.attempt,
                language=where.attempt.language,
                held=held_parts(db, where, edition),
                now=now,
                config=config,
            )
        facts["credentials"] = [each.id for each in issued]
    else:
        close_practice(db, where, now=now)
        facts["practice"] = True
    record(db, "learning:attempt:submitted", actor=person.id, now=now, **facts)
    serials = tuple(each.serial for each in issued)
    return Outcome(attempt_id, result.passed, result.points, result.of, serials, first=True)


def _shown(db: Session, where: Attempted, edition: Edition, result: Result) -> tuple[Result, bool]:
    """Showing what one knows passes only with all that is asked; whether nothing is left to read.

    What was not shown is to be read; after a pass, reading the rest completes the module.
    """
    lineage = lineage_of(db, where.enrolment.department_id)
    held = held_sections(db, where)
    shown = keep_shown(db, where.enrolment, edition, lineage, result, held=held)
    return replace(result, passed=shown.passed), shown.whole


def _recorded(db: Session, where: Attempted, edition: Edition) -> Outcome:
    """What was recorded; nothing of practice was, so that is scored again."""
    if not edition.scored:
        result = _score(db, where, edition)
        return Outcome(where.attempt.id, result.passed, result.points, result.of, (), first=False)
    score = score_of(db, where.attempt.id)
    if score is None:
        raise AssertionError(f"attempt {where.attempt.id} is submitted without a score")
    return Outcome(where.attempt.id, score.passed, score.points, score.of, (), first=False)


def _score(db: Session, where: Attempted, edition: Edition) -> Result:
    language = where.attempt.language
    found = answered(db, where.attempt.id)
    drawn = [edition.drawn_item(each.item, language) for each in found]
    answers = {each.item: each.value for each in found if each.n is not None}
    return score_attempt(drawn, answers, edition.pass_share)

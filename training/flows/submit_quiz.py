"""An employee hands in a quiz."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.config import Config
from training.content.queries import module_edition
from training.credentials.messages import certificate_issued
from training.credentials.models import Credential
from training.flows.certify import certify
from training.learning.models import Completion
from training.learning.queries import Attempted, answers_of, attempted, items_of, score_of
from training.learning.scoring import Result, item_keys, score_attempt
from training.learning.service import complete, record_result
from training.outbox import enqueue
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.people.service import lock
from training.reporting.digest import queue_digest


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

    Exactly once: handing in again gives the recorded result and changes nothing. Raises `NotFound`
    for somebody else's attempt and `NotReady` when a certificate is due but cannot be issued.
    """
    lock(db, person.id)
    where = attempted(db, attempt_id, person.id)
    if where.attempt.submitted is not None:
        return _recorded(db, attempt_id)
    result = _score(db, where, person)
    record_result(db, where, result, now=now)
    issued: list[Credential] = []
    if result.passed:
        done = complete(db, where, now=now)
        language = where.attempt.language
        issued = certify(
            db, person, where.enrolment.module, language=language, now=now, config=config
        )
        _tell(db, person, done, issued, now=now, config=config)
    record(
        db,
        "learning:attempt:submitted",
        actor=person.id,
        now=now,
        attempt=attempt_id,
        passed=result.passed,
        credentials=[each.id for each in issued],
    )
    serials = tuple(each.serial for each in issued)
    return Outcome(attempt_id, result.passed, result.points, result.of, serials, first=True)


def _recorded(db: Session, attempt_id: int) -> Outcome:
    score = score_of(db, attempt_id)
    if score is None:
        raise AssertionError(f"attempt {attempt_id} is submitted without a score")
    return Outcome(attempt_id, score.passed, score.points, score.of, (), first=False)


def _score(db: Session, where: Attempted, person: Person) -> Result:
    edition = module_edition(db, where.revision)
    department = where.enrolment.department_id
    lineage = person.lineage if department == person.department_id else lineage_of(db, department)
    drawn = [each.item for each in items_of(db, where.attempt.id)]
    keys = item_keys(edition, drawn, lineage, where.attempt.language)
    answers = {
        item: frozenset(answer.value) for item, answer in answers_of(db, where.attempt.id).items()
    }
    return score_attempt(keys, answers, edition.pass_share)


def _tell(
    db: Session,
    person: Person,
    done: Completion,
    issued: list[Credential],
    *,
    now: datetime,
    config: Config,
) -> None:
    messages = [certificate_issued(each.id, now=now) for each in issued]
    # Where they work today: somebody else looks after the department they began in.
    here = done.department_id if person.department_id is None else person.department_id
    messages += queue_digest(
        db,
        department_id=here,
        completion_id=done.id,
        employee_id=person.id,
        now=now,
        config=config,
    )
    enqueue(db, messages)

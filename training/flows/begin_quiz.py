"""An employee begins a module's quiz."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.assignments.accommodations.kinds import USUAL_TIME
from training.assignments.accommodations.queries import quiz_time_of
from training.audit import record
from training.content.edition import Edition
from training.content.queries import module_edition
from training.errors import Conflict, Said, TooEarly
from training.learning.attempts.service import begin_attempt
from training.learning.delta import read_delta
from training.learning.models import Attempt
from training.learning.queries import Enrolled, enrolled, held_sections, sections_read
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.people.service import lock


def begin_quiz(
    db: Session, person: Person, enrolment_id: int, *, language: str, seed: int, now: datetime
) -> Attempt:
    """The attempt in progress, or a new one with its items drawn and pinned; of a delta only
    questions on what changed, after a failure only on what was missed.

    Where its time is limited, they have as much as Human Resources has granted them; one whose time
    is over is in progress until it is handed in. Raises `TooEarly` while a section is unread or no
    attempt is left, or not yet; `Conflict` when the module is finished already, unless its quiz is
    practice; `NotFound` for somebody else's enrolment.
    """
    lock(db, person.id)
    where = enrolled(db, enrolment_id, person.id)
    edition = module_edition(db, where.revision)
    if where.enrolment.closed is not None and edition.scored:
        raise Conflict("You have finished this module; there is no need to take its quiz again.")
    here = person.department_id == where.enrolment.department_id
    lineage = person.lineage if here else lineage_of(db, where.enrolment.department_id)
    _all_read(db, where, edition, lineage)
    percent = quiz_time_of(db, person.id) if edition.time_limit else USUAL_TIME
    attempt = begin_attempt(
        db, where, edition, lineage, language=language, seed=seed, percent=percent, now=now
    )
    if attempt.begun == now:
        record(db, "learning:attempt:begun", actor=person.id, now=now, attempt=attempt.id)
    return attempt


def _all_read(db: Session, where: Enrolled, edition: Edition, lineage: tuple[str, ...]) -> None:
    read = sections_read(db, where.enrolment.id)
    done = {*read, *held_sections(db, where), *(where.enrolment.known or ())}
    delta = read_delta(where.enrolment.parts)
    pages = delta.pages if delta else [each.id for each in edition.sections(lineage, "en")]
    unread = [each for each in pages if each not in done]
    if unread:
        text = Said("Read {n} more of the module's pages before its quiz.", n=len(unread))
        raise TooEarly(text)

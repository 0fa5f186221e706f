"""An employee has read the last page of what reading alone completes."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.config import Config
from training.content.queries import module_edition
from training.flows.complete_module import complete_module
from training.learning.delta import asks_quiz, read_delta
from training.learning.queries import enrolled, held_parts, held_sections, sections_read
from training.learning.showing.queries import passed_showing
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.people.service import lock


def finish_reading(
    db: Session, person: Person, enrolment_id: int, *, language: str, now: datetime, config: Config
) -> bool:
    """Complete the module if reading completes it and all is read; whether it was completed now.

    Reading completes a module whose quiz is practice, a delta without anything to test, and what
    was not asked of somebody who showed all the rest. Raises `NotFound` for somebody else's
    enrolment.
    """
    lock(db, person.id)
    where = enrolled(db, enrolment_id, person.id)
    edition = module_edition(db, where.revision)
    delta = read_delta(where.enrolment.parts)
    shown = passed_showing(db, where.enrolment)
    if where.enrolment.closed is not None or (asks_quiz(edition, delta) and shown is None):
        return False
    known = where.enrolment.known or ()
    done = {*sections_read(db, enrolment_id), *held_sections(db, where), *known}
    lineage = lineage_of(db, where.enrolment.department_id)
    pages = delta.pages if delta else [each.id for each in edition.sections(lineage, "en")]
    if any(each not in done for each in pages):
        return False
    issued = complete_module(
        db,
        person,
        where.enrolment,
        attempt=shown,
        language=shown.language if shown else language,
        held=held_parts(db, where, edition),
        now=now,
        config=config,
    )
    record(
        db,
        "learning:module:read",
        actor=person.id,
        now=now,
        enrolment=enrolment_id,
        credentials=[each.id for each in issued],
    )
    return True

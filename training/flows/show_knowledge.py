"""An employee shows what they know of a module before reading it."""

from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.queries import CITY_ZONE
from training.audit import record
from training.content.queries import module_edition
from training.flows.open_module import open_module
from training.learning.models import Attempt
from training.learning.queries import enrolled
from training.learning.showing.service import begin_showing
from training.people.departments.queries import lineage_of
from training.people.queries import Person


def show_knowledge(
    db: Session,
    person: Person,
    module: str,
    *,
    language: str,
    seed: int,
    now: datetime,
    zone: tzinfo = CITY_ZONE,
) -> Attempt:
    """The attempt with questions about every section that has any; it opens the module.

    Handing it in completes the module when all of it was right; what no question is about is read
    first. Else the sections that were missed are read, and asked about. It uses up no attempt of
    the quiz. Raises as `open_module` and
    `begin_showing` do.
    """
    opened = open_module(db, person, module, now=now, zone=zone)
    where = enrolled(db, opened.id, person.id)
    lineage = lineage_of(db, where.enrolment.department_id)
    edition = module_edition(db, where.revision)
    attempt = begin_showing(db, where, edition, lineage, language=language, seed=seed, now=now)
    if attempt.begun == now:
        record(db, "learning:knowledge:begun", actor=person.id, now=now, attempt=attempt.id)
    return attempt

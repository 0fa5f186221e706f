"""An employee opens a module."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.content.queries import in_force
from training.errors import NotFound, NotReady
from training.learning.models import Enrolment
from training.learning.queries import latest_enrolment
from training.learning.service import enrol
from training.people.queries import Person
from training.people.service import lock


def open_module(db: Session, person: Person, module: str, *, now: datetime) -> Enrolment:
    """The person's enrolment in a module: the one they have, or a new one on the text in force.

    An open enrolment stays on the revision it was begun on. A finished one is opened again only
    when a newer revision is in force. Raises `NotFound` for a module that is not published and
    `NotReady` for a person without a department.
    """
    lock(db, person.id)
    revision = in_force(db, "module", module)
    if revision is None:
        raise NotFound("There is no such module.")
    last = latest_enrolment(db, person.id, module)
    if last and (last.enrolment.closed is None or last.revision.id == revision.id):
        return last.enrolment
    if person.department_id is None:
        raise NotReady("The roster does not say which department you work in; ask your liaison.")
    cycle = last.enrolment.cycle + 1 if last else 1
    enrolment = enrol(db, person.id, revision, person.department_id, cycle=cycle, now=now)
    record(
        db,
        "learning:module:opened",
        actor=person.id,
        now=now,
        enrolment=enrolment.id,
        revision=revision.id,
    )
    return enrolment

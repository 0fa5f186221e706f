"""An employee opens a module."""

from datetime import datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.owed.plan.queries import Plan, plan_again
from training.assignments.owed.queries import CITY_ZONE
from training.audit import record
from training.credentials.queries import in_force_and_held
from training.errors import NotFound, NotReady
from training.learning.models import FULL, Enrolment
from training.learning.queries import latest_enrolment
from training.learning.service import enrol
from training.people.queries import Person
from training.people.service import lock


def open_module(
    db: Session, person: Person, module: str, *, now: datetime, zone: tzinfo = CITY_ZONE
) -> Enrolment:
    """The person's enrolment in a module: the one they have, or a new one on the text in force.

    An open enrolment stays on the revision it was begun on. After it a new one asks only what they
    owe; all of it, where they know none of it or a certificate is to be renewed. Who owes nothing
    gets the one they finished. `zone` is the City's. Raises `NotFound` for a module that is not
    published and `NotReady` for a person without a department.
    """
    lock(db, person.id)
    published = in_force_and_held(db, person.id)
    revision = next((each for each in published.of("module") if each.slug == module), None)
    if revision is None:
        raise NotFound("There is no such module.")
    last = latest_enrolment(db, person.id, module)
    if last and last.enrolment.closed is None:
        return last.enrolment
    plan = Plan(FULL)
    if last is not None:
        if (again := plan_again(db, person, revision, published, now=now, zone=zone)) is None:
            return last.enrolment
        plan = again
    if person.department_id is None:
        raise NotReady("The roster does not say which department you work in; ask your liaison.")
    enrolment = enrol(
        db,
        person.id,
        revision,
        person.department_id,
        cycle=last.enrolment.cycle + 1 if last else 1,
        kind=plan.kind,
        delta=plan.delta,
        now=now,
    )
    record(
        db,
        "learning:module:opened",
        actor=person.id,
        now=now,
        enrolment=enrolment.id,
        revision=revision.id,
    )
    return enrolment

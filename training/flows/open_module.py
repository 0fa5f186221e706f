"""An employee opens a module."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.assignments.owed.queries import CITY_ZONE, owing_of
from training.assignments.owed.renewing.queries import renewal_since, taken_since
from training.assignments.owing.asking import asked
from training.audit import record
from training.content.models import Revision
from training.content.queries import certificate_edition, module_edition
from training.credentials.queries import InForce, in_force_and_held
from training.errors import NotFound, NotReady
from training.learning.delta import Delta
from training.learning.models import DELTA, FULL, RENEWAL, Enrolment
from training.learning.queries import latest_enrolment
from training.learning.service import enrol
from training.people.queries import Person
from training.people.service import lock


class Plan(NamedTuple):
    """What is to be opened."""

    kind: str
    delta: Delta | None = None


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
        if (again := _again(db, person, revision, published, now=now, zone=zone)) is None:
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


def _again(
    db: Session,
    person: Person,
    revision: Revision,
    published: InForce,
    *,
    now: datetime,
    zone: tzinfo,
) -> Plan | None:
    """What is to be opened by whoever has finished the module before; none if there is nothing."""
    if _to_renew(db, person, revision.slug, published, now=now, zone=zone):
        return Plan(RENEWAL)
    today = now.astimezone(zone).date()
    owing = owing_of(db, person, revision.slug, now=now, today=today, zone=zone)
    if not owing.begun:
        return Plan(FULL)
    if not owing.debts:
        return None
    return Plan(DELTA, asked(owing, module_edition(db, revision), person.lineage))


def _to_renew(
    db: Session,
    person: Person,
    module: str,
    published: InForce,
    *,
    now: datetime,
    zone: tzinfo,
) -> bool:
    """Whether a certificate that rests on the module is to be renewed and it is not taken again."""
    for since in _renewals(db, person, module, published, now=now, zone=zone):
        if not taken_since(db, person.id, [module], since):
            return True
    return False


def _renewals(
    db: Session,
    person: Person,
    module: str,
    published: InForce,
    *,
    now: datetime,
    zone: tzinfo,
) -> Iterator[datetime]:
    for revision in published.of("certificate"):
        held = published.held.get(revision.slug)
        if held is None or module not in held.credential.modules:
            continue
        edition = certificate_edition(db, revision)
        if module in edition.required_modules(person.lineage) and (
            since := renewal_since(db, held, now=now, zone=zone)
        ):
            yield since

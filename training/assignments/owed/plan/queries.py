"""What opening a module again asks of somebody who finished it: all of it, a part, or nothing."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import NamedTuple

from sqlalchemy.orm import Session

from training.assignments.owed.queries import owing_of
from training.assignments.owed.renewing.queries import renewal_since, taken_since
from training.assignments.owing.asking import asked
from training.assignments.owing.debts import Owing
from training.content.models import Revision
from training.content.queries import certificate_edition, module_edition
from training.credentials.queries import InForce
from training.learning.delta import Delta
from training.learning.models import DELTA, FULL, RENEWAL
from training.people.queries import Person


class Plan(NamedTuple):
    """The kind of enrolment, what a delta asks, and the debts that it makes up for."""

    kind: str
    delta: Delta | None = None
    owing: Owing | None = None


def plan_again(
    db: Session,
    person: Person,
    revision: Revision,
    published: InForce,
    *,
    now: datetime,
    zone: tzinfo,
) -> Plan | None:
    """What is to be opened by whoever finished the module before; none if there is nothing to do.

    `revision` is the module's in force, `zone` the City's.
    """
    for since in _renewals(db, person, revision.slug, published, now=now, zone=zone):
        if not taken_since(db, person.id, [revision.slug], since, zone=zone):
            return Plan(RENEWAL)
    today = now.astimezone(zone).date()
    owing = owing_of(db, person, revision.slug, now=now, today=today, zone=zone)
    if not owing.begun:
        return Plan(FULL)
    if not owing.debts:
        return None
    return Plan(DELTA, asked(owing, module_edition(db, revision), person.lineage), owing)


def _renewals(
    db: Session,
    person: Person,
    module: str,
    published: InForce,
    *,
    now: datetime,
    zone: tzinfo,
) -> Iterator[datetime]:
    """Since when it counts, of each certificate resting on the module that is to be renewed."""
    for revision in published.of("certificate"):
        held = published.held.get(revision.slug)
        if held is None or module not in held.credential.modules:
            continue
        edition = certificate_edition(db, revision)
        if module in edition.required_modules(person.lineage) and (
            since := renewal_since(db, held, now=now, zone=zone)
        ):
            yield since

"""A person has done all that a module asks: certify it and tell who is to know."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from training.config import Config
from training.credentials.messages import certificate_issued
from training.credentials.models import Credential
from training.flows.certify import certify
from training.learning.models import RENEWAL, Attempt, Completion, Enrolment
from training.learning.service import complete
from training.outbox import enqueue
from training.people.departments.queries import lineage_of
from training.people.queries import Person
from training.reporting.digest import queue_digest


def complete_module(
    db: Session,
    person: Person,
    enrolment: Enrolment,
    *,
    attempt: Attempt | None,
    language: str,
    held: Collection[str] = (),
    evidence_id: int | None = None,
    now: datetime,
    config: Config,
) -> list[Credential]:
    """Close the enrolment and issue what it completes; the caller has locked the person.

    `held` are the parts that were withdrawn meanwhile, so that nobody read them.

    `attempt` is the one that passed, or none where reading alone completes the module, or evidence
    of training that was taken elsewhere does. Raises `NotReady` when a certificate is due but
    cannot be issued.
    """
    done = complete(
        db,
        enrolment,
        department=_department(db, person, enrolment.department_id),
        attempt=attempt,
        language=language,
        held=held,
        evidence_id=evidence_id,
        now=now,
    )
    issued = certify(
        db,
        person,
        enrolment.module,
        renewal=enrolment.kind == RENEWAL,
        language=language,
        now=now,
        config=config,
    )
    _tell(db, person, done, issued, now=now, config=config)
    return issued


def _department(db: Session, person: Person, department_id: int) -> str:
    """The slug of the department as which it was completed; nearly always where they work."""
    here = person.department_id == department_id
    return person.department if here else lineage_of(db, department_id)[0]


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

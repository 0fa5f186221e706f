"""Ask for training that people took elsewhere to be recorded; a second person agrees."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.config import Config
from training.errors import InputRefused, NotAllowed, Problem, Said
from training.learning.evidence.claims import Claim, refuse_claim
from training.learning.evidence.queries import EVIDENCE, last_taken, revision_on
from training.people.acts.service import ask
from training.people.grants.rules import end_of
from training.people.models import Act, Employee
from training.people.queries import Person

MAY_RECORD = frozenset({"hr", "administrator"})


def propose_evidence(
    db: Session,
    claim: Claim,
    employee_ids: Sequence[int],
    *,
    by: Person,
    now: datetime,
    today: date,
    config: Config,
) -> Act:
    """What waits for a second person: that all these people took a module elsewhere.

    Raises `NotAllowed` for others than HR and OEI's administrators and for one's own training;
    `InputRefused` where no text was in force on that day, and naming those who took the module on
    that day or later.
    """
    refuse_recorders(by, employee_ids)
    refuse_claim(claim, today=today)
    if not employee_ids:
        raise InputRefused("Write at least one employee number.")
    if revision_on(db, claim.module, end_of(claim.day, config.zone)) is None:
        raise InputRefused("On that day no text of this module was in force.")
    _refuse_known(db, claim, employee_ids, config)
    params = {**claim.params(), "employees": sorted(set(employee_ids))}
    subject = f"{claim.module} {claim.day.isoformat()}"
    return ask(db, EVIDENCE, subject, params, by=by.id, now=now)


def refuse_recorders(person: Person, employee_ids: Sequence[int]) -> None:
    """Raise `NotAllowed` for others than HR and administrators, and for one's own training."""
    if not person.roles & MAY_RECORD:
        raise NotAllowed("Training is recorded by Human Resources and administrators.")
    if person.id in employee_ids:
        raise NotAllowed("Somebody else has to record your own training.")


def _refuse_known(db: Session, claim: Claim, employee_ids: Sequence[int], config: Config) -> None:
    taken = last_taken(db, claim.module, employee_ids, config.zone)
    known = [each for each, day in taken.items() if day >= claim.day]
    numbers = db.scalars(select(Employee.number).where(Employee.id.in_(known)))
    what = Said("took this module on that day or later, as is on record")
    problems = [Problem(each, what) for each in sorted(numbers)]
    if problems:
        raise InputRefused("Some of these people need no such record.", problems)

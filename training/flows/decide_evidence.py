"""The second person agrees that people took a module elsewhere, or does not."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.config import Config
from training.content.models import Revision
from training.content.queries import module_edition
from training.errors import Conflict
from training.flows.complete_module import complete_module
from training.flows.propose_evidence import refuse_recorders
from training.learning.evidence.claims import Claim, read_claim
from training.learning.evidence.queries import (
    EVIDENCE,
    departments_on,
    evidence_act,
    held_at,
    last_taken,
    revision_on,
)
from training.learning.evidence.service import close_open_enrolment, keep_evidence
from training.learning.models import EVIDENCE as TAKEN_ELSEWHERE
from training.learning.models import Enrolment
from training.learning.queries import latest_enrolment
from training.learning.service import enrol
from training.people.acts.service import decide
from training.people.departments.queries import lineage_of
from training.people.grants.rules import end_of
from training.people.models import Act
from training.people.queries import Person, person
from training.people.service import lock


@dataclass(frozen=True, slots=True)
class Recorded:
    """What agreeing brought."""

    people: int = 0
    certificates: int = 0
    left_out: int = 0
    """Those who took the module in the meantime, or of whom no department is known."""


def decide_evidence(
    db: Session,
    act_id: int,
    *,
    second: Person,
    agrees: bool,
    now: datetime,
    today: date,
    config: Config,
) -> Recorded | None:
    """What is recorded from now on; none when it was refused or taken back.

    Each person completes the module on the text that was in force on the day it was taken, as the
    department in which they worked then; what they have open of it is closed. Raises `NotFound`,
    `NotAllowed` for whoever asked, for one of the people and for others than HR and administrators,
    `Conflict` when it is decided already.
    """
    act = evidence_act(db, act_id)
    refuse_recorders(second, act.params["employees"] if agrees else ())
    decide(db, act_id, EVIDENCE, second=second.id, agrees=agrees, now=now)
    if not agrees:
        return None
    claim = read_claim(act.params)
    at = end_of(claim.day, config.zone)
    revision = revision_on(db, claim.module, at)
    if revision is None:
        raise Conflict("On that day no text of this module was in force.")
    return _record_all(db, act, claim, revision, second, at, now=now, today=today, config=config)


def _record_all(
    db: Session,
    act: Act,
    claim: Claim,
    revision: Revision,
    second: Person,
    at: datetime,
    *,
    now: datetime,
    today: date,
    config: Config,
) -> Recorded:
    ids = sorted(act.params["employees"])
    # All of them before anything is read: two of us never wait for each other.
    for each in ids:
        lock(db, each)
    taken = last_taken(db, claim.module, ids, config.zone)
    worked = departments_on(db, ids, claim.day)
    people = certificates = 0
    for each in ids:
        who = person(db, each, now=now, today=today)
        where = worked.get(each) or (who.department_id if who else None)
        if who is None or where is None or taken.get(each, date.min) >= claim.day:
            continue
        evidence = keep_evidence(db, each, claim, by=act.by, second=second.id, now=now)
        enrolment = _enrolled(db, who, revision, where, now=now)
        held = held_at(db, module_edition(db, revision), lineage_of(db, where), at)
        issued = complete_module(
            db,
            who,
            enrolment,
            attempt=None,
            language=claim.language,
            held=held,
            evidence_id=evidence.id,
            now=now,
            config=config,
        )
        people, certificates = people + 1, certificates + len(issued)
    return Recorded(people, certificates, len(ids) - people)


def _enrolled(
    db: Session, who: Person, revision: Revision, department_id: int, *, now: datetime
) -> Enrolment:
    """An enrolment for what was taken elsewhere; one that was open is closed by it."""
    close_open_enrolment(db, who.id, revision.slug, now=now)
    last = latest_enrolment(db, who.id, revision.slug)
    cycle = last.enrolment.cycle + 1 if last else 1
    return enrol(db, who.id, revision, department_id, cycle=cycle, kind=TAKEN_ELSEWHERE, now=now)

"""A roster file comes in: people, their employment, what is asked of them and what they may do."""

from datetime import date, datetime, tzinfo
from hashlib import sha256

from sqlalchemy.orm import Session

from training import audit
from training.assignments.owed.queries import CITY_ZONE
from training.assignments.service import lock_assignments, settle
from training.errors import InputRefused, NotReady
from training.people.grants.service import end_lost
from training.people.roster.changes import plan_changes
from training.people.roster.plan import Known, RosterPlan
from training.people.roster.queries import directory, people_known
from training.people.roster.rows import read_roster
from training.people.roster.service import carry_out, lock_roster

HR = "hr"
"""The source of City employees; contractors and volunteers may come in files of their own."""


def plan_roster(db: Session, data: bytes, *, source: str = HR, today: date) -> RosterPlan:
    """What importing a roster file would change; nothing is written.

    Raises `InputRefused` naming every wrong row. Whether too many people would leave is
    `RosterPlan.refusal`.
    """
    return _plan(data, db, people_known(db, today=today), source=source, today=today)


def import_roster(
    db: Session,
    data: bytes,
    *,
    source: str = HR,
    allow_leavers: int = 0,
    by: int | None,
    now: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
) -> RosterPlan:
    """Import a roster file whole or not at all, and bring assignments up to date; what it changed.

    The roles of whoever leaves end, and a liaison's or deputy's who moves to another department;
    OEI hears of these. A second import of the same file changes nothing. Needs a writing session.
    Raises `InputRefused` naming every wrong row, or when more than a tenth of the source's people
    would leave and `allow_leavers` does not allow as many.
    """
    lock_roster(db)
    lock_assignments(db)
    known = people_known(db, today=today)
    plan = _plan(data, db, known, source=source, today=today)
    if refusal := plan.refusal(allow_leavers):
        raise InputRefused(refusal)
    carry_out(db, plan, known, now=now, today=today)
    settle(db, now=now, today=today, zone=zone)
    end_lost(db, now=now, today=today)
    audit.record(
        db,
        "people:roster:imported",
        actor=by,
        now=now,
        source=source,
        file=sha256(data).hexdigest(),
        **plan.counts,
    )
    db.flush()
    return plan


def _plan(
    data: bytes, db: Session, known: dict[str, Known], *, source: str, today: date
) -> RosterPlan:
    if not 0 < len(source) <= 40:
        raise InputRefused("The name of a source has 1 to 40 characters.")
    departments = directory(db)
    if not departments.places:
        raise NotReady("There are no departments yet; run `training content publish` first.")
    roster = read_roster(data, departments)
    return plan_changes(roster, known, departments.names, source=source, today=today)

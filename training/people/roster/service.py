"""Writes what a roster changes, in a number of statements that hardly grows with its people."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from training.db import alone
from training.people.models import Employee, Employment
from training.people.roster.plan import Change, Known, RosterPlan, Work

CHUNK = 5_000
ONE_SHAPE = {"render_nulls": True}
"""Without it, every row with other gaps than the one before would be a statement of its own."""
ONE_IMPORT = 0x726F73746572
"""The advisory lock that one import holds at a time (“roster”)."""


def lock_roster(db: Session) -> None:
    """Wait for any other import to end, and keep others waiting until this transaction does."""
    alone(db, ONE_IMPORT)


def carry_out(
    db: Session, plan: RosterPlan, known: Mapping[str, Known], *, now: datetime, today: date
) -> None:
    """Write down a plan made from `known`: people in place, employment as new rows from today."""
    before = [each.before for each in plan.changes if each.before]
    _lock(db, sorted(each.id for each in before))
    _rename(db, [each for each in plan.changes if each.before and each.names])
    ids = {each.number: each.id for each in known.values()} | _add(db, plan.of("added"))
    # A clock that stood still or was set back must not let an older word stay in force.
    known_until = max((each.recorded for each in before if each.recorded), default=None)
    recorded = now
    if known_until is not None and known_until >= now:
        recorded = known_until + timedelta(microseconds=1)
    rows = [
        _employment(each.work, each.number, ids) | {"from_day": today, "recorded": recorded}
        for each in plan.changes
        if each.work
    ]
    if rows:
        db.execute(insert(Employment), rows, execution_options=ONE_SHAPE)
    db.expire_all()


def _lock(db: Session, ids: Sequence[int]) -> None:
    """Lock the employees written for, in one order everywhere."""
    for some in _chunks(ids):
        locked = select(Employee.id).where(Employee.id.in_(some)).order_by(Employee.id)
        db.execute(locked.with_for_update()).all()


def _add(db: Session, added: Iterable[Change]) -> dict[str, int]:
    """Insert the people not known before; their ids by number."""
    rows = [
        asdict(each.names) | {"number": each.number, "language": each.language}
        for each in added
        if each.names and each.before is None
    ]
    if not rows:
        return {}
    adding = insert(Employee).returning(Employee.number, Employee.id)
    made = db.execute(adding, rows, execution_options=ONE_SHAPE)
    return {each.number: each.id for each in made}


def _rename(db: Session, changed: Iterable[Change]) -> None:
    rows = [
        asdict(each.names) | {"id": each.before.id}
        for each in changed
        if each.names and each.before
    ]
    # Addresses are let go of before any is given: two people may have swapped theirs.
    for some in _chunks([each["id"] for each in rows]):
        db.execute(update(Employee).where(Employee.id.in_(some)).values(email=None))
    if rows:
        db.execute(update(Employee), rows)


def _employment(work: Work, number: str, ids: Mapping[str, int]) -> dict[str, Any]:
    values = asdict(work)
    supervisor = values.pop("supervisor")
    return values | {"employee_id": ids[number], "supervisor_id": ids.get(supervisor)}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]

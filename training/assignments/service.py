"""Writes of requirements and assignments."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from training.assignments.audience import NOBODY, Audience, read_stored
from training.assignments.models import Assignment, RequirementVersion
from training.assignments.owed.queries import CITY_ZONE
from training.assignments.queries import open_assignments, reached, requirements_in_force
from training.assignments.rules import Rules, due_day, read_rules
from training.audit import record
from training.db import alone
from training.errors import Conflict, InputRefused, Said

CHUNK = 500
LONGEST_NAME = 80
ONE_AT_A_TIME = 0x61736B6564
"""The advisory lock of whoever brings assignments in line (“asked”)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """How many people joined and left audiences, and whose due day changed."""

    joined: int = 0
    left: int = 0
    moved: int = 0


def lock_assignments(db: Session) -> None:
    """Wait for whoever else sets requirements or brings assignments in line to be done.

    To be taken before any employee is locked: writing assignments waits for locked employees.
    """
    alone(db, ONE_AT_A_TIME)


def require(
    db: Session,
    certificate: str,
    audience: Audience,
    *,
    rules: Rules,
    requirement: str = "",
    by: int | None,
    now: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
) -> Settled:
    """Ask an audience to hold a certificate by the days that the rules say.

    A requirement is named after its certificate unless it has a name of its own; asking again is
    its next version, and asking `NOBODY` ends it. Saying the same again changes nothing. Raises
    `Conflict` when that name asks for another certificate, `InputRefused` for a name that is too
    long.
    """
    lock_assignments(db)
    name = requirement or certificate
    if len(name) > LONGEST_NAME:
        raise InputRefused(Said("A requirement's name has {n} characters at most.", n=LONGEST_NAME))
    versions = {each.requirement: each for each in requirements_in_force(db)}
    last = versions.get(name)
    if last is not None and last.certificate != certificate:
        raise Conflict(
            Said(
                "“{name}” asks for the certificate “{certificate}”. Give this requirement a name"
                " of its own.",
                name=name,
                certificate=last.certificate,
            )
        )
    if last is None or not says(last, audience, rules):
        version = RequirementVersion(
            requirement=name,
            n=last.n + 1 if last else 1,
            certificate=certificate,
            audience=audience.stored(),
            rules=rules.stored(),
            from_at=now,
            by=by,
        )
        db.add(version)
        db.flush()
        record(
            db,
            "assignments:requirement:ended" if audience.nobody else "assignments:requirement:set",
            actor=by,
            now=now,
            requirement=name,
            version=version.n,
            audience=version.audience,
            **version.rules,
        )
    return settle(db, now=now, today=today, zone=zone)


def says(version: RequirementVersion, audience: Audience, rules: Rules) -> bool:
    """Whether a version asks just this, however it was written down."""
    return (read_stored(version.audience), read_rules(version.rules)) == (audience, rules)


def settle(db: Session, *, now: datetime, today: date, zone: tzinfo = CITY_ZONE) -> Settled:
    """Bring assignments in line with the roster and the requirements in force.

    The number of statements depends on the requirements, not on the people, but for chunks of
    `CHUNK` among those who leave. `zone` is the City's.
    """
    lock_assignments(db)
    total = Settled()
    for version in requirements_in_force(db):
        one = _settle_one(db, version, now=now, today=today, zone=zone)
        total = Settled(total.joined + one.joined, total.left + one.left, total.moved + one.moved)
    return total


def _settle_one(
    db: Session, version: RequirementVersion, *, now: datetime, today: date, zone: tzinfo
) -> Settled:
    rules = read_rules(version.rules)
    audience = read_stored(version.audience) if rules.has_begun(today) else NOBODY
    wanted = {} if audience.nobody else reached(db, audience, today, now=now)
    present = open_assignments(db, version.requirement)
    left = [present[each].id for each in present.keys() - wanted.keys()]
    moved = [
        {"id": each.id, "due": due}
        for each in present.values()
        if each.employee_id in wanted
        and (due := _due(rules, wanted[each.employee_id], each.from_at, zone)) != each.due
    ]
    joined = sorted(wanted.keys() - present.keys())
    for some in _chunks(left):
        db.execute(update(Assignment).where(Assignment.id.in_(some)).values(to_at=now))
    if moved:
        db.execute(update(Assignment), moved)
    if joined:
        dues = {each: _due(rules, wanted[each], now, zone) for each in joined}
        db.execute(
            insert(Assignment), [_assignment(version, each, dues[each], now) for each in joined]
        )
    return Settled(len(joined), len(left), len(moved))


def _due(rules: Rules, hired: date | None, from_at: datetime, zone: tzinfo) -> date | None:
    """The due day of somebody asked since an instant, counted from its day in the City."""
    return due_day(rules, hired=hired, joined=from_at.astimezone(zone).date())


def _assignment(
    version: RequirementVersion, employee_id: int, due: date | None, now: datetime
) -> dict[str, object]:
    return {
        "employee_id": employee_id,
        "requirement": version.requirement,
        "certificate": version.certificate,
        "from_at": now,
        "to_at": None,
        "due": due,
    }


def _chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]

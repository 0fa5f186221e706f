"""What waits for a second person, what is recorded, and what was in force on a day."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.edition import Edition
from training.content.holds.paused import is_held
from training.content.holds.queries import SET, holds_of
from training.content.models import Blob, Revision
from training.content.placed import ITEM, SECTION
from training.errors import NotFound
from training.learning.models import REGRADED, Completion, Enrolment, Evidence
from training.people.acts.queries import waiting
from training.people.models import Act, Employee
from training.people.queries import employment_on

EVIDENCE = "record-evidence"
"""The kind of the act."""


def evidence_waiting(db: Session) -> Sequence[Act]:
    """What waits for a second person, the oldest first."""
    return waiting(db, EVIDENCE)


def evidence_act(db: Session, act_id: int) -> Act:
    """What somebody asked to be recorded. Raises `NotFound`."""
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind == EVIDENCE))
    if act is None:
        raise NotFound("There is no such record of training.")
    return act


def evidence_of(db: Session, employee_id: int) -> list[Evidence]:
    """All that is recorded of somebody, the day taken last first."""
    mine = select(Evidence).where(Evidence.employee_id == employee_id)
    return list(db.scalars(mine.order_by(Evidence.day.desc(), Evidence.id.desc())))


def evidence_days(db: Session, completions: Collection[Completion]) -> dict[int, date]:
    """Of completions by training elsewhere the day on which it was taken, by their id."""
    ids = [each.id for each in completions]
    mine = select(Completion.id, Evidence.day).join(Evidence, Evidence.id == Completion.evidence_id)
    return {row.id: row.day for row in db.execute(mine.where(Completion.id.in_(ids)))}


def last_recorded(db: Session, most: int) -> list[tuple[Evidence, Employee]]:
    """What was recorded last, with its people."""
    rows = db.execute(
        select(Evidence, Employee)
        .join(Employee, Employee.id == Evidence.employee_id)
        .order_by(Evidence.id.desc())
        .limit(most)
    )
    return [(evidence, employee) for evidence, employee in rows]


def evidence_file(db: Session, sha256: str) -> tuple[str, bytes]:
    """Type and bytes of a file that shows some training, recorded or waiting.

    Raises `NotFound` for any other file of ours.
    """
    recorded = select(Evidence.id).where(Evidence.blob_sha256 == sha256).limit(1)
    known = db.scalar(recorded) is not None
    if not known and not any(each.params["file"] == sha256 for each in evidence_waiting(db)):
        raise NotFound("There is no such file.")
    blob = db.get_one(Blob, sha256)
    return blob.type, blob.bytes


def revision_on(db: Session, module: str, at: datetime) -> Revision | None:
    """The revision of a module that was in force at an instant; none before the first."""
    return db.scalar(
        select(Revision)
        .where(Revision.kind == "module", Revision.slug == module, Revision.published < at)
        .order_by(Revision.number.desc())
        .limit(1)
    )


def departments_on(db: Session, employee_ids: Collection[int], day: date) -> dict[int, int]:
    """The ids of the departments in which people worked on a day, by their own."""
    work = employment_on(day)
    rows = db.execute(
        select(work.c.employee_id, work.c.department_id).where(work.c.employee_id.in_(employee_ids))
    )
    return {each.employee_id: each.department_id for each in rows}


def last_taken(
    db: Session, module: str, employee_ids: Collection[int], zone: ZoneInfo
) -> dict[int, date]:
    """The local day on which people took a module last, here or elsewhere, by their id."""
    rows = db.execute(
        select(Completion.employee_id, Completion.at, Evidence.day)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .outerjoin(Evidence, Evidence.id == Completion.evidence_id)
        .where(Completion.module == module, Completion.employee_id.in_(employee_ids))
        .where(Enrolment.kind != REGRADED)
    )
    last: dict[int, date] = {}
    for employee_id, at, taken in rows:
        day = taken or at.astimezone(zone).date()
        last[employee_id] = max(day, last.get(employee_id, day))
    return last


def held_at(db: Session, edition: Edition, lineage: Sequence[str], at: datetime) -> frozenset[str]:
    """The parts of a module that were withdrawn at an instant: nobody was to follow them."""
    last = {each.part: each.what for each in holds_of(db, edition.slug) if each.at < at}
    held = {part.removeprefix(SECTION) for part, what in last.items() if what == SET}
    if not held:
        return frozenset()
    asked = [item for pool in edition.pools(lineage) for item in pool.items]
    items = [each for each in asked if is_held(edition.item(each, lineage, "en").covers, held)]
    return frozenset([*(SECTION + each for each in held), *(ITEM + each for each in items)])

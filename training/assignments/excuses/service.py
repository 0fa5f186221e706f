"""Setting excuses and ending them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.models import Excuse
from training.audit import record
from training.errors import Conflict, InputRefused, NotFound


def set_excuses(
    db: Session,
    employee_ids: Sequence[int],
    *,
    certificate: str | None,
    from_day: date,
    to_day: date,
    by: int,
    now: datetime,
    today: date,
) -> list[Excuse]:
    """The new excuses, one for each person: `certificate` is none for all certificates.

    They may overlap others; whoever has exactly this one keeps it. Raises `InputRefused` for a last
    day that has passed or that comes before the first.
    """
    if to_day < from_day:
        raise InputRefused("The last day comes before the first.")
    if to_day < today:
        raise InputRefused("The last day has passed: nothing would be excused any more.")
    same = (Excuse.certificate == certificate, Excuse.from_day == from_day)
    has = db.scalars(
        select(Excuse.employee_id)
        .where(Excuse.employee_id.in_(employee_ids), Excuse.ended.is_(None))
        .where(*same, Excuse.to_day == to_day)
    ).all()
    made = [
        Excuse(
            employee_id=each,
            certificate=certificate,
            from_day=from_day,
            to_day=to_day,
            by=by,
            at=now,
            ended=None,
            ended_by=None,
        )
        for each in employee_ids
        if each not in has
    ]
    db.add_all(made)
    days = {"from": from_day.isoformat(), "to": to_day.isoformat()}
    for each in made:
        facts = {"employee": each.employee_id, "certificate": certificate, **days}
        record(db, "assignments:excuse:set", actor=by, now=now, **facts)
    db.flush()
    return made


def end_excuse(db: Session, excuse_id: int, *, by: int, now: datetime) -> Excuse:
    """End an excuse now, whatever its last day.

    Raises `NotFound`, and `Conflict` for one that was ended before.
    """
    excuse = db.scalar(select(Excuse).where(Excuse.id == excuse_id).with_for_update())
    if excuse is None:
        raise NotFound("There is no such excuse.")
    if excuse.ended is not None:
        raise Conflict("This excuse was ended already.")
    excuse.ended, excuse.ended_by = now, by
    facts = {"employee": excuse.employee_id, "excuse": excuse.id}
    record(db, "assignments:excuse:ended", actor=by, now=now, **facts)
    db.flush()
    return excuse

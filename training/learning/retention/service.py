"""Taking answers away when the City need not keep them any more, and holding them when it must."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, cast, delete, insert, null, or_, update
from sqlalchemy.orm import Session

from training import audit
from training.db import alone
from training.errors import Conflict, InputRefused, NotFound
from training.learning.models import Answer, Attempt, Score
from training.learning.retention.models import LegalHold
from training.learning.retention.queries import going
from training.learning.retention.rules import EVERYTHING, HOLDS
from training.learning.statistics.counting import Answered, Sitting, rows_of
from training.learning.statistics.models import Tally
from training.learning.statistics.queries import FIRST, sittings
from training.people.service import lock

ONE_AT_A_TIME = 0x7075726765
"""The key behind which one purges or sets a hold; any number nobody else uses."""
AT_ONCE = 200
"""Attempts whose answers go in one transaction."""


@dataclass(frozen=True, slots=True)
class Purged:
    """What one step has done."""

    attempts: Counter[str]
    """How many attempts lost their answers, by module."""
    last: int
    """The id of the last one looked at: where the next step begins."""


def purge_some(
    db: Session,
    before: datetime,
    *,
    after: int = 0,
    by: int | None = None,
    now: datetime,
    limit: int = AT_ONCE,
) -> Purged | None:
    """Take away the answers of some attempts handed in before an instant; none when all is done.

    Only attempts with an id above `after` are looked at, and held ones are left. First attempts
    stay as nameless rows for the statistics, without what was typed; what each question brought
    stays with the score. The caller commits: whatever is killed before that has changed nothing.
    """
    # A hold that is set meanwhile waits, and is in force from the next step on.
    alone(db, ONE_AT_A_TIME)
    first = going(db, before, among=Attempt.id > after, now=now, limit=limit)
    if not first:
        return None
    for employee_id in sorted({each.employee_id for each in first}):
        lock(db, employee_id)
    # Only now is it certain that nobody disputes one of them meanwhile.
    ids = [each.attempt_id for each in first]
    found = going(db, before, among=Attempt.id.in_(ids), now=now, limit=limit)
    counted = Counter(each.module for each in found)
    if counted:
        _take_away(db, [each.attempt_id for each in found], now=now)
        facts = {"before": before.isoformat(), "attempts": dict(sorted(counted.items()))}
        audit.record(db, "learning:answers:purged", actor=by, now=now, **facts)
        db.flush()
    return Purged(counted, ids[-1])


def _take_away(db: Session, ids: Collection[int], *, now: datetime) -> None:
    tallies: Counter[tuple[str, Answered]] = Counter()
    for sitting in list(sittings(db, Attempt.id.in_(ids))):
        _keep_what_it_brought(db, sitting)
        if sitting.number == FIRST:
            tallies.update((sitting.module, each) for each in rows_of(sitting))
    if tallies:
        # In an order of their own: not even the rows' ids say who stood beside whom.
        rows = [_tally(module, each, n) for (module, each), n in tallies.items()]
        db.execute(insert(Tally), sorted(rows, key=repr))
    db.execute(delete(Answer).where(Answer.attempt_id.in_(ids)))
    db.execute(update(Attempt).where(Attempt.id.in_(ids)).values(purged=now))


def _keep_what_it_brought(db: Session, sitting: Sitting) -> None:
    """Only scores from before this was kept have none."""
    missing = or_(Score.items.is_(null()), cast(Score.items, Text) == "null")
    db.execute(
        update(Score)
        .where(Score.attempt_id == sitting.attempt_id, missing)
        .values(items=dict(sitting.brought))
        .execution_options(synchronize_session=False)
    )


def _tally(module: str, each: Answered, people: int) -> Mapping[str, object]:
    kept = each._asdict() | {"chosen": list(each.chosen)}
    return {"module": module, **kept, "people": people}


def set_legal_hold(
    db: Session, kind: str, subject: str, *, reason: str, by: int, now: datetime
) -> LegalHold:
    """Keep somebody's answers, a module's or all, until the hold is lifted.

    `subject`: the employee's id, the module's slug, or empty. Raises `InputRefused` without a
    reason.
    """
    if kind not in HOLDS or bool(subject) == (kind == EVERYTHING):
        raise InputRefused("Say whose answers are to be kept: somebody's, a module's, or all.")
    if not reason.strip():
        raise InputRefused("Say why these answers are to be kept.")
    alone(db, ONE_AT_A_TIME)
    hold = LegalHold(
        kind=kind,
        subject=subject,
        reason=reason.strip(),
        by=by,
        from_at=now,
        to_at=None,
        ended_by=None,
    )
    db.add(hold)
    db.flush()
    _write_down(db, "learning:legal-hold:set", hold, by=by, now=now)
    return hold


def lift_legal_hold(db: Session, hold_id: int, *, by: int, now: datetime) -> LegalHold:
    """End a hold. Raises `NotFound`, and `Conflict` when it was lifted already."""
    alone(db, ONE_AT_A_TIME)
    hold = db.get(LegalHold, hold_id, populate_existing=True)
    if hold is None:
        raise NotFound("There is no such hold.")
    if hold.to_at is not None:
        raise Conflict("This hold was lifted already.")
    hold.to_at, hold.ended_by = now, by
    db.flush()
    _write_down(db, "learning:legal-hold:lifted", hold, by=by, now=now)
    return hold


def _write_down(db: Session, act: str, hold: LegalHold, *, by: int, now: datetime) -> None:
    subject: dict[str, object] = {"subject": hold.subject}
    if hold.kind == "employee":
        subject = {"employee": int(hold.subject)}
    audit.record(db, act, actor=by, now=now, hold=hold.id, kind=hold.kind, **subject)
    db.flush()

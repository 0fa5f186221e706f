"""Writes of marking a question again: new scores beside the old, and credit for who was right."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from training.audit import record
from training.content.models import Revision
from training.learning.delta import Delta, read_delta
from training.learning.models import DELTA, REGRADED, Completion, Enrolment, Regrade, Score
from training.learning.queries import latest_enrolment
from training.learning.regrading.corrected.queries import Corrected
from training.learning.regrading.marking import Marked
from training.learning.regrading.queries import Sheet, concerned
from training.learning.service import complete, enrol
from training.people.models import Act


def begin_regrade(
    db: Session, act: Act, wrong: Corrected, *, second: int, now: datetime
) -> Regrade:
    """What two people agreed to, with nobody looked at yet."""
    people = db.scalar(select(func.count()).select_from(concerned(wrong).subquery()))
    made = Regrade(
        act_id=act.id,
        module=wrong.module,
        item=wrong.item,
        revision_id=wrong.correction.revision_id,
        takes_passes=act.params["takes_passes"],
        why=act.params["why"],
        by=act.by,
        second=second,
        at=now,
        people=people or 0,
        marked=0,
        after=0,
        until=None,
        done=None,
    )
    db.add(made)
    db.flush()
    facts = {"module": wrong.module, "item": wrong.item, "people": made.people}
    record(db, "learning:regrade:begun", actor=act.by, now=now, regrade=made.id, **facts)
    return made


def keep_marks(
    db: Session,
    regrade: Regrade,
    found: Sequence[Sheet],
    marks: Mapping[int, Marked | None],
    *,
    now: datetime,
) -> int:
    """How many attempts got another score by it; each gets one, and its old one stays.

    The caller has locked their people.
    """
    rows = [
        _row(regrade, each, mark, now)
        for each in found
        if not each.done and (mark := marks[each.attempt.id]) is not None
    ]
    if rows:
        db.execute(insert(Score), rows)
    return len(rows)


def _row(regrade: Regrade, sheet: Sheet, mark: Marked, now: datetime) -> dict[str, object]:
    return {
        "attempt_id": sheet.attempt.id,
        "version": sheet.score.version + 1,
        "points": mark.result.points,
        "of": mark.result.of,
        "passed": mark.passes(takes_passes=regrade.takes_passes),
        "items": {each.item: each.stored() for each in mark.result.items},
        "regrade_id": regrade.id,
        "at": now,
    }


def credit(
    db: Session,
    employee_id: int,
    wrong: Corrected,
    *,
    department_id: int,
    department: str,
    language: str,
    now: datetime,
) -> Completion:
    """Credit for the corrected question, for somebody who need not answer it; they are locked.

    What they have open stays open, but for a delta that asks nothing else.
    """
    last = latest_enrolment(db, employee_id, wrong.module)
    open_ = last.enrolment if last and last.enrolment.closed is None else None
    cycle = last.enrolment.cycle if last else 0
    asks_only_this = open_ is not None and _asks_only(open_, wrong)
    if open_ is not None:
        # Of two open ones the database would refuse the second.
        open_.closed = now
        if not asks_only_this:
            open_.cycle, cycle = cycle + 1, cycle - 1
        db.flush()
    enrolment = enrol(
        db,
        employee_id,
        db.get_one(Revision, wrong.correction.revision_id),
        department_id,
        cycle=cycle + 1,
        kind=REGRADED,
        delta=Delta((), (), (wrong.item,)),
        now=now,
    )
    done = complete(db, enrolment, department=department, attempt=None, language=language, now=now)
    if open_ is not None and not asks_only_this:
        open_.closed, open_.before_id = None, done.knowledge_id
        db.flush()
    return done


def _asks_only(enrolment: Enrolment, wrong: Corrected) -> bool:
    delta = read_delta(enrolment.parts)
    return enrolment.kind == DELTA and delta is not None and delta.parts == [wrong.part]


def went_on(
    db: Session, regrade: Regrade, looked_at: Sequence[int], *, whole: bool, now: datetime
) -> None:
    """Keep how far it has come. `whole`: there may be more people after these."""
    if regrade.done is None:
        regrade.marked += len(looked_at)
    if whole:
        regrade.after = looked_at[-1]
    else:
        # Whoever handed in while others were looked at may have been passed by already.
        regrade.after, regrade.until = 0, now if regrade.done else regrade.at
        if regrade.done is None:
            regrade.done = now
            record(db, "learning:regrade:finished", actor=None, now=now, regrade=regrade.id)
    db.flush()

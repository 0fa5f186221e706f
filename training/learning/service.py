"""Writes of learning: opening a module, reading, answering, scoring, completing."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import Insert, bindparam, insert, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from training.content.edition import SectionView
from training.content.item_view import ItemView
from training.content.models import Revision
from training.content.placed import ITEM
from training.content.queries import module_edition
from training.db import dialect_of, table_of, upsert, upsert_on
from training.errors import Conflict
from training.learning.answers import checked, goes_on
from training.learning.delta import Delta, read_delta
from training.learning.knowledge import knowledge_sha256
from training.learning.limits import ran_out
from training.learning.models import (
    FULL,
    Answer,
    Attempt,
    Completion,
    Enrolment,
    Knowledge,
    Reading,
    Score,
)
from training.learning.queries import (
    Asked,
    Attempted,
    asked,
    attempted,
    last_knowledge,
    refuse_held,
)
from training.learning.scoring import Result
from training.people.service import lock

# Built once: putting a statement together costs more than running it.
_SENT = update(table_of(Attempt)).where(table_of(Attempt).c.id == bindparam("attempt_id"))
_CLOSED = update(table_of(Enrolment)).where(table_of(Enrolment).c.id == bindparam("enrolment_id"))
_COMPLETED = insert(Completion).returning(Completion)


def enrol(
    db: Session,
    employee_id: int,
    revision: Revision,
    department_id: int,
    *,
    cycle: int,
    kind: str = FULL,
    delta: Delta | None = None,
    now: datetime,
) -> Enrolment:
    """Open a module for a person on a revision; the caller has locked the person.

    `kind` as in `Enrolment`; a delta asks only what `delta` holds.
    """
    before = last_knowledge(db, employee_id, revision.slug)
    enrolment = Enrolment(
        employee_id=employee_id,
        module=revision.slug,
        cycle=cycle,
        kind=kind,
        parts=delta.stored() if delta else None,
        known=None,
        before_id=before.id if before else None,
        revision_id=revision.id,
        department_id=department_id,
        opened=now,
        closed=None,
    )
    db.add(enrolment)
    db.flush()
    return enrolment


def mark_read(
    db: Session, enrolment: Enrolment, section: SectionView | ItemView, *, now: datetime
) -> None:
    """Write down that a section was read, once; in a finished module nothing changes.

    Of a delta also that somebody has seen how a question changed.
    """
    if enrolment.closed is not None:
        return
    lock(db, enrolment.employee_id)
    page = ITEM + section.id if isinstance(section, ItemView) else section.id
    db.execute(
        upsert(db, Reading)
        .values(enrolment_id=enrolment.id, section=page, sha256=section.sha256, at=now)
        .on_conflict_do_nothing(index_elements=["enrolment_id", "section"])
    )


def save_answer(
    db: Session,
    attempt_id: int,
    employee_id: int,
    item: str,
    n: int,
    value: object,
    *,
    now: datetime,
) -> bool:
    """Keep an answer; whether it is the newest. One that arrives late, with a lower `n`, changes
    nothing.

    `value` is as `answers` says for the question's kind. In a scenario there is no going back: a
    way that does not take the saved one further changes nothing. Raises `NotFound` for an item that
    was not drawn or an attempt of somebody else, `InputRefused` for what is no answer to it,
    `Conflict` once the attempt is submitted or its time is over, `OnHold` while one of its texts is
    withdrawn.
    """
    lock(db, employee_id)
    return keep_answer(db, asked(db, attempt_id, employee_id, item), n, value, now=now)


def keep_answer(db: Session, where: Asked, n: int, value: object, *, now: datetime) -> bool:
    """The same for a question that was read after the caller locked the person."""
    if where.submitted is not None:
        raise Conflict("This quiz has been handed in; its answers can no longer be changed.")
    if ran_out(where.ends, now):
        raise Conflict("The time for this quiz is over. What you had answered by then counts.")
    if where.was_held:
        found = attempted(db, where.attempt_id, where.employee_id)
        refuse_held(db, found, module_edition(db, found.revision))
    kept = checked(where.item, value)
    if where.item.kind == "scenario" and not goes_on(where.saved, kept):
        return False
    answer = {"attempt_id": where.attempt_id, "item": where.item.id, "value": kept}
    newest = _newest_answer(dialect_of(db))
    return db.scalar(newest, {**answer, "n": n, "saved": now}) is not None


@cache
def _newest_answer(dialect: str) -> Insert:
    """Put together once: that costs more than running it."""
    answers = table_of(Answer)
    new = upsert_on(dialect, answers)
    return new.on_conflict_do_update(
        index_elements=["attempt_id", "item"],
        set_={"n": new.excluded.n, "value": new.excluded.value, "saved": new.excluded.saved},
        where=answers.c.n <= new.excluded.n,
    ).returning(answers.c.id)


def close_practice(db: Session, where: Attempted, *, now: datetime) -> None:
    """Close an attempt that counts for nothing, without a score; the person is locked."""
    _close(db, where.attempt, now)


def record_result(db: Session, where: Attempted, result: Result, *, now: datetime) -> None:
    """Close an attempt with its score; the caller has locked the person."""
    _close(db, where.attempt, now)
    row = {
        "attempt_id": where.attempt.id,
        "version": 1,
        "points": result.points,
        "of": result.of,
        "passed": result.passed,
        "items": {each.item: each.stored() for each in result.items},
        "at": now,
    }
    db.execute(insert(table_of(Score)), row)


def _close(db: Session, attempt: Attempt, now: datetime) -> None:
    db.execute(_SENT, {"attempt_id": attempt.id, "submitted": now})
    set_committed_value(attempt, "submitted", now)


def complete(
    db: Session,
    enrolment: Enrolment,
    *,
    department: str,
    attempt: Attempt | None,
    language: str,
    held: Collection[str] = (),
    evidence_id: int | None = None,
    now: datetime,
) -> Completion:
    """Close an enrolment with a completion on its revision: by an attempt, by evidence of training
    that was taken elsewhere, or by reading alone.

    `department` is the slug of the enrolment's; `held` are the parts that were withdrawn. The
    caller has locked the person.
    """
    revision_id = attempt.revision_id if attempt else enrolment.revision_id
    row = {
        "enrolment_id": enrolment.id,
        "employee_id": enrolment.employee_id,
        "module": enrolment.module,
        "attempt_id": attempt.id if attempt else None,
        "evidence_id": evidence_id,
        "revision_id": revision_id,
        "department_id": enrolment.department_id,
        "language": language,
        "knowledge_id": _known(db, enrolment, revision_id, department, language, held),
        "at": now,
    }
    done = db.execute(_COMPLETED, row).scalar_one()
    db.execute(_CLOSED, {"enrolment_id": enrolment.id, "closed": now})
    set_committed_value(enrolment, "closed", now)
    return done


def _known(
    db: Session,
    enrolment: Enrolment,
    revision_id: int,
    department: str,
    language: str,
    held: Collection[str],
) -> int:
    """All that is known with it: the id of the row that everybody with the same past shares."""
    delta = read_delta(enrolment.parts)
    parts = delta.parts if delta else None
    withdrawn = sorted(held) or None
    sha256 = knowledge_sha256(
        enrolment.before_id,
        module=enrolment.module,
        revision_id=revision_id,
        department=department,
        language=language,
        parts=parts,
        held=withdrawn,
    )
    # It says what is there already, so that there is always a row to return.
    row = {
        "sha256": sha256,
        "before_id": enrolment.before_id,
        "module": enrolment.module,
        "revision_id": revision_id,
        "department": department,
        "language": language,
        "parts": parts,
        "held": withdrawn,
    }
    known: int = db.execute(_same_knowledge(dialect_of(db)), row).scalar_one()
    return known


@cache
def _same_knowledge(dialect: str) -> Insert:
    new = upsert_on(dialect, Knowledge)
    return new.on_conflict_do_update(
        index_elements=["sha256"], set_={"sha256": new.excluded.sha256}
    ).returning(Knowledge.id)

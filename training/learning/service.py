"""Writes of learning: opening a module, reading, answering, scoring, completing."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from training.content.edition import SectionView
from training.content.item_view import ItemView
from training.content.models import Revision
from training.content.placed import ITEM
from training.content.queries import module_edition
from training.db import upsert
from training.errors import Conflict, NotFound
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
    Attempted,
    answers_of,
    attempted,
    items_of,
    last_knowledge,
    refuse_held,
)
from training.learning.scoring import Result
from training.people.service import lock


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
    found = attempted(db, attempt_id, employee_id)
    if found.attempt.submitted is not None:
        raise Conflict("This quiz has been handed in; its answers can no longer be changed.")
    if ran_out(found.attempt.ends, now):
        raise Conflict("The time for this quiz is over. What you had answered by then counts.")
    if item not in {each.item for each in items_of(db, attempt_id)}:
        raise NotFound("This question is not part of your quiz.")
    edition = module_edition(db, found.revision)
    refuse_held(db, found, edition)
    view = edition.drawn_item(item, found.attempt.language)
    kept = checked(view, value)
    if view.kind == "scenario" and not _goes_on(db, attempt_id, item, kept):
        return False
    new = upsert(db, Answer).values(attempt_id=attempt_id, item=item, n=n, value=kept, saved=now)
    newest = new.on_conflict_do_update(
        index_elements=["attempt_id", "item"],
        set_={"n": new.excluded.n, "value": new.excluded.value, "saved": new.excluded.saved},
        where=Answer.n <= new.excluded.n,
    )
    return db.execute(newest.returning(Answer.id)).scalar_one_or_none() is not None


def _goes_on(db: Session, attempt_id: int, item: str, way: object) -> bool:
    saved = answers_of(db, attempt_id).get(item)
    return saved is None or goes_on(saved.value, way)


def close_practice(db: Session, where: Attempted, *, now: datetime) -> None:
    """Close an attempt that counts for nothing, without a score; the person is locked."""
    db.execute(update(Attempt).where(Attempt.id == where.attempt.id).values(submitted=now))


def record_result(db: Session, where: Attempted, result: Result, *, now: datetime) -> None:
    """Close an attempt with its score; the caller has locked the person."""
    db.execute(update(Attempt).where(Attempt.id == where.attempt.id).values(submitted=now))
    db.execute(
        insert(Score).values(
            attempt_id=where.attempt.id,
            version=1,
            points=result.points,
            of=result.of,
            passed=result.passed,
            items={each.item: each.stored() for each in result.items},
            at=now,
        )
    )


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
    done = Completion(
        enrolment_id=enrolment.id,
        employee_id=enrolment.employee_id,
        module=enrolment.module,
        attempt_id=attempt.id if attempt else None,
        evidence_id=evidence_id,
        revision_id=revision_id,
        department_id=enrolment.department_id,
        language=language,
        knowledge_id=_known(db, enrolment, revision_id, department, language, held),
        at=now,
    )
    db.add(done)
    enrolment.closed = now
    db.flush()
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
    new = upsert(db, Knowledge).values(
        sha256=sha256,
        before_id=enrolment.before_id,
        module=enrolment.module,
        revision_id=revision_id,
        department=department,
        language=language,
        parts=parts,
        held=withdrawn,
    )
    # It says what is there already, so that there is always a row to return.
    same = new.on_conflict_do_update(
        index_elements=["sha256"], set_={"sha256": new.excluded.sha256}
    )
    return db.execute(same.returning(Knowledge.id)).scalar_one()

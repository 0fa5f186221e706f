"""Writes of learning: opening a module, reading, answering, scoring, completing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from training.content.edition import Edition, SectionView
from training.content.models import Revision
from training.db import upsert
from training.errors import Conflict, InputRefused, NotFound, TooEarly
from training.learning.drawing import Drawable, draw_items, order_options
from training.learning.models import (
    Answer,
    Attempt,
    AttemptItem,
    Completion,
    Enrolment,
    Reading,
    Score,
)
from training.learning.queries import Attempted, Enrolled, attempted, attempts_of, items_of
from training.learning.scoring import Result
from training.people.service import lock


def enrol(
    db: Session,
    employee_id: int,
    revision: Revision,
    department_id: int,
    *,
    cycle: int,
    now: datetime,
) -> Enrolment:
    """Open a module for a person on a revision; the caller has locked the person."""
    enrolment = Enrolment(
        employee_id=employee_id,
        module=revision.slug,
        cycle=cycle,
        kind="full",
        revision_id=revision.id,
        department_id=department_id,
        opened=now,
        closed=None,
    )
    db.add(enrolment)
    db.flush()
    return enrolment


def mark_read(db: Session, enrolment: Enrolment, section: SectionView, *, now: datetime) -> None:
    """Write down that a section was read, once; in a finished module nothing changes."""
    if enrolment.closed is not None:
        return
    lock(db, enrolment.employee_id)
    db.execute(
        upsert(db, Reading)
        .values(enrolment_id=enrolment.id, section=section.id, sha256=section.sha256, at=now)
        .on_conflict_do_nothing(index_elements=["enrolment_id", "section"])
    )


def begin_attempt(
    db: Session,
    where: Enrolled,
    edition: Edition,
    lineage: tuple[str, ...],
    *,
    language: str,
    seed: int,
    now: datetime,
) -> Attempt:
    """The attempt in progress, or a new one with its items drawn; the caller has locked the person.

    Raises `TooEarly` when the quiz allows no further attempt.
    """
    earlier = [attempt for attempt, _score in attempts_of(db, where.enrolment.id)]
    if earlier and earlier[-1].submitted is None:
        return earlier[-1]
    if edition.attempts is not None and len(earlier) >= edition.attempts:
        raise TooEarly("There are no attempts left for this quiz; ask your liaison.")
    attempt = Attempt(
        enrolment_id=where.enrolment.id,
        number=len(earlier) + 1,
        revision_id=where.revision.id,
        language=language,
        seed=seed,
        begun=now,
        submitted=None,
    )
    db.add(attempt)
    db.flush()
    db.execute(insert(AttemptItem), _drawn(attempt, edition, lineage))
    return attempt


def _drawn(attempt: Attempt, edition: Edition, lineage: tuple[str, ...]) -> list[dict[str, object]]:
    pools = [Drawable(pool.items, pool.critical, pool.draw) for pool in edition.pools(lineage)]
    rows: list[dict[str, object]] = []
    for position, item_id in enumerate(draw_items(pools, attempt.seed), start=1):
        item = edition.item(item_id, lineage, attempt.language)
        order = order_options(
            len(item.options), shuffle=item.shuffle, seed=attempt.seed, item=item_id
        )
        rows.append(
            {
                "attempt_id": attempt.id,
                "position": position,
                "item": item_id,
                "sha256": item.sha256,
                "option_order": order,
            }
        )
    return rows


def save_answer(
    db: Session,
    attempt_id: int,
    employee_id: int,
    item: str,
    n: int,
    value: Sequence[int],
    *,
    now: datetime,
) -> None:
    """Keep an answer; a save that arrives late, with a lower `n`, changes nothing.

    `value` holds positions of options in the source, from 0. Raises `NotFound` for an item that was
    not drawn or an attempt of somebody else, `Conflict` once the attempt is submitted.
    """
    lock(db, employee_id)
    found = attempted(db, attempt_id, employee_id)
    if found.attempt.submitted is not None:
        raise Conflict("This quiz has been handed in; its answers can no longer be changed.")
    drawn = {each.item: each for each in items_of(db, attempt_id)}
    if item not in drawn:
        raise NotFound("This question is not part of your quiz.")
    chosen = sorted(set(value))
    if not set(chosen) <= set(drawn[item].option_order):
        raise InputRefused("That is not one of the answers to this question.")
    new = upsert(db, Answer).values(attempt_id=attempt_id, item=item, n=n, value=chosen, saved=now)
    db.execute(
        new.on_conflict_do_update(
            index_elements=["attempt_id", "item"],
            set_={"n": new.excluded.n, "value": new.excluded.value, "saved": new.excluded.saved},
            where=Answer.n <= new.excluded.n,
        )
    )


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
            at=now,
        )
    )


def complete(db: Session, where: Attempted, *, now: datetime) -> Completion:
    """Close an enrolment with a completion on the attempt's revision and language."""
    done = Completion(
        enrolment_id=where.enrolment.id,
        attempt_id=where.attempt.id,
        revision_id=where.attempt.revision_id,
        department_id=where.enrolment.department_id,
        language=where.attempt.language,
        at=now,
    )
    db.add(done)
    where.enrolment.closed = now
    db.flush()
    return done

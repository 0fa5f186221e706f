"""Disputing a result, answering it, and passing it on to somebody who can."""

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.audit import record
from training.errors import Conflict, InputRefused, NotAllowed, NotFound, Said, TooEarly
from training.learning.disputes.messages import dispute_answered, dispute_opened
from training.learning.disputes.models import OUTCOMES, Dispute
from training.learning.disputes.queries import (
    Disputed,
    dispute_on,
    disputed,
    own_dispute,
    who_answers,
    who_may_answer,
)
from training.learning.queries import attempted, items_of
from training.outbox import enqueue
from training.people.queries import Person
from training.people.service import lock

LONGEST = 2_000
"""Characters of what somebody says, and of what they are answered."""


def open_dispute(
    db: Session,
    employee_id: int,
    attempt_id: int,
    *,
    item: str | None,
    text: str,
    now: datetime,
    today: date,
) -> Dispute:
    """The dispute of a result, from now on under review; while one is open, that one.

    `item` is the question it is about, none for the whole result. Raises `NotFound` for an attempt
    of somebody else and a question that it did not ask, `TooEarly` before it is sent,
    `InputRefused` for no words or too many, `NotReady` while nobody can answer.
    """
    lock(db, employee_id)
    where = attempted(db, attempt_id, employee_id)
    if where.attempt.submitted is None:
        raise TooEarly("Send the quiz first; there is no result to dispute yet.")
    known = dispute_on(db, attempt_id)
    if known and known.is_open:
        return known.dispute
    words = checked_words(text)
    if item is not None and item not in {each.item for each in items_of(db, attempt_id)}:
        raise NotFound("This question is not part of your quiz.")
    owner = who_answers(db, where.revision, employee_id, now=now, today=today)
    made = Dispute(attempt_id=attempt_id, item=item, text=words, opened=now, owner_id=owner.id)
    db.add(made)
    db.flush()
    record(
        db,
        "learning:dispute:opened",
        actor=employee_id,
        now=now,
        dispute=made.id,
        attempt=attempt_id,
        owner=owner.id,
    )
    enqueue(db, [dispute_opened(made.id, owner.id, now=now)])
    return made


def answer_dispute(
    db: Session, dispute_id: int, *, outcome: str, text: str, by: Person, now: datetime
) -> Dispute:
    """The dispute, answered; the person is told. Nothing about the score changes by it.

    Raises `NotAllowed` for others than its owner and administrators, `Conflict` when it was
    answered already, and `InputRefused` for no words, too many, or an unknown outcome.
    """
    found = may_answer(disputed(db, dispute_id), by)
    lock(db, found.learner.id)
    if outcome not in OUTCOMES:
        raise InputRefused("Say what came of it.")
    answer = checked_words(text)
    closed = db.scalar(
        update(Dispute)
        .where(Dispute.id == dispute_id, Dispute.closed.is_(None))
        # Whoever answers is the name that stands under it.
        .values(closed=now, closed_by=by.id, owner_id=by.id, outcome=outcome, answer=answer)
        .returning(Dispute.id)
    )
    if closed is None:
        raise Conflict("This dispute has been answered already.")
    who = found.learner.id
    record(
        db,
        "learning:dispute:answered",
        actor=by.id,
        now=now,
        dispute=dispute_id,
        employee=who,
        outcome=outcome,
    )
    enqueue(db, [dispute_answered(dispute_id, now=now)])
    db.refresh(found.dispute)
    return found.dispute


def pass_on(
    db: Session, dispute_id: int, to: int, *, by: Person, now: datetime, today: date
) -> None:
    """Have another person answer an open dispute; they are told.

    Raises as `answer_dispute`, and `NotAllowed` for somebody who may not answer it.
    """
    found = may_answer(disputed(db, dispute_id), by)
    lock(db, found.learner.id)
    if to not in {each.id for each in who_may_answer(db, now=now, today=today)}:
        raise NotAllowed("Disputes are answered by OEI and by authors.")
    if to == found.learner.id:
        raise NotAllowed("Nobody answers their own dispute.")
    changed = db.scalar(
        update(Dispute)
        .where(Dispute.id == dispute_id, Dispute.closed.is_(None))
        .values(owner_id=to)
        .returning(Dispute.id)
    )
    if changed is None:
        raise Conflict("This dispute has been answered already.")
    record(db, "learning:dispute:passed-on", actor=by.id, now=now, dispute=dispute_id, owner=to)
    enqueue(db, [dispute_opened(dispute_id, to, now=now)])


def read_answer(db: Session, dispute_id: int, employee_id: int, *, now: datetime) -> None:
    """Write down that somebody has read the answer to their dispute; twice is the same."""
    found = own_dispute(db, dispute_id, employee_id)
    if found.is_open:
        raise TooEarly("This dispute has not been answered yet.")
    if found.dispute.seen is None:
        found.dispute.seen = now
        db.flush()


def may_answer(found: Disputed, by: Person) -> Disputed:
    """The dispute again. Raises `NotAllowed` unless it is theirs to answer, or they administer;
    nobody looks into or answers their own."""
    if by.id == found.learner.id:
        raise NotAllowed("Nobody answers their own dispute.")
    if "administrator" in by.roles or ("author" in by.roles and by.id == found.owner.id):
        return found
    raise NotAllowed(Said("{name} answers this dispute.", name=found.owner.name))


def checked_words(text: str) -> str:
    """What was written, without the space around it. Raises `InputRefused`."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise InputRefused(Said("Write between 1 and {n} characters.", n=LONGEST))
    return words

"""Saying that something is not how it works here, and replying to it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.audit import record
from training.content.feedback.messages import feedback_answered
from training.content.feedback.models import Feedback
from training.content.feedback.queries import feedback, own_feedback, said_lately
from training.errors import Conflict, InputRefused, Said, TooEarly
from training.outbox import enqueue
from training.people.service import lock

LONGEST = 2_000
"""Characters, of what is said and of the reply."""
MOST_A_DAY = 20
"""So much one person may say within a day; more is no person's reading."""


@dataclass(frozen=True, slots=True)
class About:
    """What is meant: a page's path and, where it is of a module, its part and exact text."""

    page: str
    module: str | None = None
    part: str | None = None
    revision_id: int | None = None


def leave_feedback(
    db: Session, employee_id: int, about: About, text: str, *, now: datetime
) -> Feedback:
    """What somebody says about a page; the same words once more are the same.

    Raises `InputRefused` for no words or too many, `TooEarly` after very much within a day.
    """
    lock(db, employee_id)
    words = checked_words(text)
    same = db.scalar(
        select(Feedback)
        .where(Feedback.employee_id == employee_id, Feedback.page == about.page)
        .where(Feedback.text == words, Feedback.replied.is_(None))
        .limit(1)
    )
    if same is not None:
        return same
    if said_lately(db, employee_id, now=now) >= MOST_A_DAY:
        raise TooEarly("That is a lot for one day. Please write again tomorrow, or call OEI.")
    made = Feedback(
        employee_id=employee_id,
        page=about.page,
        module=about.module,
        part=about.part,
        revision_id=about.revision_id,
        text=words,
        at=now,
    )
    db.add(made)
    db.flush()
    record(db, "content:feedback:left", actor=employee_id, now=now, feedback=made.id)
    return made


def reply(db: Session, feedback_id: int, text: str, *, by: int, now: datetime) -> Feedback:
    """What somebody said, with the reply; they are told. Raises `NotFound`, `InputRefused`, and
    `Conflict` when it has a reply already."""
    found = feedback(db, feedback_id)
    lock(db, found.employee.id)
    changed = db.scalar(
        update(Feedback)
        .where(Feedback.id == feedback_id, Feedback.replied.is_(None))
        .values(reply=checked_words(text), replied=now, replied_by=by)
        .returning(Feedback.id)
    )
    if changed is None:
        raise Conflict("Somebody has replied already.")
    who = found.employee.id
    record(db, "content:feedback:answered", actor=by, now=now, feedback=feedback_id, employee=who)
    enqueue(db, [feedback_answered(feedback_id, now=now)])
    db.refresh(found.feedback)
    return found.feedback


def read_reply(db: Session, feedback_id: int, employee_id: int, *, now: datetime) -> None:
    """Write down that somebody has read the reply to what they said; twice is the same."""
    found = own_feedback(db, feedback_id, employee_id)
    if found.feedback.replied is None:
        raise TooEarly("Nobody has replied yet.")
    if found.feedback.seen is None:
        found.feedback.seen = now
        db.flush()


def checked_words(text: str) -> str:
    """What was written, without the space around it. Raises `InputRefused`."""
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise InputRefused(Said("Write between 1 and {n} characters.", n=LONGEST))
    return words

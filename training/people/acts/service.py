"""Asking for an act that needs two people, and deciding it. What it does is its caller's."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training import audit
from training.errors import Conflict, NotAllowed, NotFound
from training.people.acts.queries import waiting
from training.people.models import Act, ActDecision

AGREED, REFUSED = "agreed", "refused"


def ask(
    db: Session, kind: str, subject: str, params: dict[str, Any], *, by: int, now: datetime
) -> Act:
    """The act, waiting for a second person; one that waits with the same words is kept."""
    for each in waiting(db, kind):
        if (each.subject, each.params, each.by) == (subject, params, by):
            return each
    act = Act(kind=kind, subject=subject, params=params, by=by, at=now)
    db.add(act)
    db.flush()
    audit.record(db, "people:act:asked", actor=by, now=now, kind=kind, on=subject, number=act.id)
    return act


def decide(db: Session, act_id: int, kind: str, *, second: int, agrees: bool, now: datetime) -> Act:
    """The act of a kind, decided by a second person; what was agreed is for the caller to do.

    Raises `NotFound`, `NotAllowed` for whoever asked for it (they can only take it back, by
    refusing it) and `Conflict` when it is decided already.
    """
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind == kind).with_for_update())
    if act is None:
        raise NotFound("There is no such act to decide.")
    if agrees and act.by == second:
        raise NotAllowed("You asked for this yourself; somebody else has to agree.")
    if db.scalar(select(ActDecision.id).where(ActDecision.act_id == act_id)) is not None:
        raise Conflict("This is decided already.")
    outcome = AGREED if agrees else REFUSED
    db.add(ActDecision(act_id=act_id, second=second, outcome=outcome, at=now))
    facts = {"kind": kind, "on": act.subject, "number": act.id}
    audit.record(db, f"people:act:{outcome}", actor=second, now=now, **facts)
    db.flush()
    return act

"""Which regrades there are, which have work left, and what each has done."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.errors import NotFound
from training.learning.models import REGRADED, Enrolment, Regrade, Score
from training.people.acts.queries import waiting
from training.people.models import Act

REGRADE = "regrade-question"
"""The kind of the act."""


def regrades_waiting(db: Session) -> list[Act]:
    """What waits for a second person, the oldest first."""
    return list(waiting(db, REGRADE))


def regrade_act(db: Session, act_id: int) -> Act:
    """A proposal to mark a question again. Raises `NotFound`."""
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind == REGRADE))
    if act is None:
        raise NotFound("There is no such proposal.")
    return act


def regrade_of(db: Session, act_id: int) -> Regrade | None:
    """What came of a proposal; none while it waits, and where it was refused."""
    return db.scalar(select(Regrade).where(Regrade.act_id == act_id))


def regrades(db: Session) -> list[Regrade]:
    """Every regrade, the newest first."""
    return list(db.scalars(select(Regrade).order_by(Regrade.id.desc())))


def regrades_to_go_on(db: Session, *, before: datetime) -> list[int]:
    """The ids of those that are not done, or whose late ones were looked for last before then.

    Of one question only the last: it has the right key.
    """
    newer = aliased(Regrade, name="newer")
    later = exists().where(
        newer.module == Regrade.module, newer.item == Regrade.item, newer.id > Regrade.id
    )
    left = or_(Regrade.until.is_(None), Regrade.until < before)
    return list(db.scalars(select(Regrade.id).where(left, ~later).order_by(Regrade.id)))


class Outcome(NamedTuple):
    """What a regrade has done so far: attempts marked, those with other points, passes gained and
    taken, and people who got credit for the corrected question."""

    attempts: int
    changed: int
    gained: int
    taken: int
    spared: int


def outcome(db: Session, regrade: Regrade) -> Outcome:
    """What a regrade has done so far; two statements."""
    was = aliased(Score, name="was")
    before = (was.attempt_id == Score.attempt_id) & (was.version == Score.version - 1)
    rows = db.execute(
        select(
            func.count(),
            func.count().filter(was.points != Score.points),
            func.count().filter(Score.passed, ~was.passed),
            func.count().filter(~Score.passed, was.passed),
        )
        .select_from(Score)
        .join(was, before)
        .where(Score.regrade_id == regrade.id)
    ).one()
    spared = db.scalar(
        select(func.count(Enrolment.id)).where(
            Enrolment.kind == REGRADED,
            Enrolment.module == regrade.module,
            Enrolment.revision_id == regrade.revision_id,
            Enrolment.opened >= regrade.at,
        )
    )
    return Outcome(*rows, spared or 0)

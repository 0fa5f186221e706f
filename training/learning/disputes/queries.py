"""Reads of disputes: the one of a result, those that wait for an answer, whom they protect."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.content.models import Revision
from training.errors import NotFound, NotReady
from training.learning.disputes.models import Dispute
from training.learning.models import Attempt, Enrolment
from training.people.grants.queries import holders_of
from training.people.models import Employee

ANSWERING = ("administrator", "author")
"""The roles that may answer disputes."""
_OWNER = aliased(Employee, name="owner")


@dataclass(frozen=True, slots=True)
class Disputed:
    """A dispute with the attempt it is about, who disputes it and who answers it."""

    dispute: Dispute
    attempt: Attempt
    enrolment: Enrolment
    revision: Revision
    learner: Employee
    owner: Employee

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered it yet."""
        return self.dispute.closed is None


# Built once: putting a statement together costs more than running it.
_DISPUTED = (
    select(Dispute, Attempt, Enrolment, Revision, Employee, _OWNER)
    .join(Attempt, Attempt.id == Dispute.attempt_id)
    .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
    .join(Revision, Revision.id == Attempt.revision_id)
    .join(Employee, Employee.id == Enrolment.employee_id)
    .join(_OWNER, _OWNER.id == Dispute.owner_id)
    .execution_options(populate_existing=True)
)
_LAST_ON = (
    _DISPUTED.where(Dispute.attempt_id == bindparam("attempt_id"))
    .order_by(Dispute.id.desc())
    .limit(1)
)


def disputed(db: Session, dispute_id: int) -> Disputed:
    """One dispute. Raises `NotFound`."""
    row = db.execute(_DISPUTED.where(Dispute.id == dispute_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such dispute.")
    return Disputed(*row)


def own_dispute(db: Session, dispute_id: int, employee_id: int) -> Disputed:
    """One dispute of somebody. Raises `NotFound` for one that is not theirs."""
    found = disputed(db, dispute_id)
    if found.learner.id != employee_id:
        raise NotFound("There is no such dispute of yours.")
    return found


def dispute_on(db: Session, attempt_id: int) -> Disputed | None:
    """The last dispute of a result, open or answered; one statement."""
    row = db.execute(_LAST_ON, {"attempt_id": attempt_id}).one_or_none()
    return Disputed(*row) if row else None


def disputes(db: Session, *, answered: bool) -> list[Disputed]:
    """Those that wait for an answer, the oldest first; or those answered, the newest first."""
    query = _DISPUTED
    if answered:
        query = query.where(Dispute.closed.is_not(None)).order_by(Dispute.closed.desc())
    else:
        query = query.where(Dispute.closed.is_(None)).order_by(Dispute.opened)
    return [Disputed(*row) for row in db.execute(query.order_by(Dispute.id))]


def disputed_at(db: Session, at: datetime) -> dict[int, frozenset[str]]:
    """By employee the modules whose result they had disputed and nobody had answered by then."""
    rows = db.execute(
        select(Enrolment.employee_id, Enrolment.module)
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .join(Dispute, Dispute.attempt_id == Attempt.id)
        .where(Dispute.opened <= at, _open_at(at))
    )
    found: dict[int, set[str]] = {}
    for who, module in rows:
        found.setdefault(who, set()).add(module)
    return {who: frozenset(modules) for who, modules in found.items()}


def _open_at(at: datetime) -> ColumnElement[bool]:
    return or_(Dispute.closed.is_(None), Dispute.closed > at)


def who_may_answer(db: Session, *, now: datetime, today: date) -> list[Employee]:
    """Everybody who may answer disputes, OEI's administrators first; two statements."""
    found: dict[int, Employee] = {}
    for role in ANSWERING:
        for each in holders_of(db, role, now=now, today=today):
            found.setdefault(each.id, each)
    return list(found.values())


def who_answers(
    db: Session, revision: Revision, learner_id: int, *, now: datetime, today: date
) -> Employee:
    """Who is to answer a dispute: who published the text, if they still may, else the
    administrator (else the author) with the fewest that wait; never whoever disputes it.

    Raises `NotReady` while there is nobody.
    """
    able = [each for each in who_may_answer(db, now=now, today=today) if each.id != learner_id]
    if not able:
        raise NotReady("Nobody answers disputes yet. Call the Office of Equity and Inclusion.")
    for each in able:
        if each.id == revision.by:
            return each
    administrators = {each.id for each in holders_of(db, ANSWERING[0], now=now, today=today)}
    rows = db.execute(
        select(Dispute.owner_id, func.count(Dispute.id))
        .where(Dispute.closed.is_(None))
        .group_by(Dispute.owner_id)
    )
    waiting = {who: n for who, n in rows}  # noqa: C416 - a row is no pair to `dict`
    return min(able, key=lambda each: (each.id not in administrators, waiting.get(each.id, 0)))

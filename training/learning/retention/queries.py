"""Which answers are old enough to go, and what holds them."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, cast, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.learning.disputes.models import Dispute
from training.learning.models import Attempt, AttemptItem, Enrolment, Regrade
from training.learning.regrading.recorded.queries import regrades_waiting
from training.learning.retention.models import LegalHold
from training.learning.retention.rules import EMPLOYEE, EVERYTHING, MODULE, Due


def due(db: Session, before: datetime, *, now: datetime) -> list[Due]:
    """By module, how many attempts were handed in before an instant and are not purged, and why
    some are held."""
    disputed, regraded, on_hold = _disputed(), _regraded(db), _on_hold(now)
    each = (
        select(
            Enrolment.module,
            disputed.label("disputed"),
            regraded.label("regraded"),
            on_hold.label("on_hold"),
        )
        .join(Attempt, Attempt.enrolment_id == Enrolment.id)
        .where(*_old(before))
        .subquery()
    )
    columns = (each.c.module, each.c.disputed, each.c.regraded, each.c.on_hold)
    found: dict[str, Due] = {}
    for module, *why, n in db.execute(select(*columns, func.count()).group_by(*columns)):
        was = found.get(module, Due(module, 0, 0, 0, 0, 0))
        held = [n if each else 0 for each in (any(why), *why)]
        found[module] = Due(
            module,
            was.attempts + n,
            was.held + held[0],
            was.disputed + held[1],
            was.regraded + held[2],
            was.on_hold + held[3],
        )
    return [found[each] for each in sorted(found)]


class Going(NamedTuple):
    """An attempt whose answers may go: its id, whose it is and of which module."""

    attempt_id: int
    employee_id: int
    module: str


def going(
    db: Session, before: datetime, *, among: ColumnElement[bool], now: datetime, limit: int
) -> list[Going]:
    """The first attempts, by their ids, whose answers may go, `among` some."""
    rows = db.execute(
        select(Attempt.id, Enrolment.employee_id, Enrolment.module)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .where(among, *_old(before), ~or_(_disputed(), _regraded(db), _on_hold(now)))
        .order_by(Attempt.id)
        .limit(limit)
    )
    return [Going(*row) for row in rows]


def legal_holds(db: Session) -> list[LegalHold]:
    """Every hold that was ever set, those in force and the newest first."""
    return list(
        db.scalars(select(LegalHold).order_by(LegalHold.to_at.is_not(None), LegalHold.id.desc()))
    )


def _old(before: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Attempt.submitted < before, Attempt.purged.is_(None)


def _disputed() -> ColumnElement[bool]:
    return exists().where(Dispute.attempt_id == Attempt.id, Dispute.closed.is_(None))


def _regraded(db: Session) -> ColumnElement[bool]:
    """Whether an attempt asked a question that is being marked again, or may be."""
    newer = aliased(Regrade, name="newer")
    # Of one question only the last goes on: one before it that was not done by then never is.
    later = exists().where(
        newer.module == Regrade.module, newer.item == Regrade.item, newer.id > Regrade.id
    )
    unfinished = db.execute(
        select(Regrade.module, Regrade.item).where(Regrade.done.is_(None), ~later)
    )
    items = {(module, item) for module, item in unfinished}
    items |= {(each.params["module"], each.params["item"]) for each in regrades_waiting(db)}
    asked = [
        and_(
            Enrolment.module == module,
            exists().where(AttemptItem.attempt_id == Attempt.id, AttemptItem.item == item),
        )
        for module, item in sorted(items)
    ]
    return or_(false(), *asked)


def _on_hold(now: datetime) -> ColumnElement[bool]:
    on = or_(
        LegalHold.kind == EVERYTHING,
        and_(LegalHold.kind == MODULE, LegalHold.subject == Enrolment.module),
        and_(LegalHold.kind == EMPLOYEE, LegalHold.subject == cast(Enrolment.employee_id, String)),
    )
    ended = and_(LegalHold.to_at.is_not(None), LegalHold.to_at <= now)
    return exists().where(on, LegalHold.from_at <= now, ~ended)

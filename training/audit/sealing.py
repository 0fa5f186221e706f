"""The sealer: takes the events that no seal holds yet and chains them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, text
from sqlalchemy.orm import Session

from training.audit import AuditEvent, AuditSeal
from training.audit.hashing import GENESIS, event_hash, seal_hash
from training.audit.runs import gaps

LOCK = 7_236_002
"""The key of PostgreSQL's advisory lock: any number that nobody else picks."""
MOST = 2_000
"""Events in one seal; a backlog becomes several."""
PATIENCE = timedelta(days=1)
"""How long an id that was skipped may still come: longer than any transaction lives."""

Late = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Tip:
    """Where the chain ends: its newest hash, the highest id it holds, and what may still come."""

    hash: str
    high: int
    late: Sequence[Late]


def is_waiting(db: Session) -> bool:
    """Whether there is something to seal: one short look, without any lock."""
    return db.scalar(select(AuditEvent.id).where(_unsealed(_tip(db))).limit(1)) is not None


def waiting_since(db: Session) -> datetime | None:
    """When the oldest event that no seal holds yet was written down."""
    return db.scalar(select(func.min(AuditEvent.at)).where(_unsealed(_tip(db))))


def waiting(db: Session) -> int:
    """How many events no seal holds yet."""
    return db.scalar(select(func.count(AuditEvent.id)).where(_unsealed(_tip(db)))) or 0


def seal_next(db: Session, *, now: datetime) -> AuditSeal | None:
    """The next seal; none if there is nothing to seal or another sealer is at it.

    Writers are never waited for and never wait: what is not committed yet comes into a later seal.
    """
    if not _is_alone(db):
        return None
    tip = _tip(db)
    of_an_event = (AuditEvent.id, AuditEvent.at, AuditEvent.actor, AuditEvent.act, AuditEvent.facts)
    events = db.execute(
        select(*of_an_event).where(_unsealed(tip)).order_by(AuditEvent.id).limit(MOST)
    ).all()
    if not events:
        return None
    rows = [(each.id, event_hash(*each)) for each in events]
    late = [] if _is_sqlite(db) else still_to_come(tip, [each.id for each in events], now)
    seal = AuditSeal(
        first=rows[0][0],
        last=rows[-1][0],
        rows=rows,
        late=late,
        previous=tip.hash,
        hash=seal_hash(tip.hash, now, rows, late),
        at=now,
    )
    db.add(seal)
    db.flush()
    return seal


def still_to_come(tip: Tip, sealed: Sequence[int], now: datetime) -> list[Late]:
    """The ids that were skipped and may yet be committed, those sealed now left out."""
    found: list[Late] = []
    for first, last, since in tip.late:
        if datetime.fromisoformat(since) + PATIENCE > now:
            found += [(*gap, since) for gap in gaps(first, last, _within(sealed, first, last))]
    fresh = [each for each in sealed if each > tip.high]
    if fresh:
        found += [(*gap, now.isoformat()) for gap in gaps(tip.high + 1, fresh[-1], fresh)]
    return found


def _within(ids: Sequence[int], first: int, last: int) -> list[int]:
    return [each for each in ids if first <= each <= last]


def _tip(db: Session) -> Tip:
    newest = db.execute(
        select(AuditSeal.hash, AuditSeal.late).order_by(AuditSeal.id.desc()).limit(1)
    ).one_or_none()
    if newest is None:
        return Tip(GENESIS, 0, ())
    return Tip(newest.hash, db.scalar(select(func.max(AuditSeal.last))) or 0, newest.late)


def _unsealed(tip: Tip) -> ColumnElement[bool]:
    late = [AuditEvent.id.between(first, last) for first, last, _since in tip.late]
    return or_(AuditEvent.id > tip.high, *late)


def _is_alone(db: Session) -> bool:
    """Whether no other sealer is at work until this transaction ends."""
    if _is_sqlite(db):
        return True  # a writing session has the only write lock
    return bool(db.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": LOCK}))


def _is_sqlite(db: Session) -> bool:
    return db.get_bind().dialect.name == "sqlite"

"""A chain of events to be read, and a way past the triggers that keep it."""

from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.cast import NOW
from training.audit import record
from training.audit.head import Head, newest_head
from training.audit.sealing import seal_next

ACTS = ("people:employee:signed-in", "learning:attempt:begun", "people:role:granted")
TABLES = ("training_audit", "training_audit_seal")


def act(db: Session, n: int, *, first: int = 0) -> None:
    """Write down some acts, a second apart."""
    for each in range(first, first + n):
        at = NOW + timedelta(seconds=each)
        record(db, ACTS[each % 3], actor=each % 7 or None, now=at, employee=each % 5, role="é")
        db.flush()


def from_one(db: Session) -> None:
    """Begin the ids at 1, whatever was rolled back before."""
    if db.get_bind().dialect.name == "postgresql":
        for table in TABLES:
            db.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1, false)"))


def seal_everything(db: Session) -> int:
    """Seal what waits; how many seals that took."""
    made = 0
    while seal_next(db, now=NOW + timedelta(hours=1, seconds=made)) is not None:
        made += 1
    return made


def chained(db: Session, *, seals: int, each: int) -> Head:
    """Some seals of as many events each; the chain's head."""
    from_one(db)
    for n in range(seals):
        act(db, each, first=n * each)
        seal_next(db, now=NOW + timedelta(minutes=n))
    head = newest_head(db)
    assert head is not None
    return head


def without_triggers(db: Session) -> None:
    """What whoever owns the database can do: get past the triggers, in this transaction."""
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SET LOCAL session_replication_role = replica"))
        return
    for table in TABLES:
        for verb in ("update", "delete"):
            db.execute(text(f"DROP TRIGGER {table}_no_{verb}"))

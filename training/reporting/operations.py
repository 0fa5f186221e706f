"""How the system is: counts and versions for IT, and nobody's name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from training.audit import AuditSeal
from training.audit.sealing import waiting, waiting_since
from training.content.models import Revision
from training.content.queries import all_in_force, missing_approvals
from training.outbox import OutboxMessage

SOON = timedelta(seconds=30)
"""The job loop seals within 5 seconds; what waits longer says that it does not run."""
KINDS = ("module", "certificate")


@dataclass(frozen=True, slots=True)
class Served:
    """A text in force, and which reviewers have not approved it yet."""

    revision: Revision
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """What IT asks first when something is wrong."""

    engine: str
    """The database's name and version."""
    journal: str
    """How SQLite keeps its journal; empty on PostgreSQL."""
    outbox_waiting: int
    outbox_dead: int
    outbox_oldest: datetime | None
    """Since when the oldest message that is due has been due."""
    last_seal: datetime | None
    unsealed: int
    unsealed_since: datetime | None
    content: tuple[Served, ...]
    now: datetime

    @property
    def jobs_run(self) -> bool:
        """Whether the job loop does its work: nothing that was written down waits for long."""
        return self.unsealed_since is None or self.now - self.unsealed_since < SOON


def health(db: Session, *, now: datetime) -> Health:
    """How everything stands at this instant."""
    open_ = (OutboxMessage.done.is_(None), OutboxMessage.dead.is_(None))
    due = select(func.min(OutboxMessage.due)).where(*open_, OutboxMessage.due <= now)
    count = select(func.count(OutboxMessage.id))
    engine, journal = _database(db)
    return Health(
        engine=engine,
        journal=journal,
        outbox_waiting=db.scalar(count.where(*open_)) or 0,
        outbox_dead=db.scalar(count.where(OutboxMessage.dead.is_not(None))) or 0,
        outbox_oldest=db.scalar(due),
        last_seal=db.scalar(select(AuditSeal.at).order_by(AuditSeal.id.desc()).limit(1)),
        unsealed=waiting(db),
        unsealed_since=waiting_since(db),
        content=_content(db),
        now=now,
    )


def _content(db: Session) -> tuple[Served, ...]:
    served = [each for kind in KINDS for each in all_in_force(db, kind)]
    missing = missing_approvals(db, [each.id for each in served])
    return tuple(Served(each, tuple(sorted(missing.get(each.id, ())))) for each in served)


def _database(db: Session) -> tuple[str, str]:
    if db.get_bind().dialect.name == "sqlite":
        version = db.scalar(text("SELECT sqlite_version()"))
        return f"SQLite {version}", str(db.scalar(text("PRAGMA journal_mode")))
    return f"PostgreSQL {db.scalar(text('SHOW server_version'))}", ""

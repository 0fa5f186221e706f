"""The database: a declarative base, column idioms, and reading and writing sessions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from time import monotonic
from typing import Annotated, Any, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

WAL_IS_SAFE_FROM = (3, 51, 3)
"""Older SQLite can corrupt a WAL database at a checkpoint, so they get a rollback journal."""

BUSY_TIMEOUT_MS = 15_000
SURELY_ALIVE_SECONDS = 1.0
"""For how long after its last use nobody asks a connection whether it is alive."""


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware UTC in Python; UTC in the database (SQLite keeps it without the offset)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone; use an aware datetime")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")

Key = Annotated[int, mapped_column(BigId, primary_key=True)]
Instant = Annotated[datetime, mapped_column(UtcDateTime())]
Day = Annotated[date, mapped_column()]
Slug = Annotated[str, mapped_column(String(80))]
Sha256 = Annotated[str, mapped_column(String(64))]
Language = Annotated[str, mapped_column(String(8))]
Facts = Annotated[dict[str, Any], mapped_column(JSON)]


class Base(DeclarativeBase):
    """Every table of the system; all names begin with `training_`."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Database:
    """The engine with a reading and a writing kind of session.

    `writing()` takes SQLite's write lock at once (`BEGIN IMMEDIATE`), so that what it reads stays
    true until it commits; elsewhere it is an ordinary transaction and flows lock rows.
    """

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        options: dict[str, Any] = {} if url.startswith("sqlite") else {"pool_size": pool_size}
        # An error names its statement and never the values: people typed them.
        self.engine: Engine = create_engine(
            url,
            hide_parameters=True,
            **options,
        )
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine)
        else:
            _ask_whether_alive(self.engine)
        self._writing = self.engine.execution_options(training_begin="IMMEDIATE")

    @property
    def dialect(self) -> str:
        """The database's name: `sqlite` or `postgresql`."""
        return self.engine.dialect.name

    def session(self, *, write: bool) -> Session:
        """A new session; the caller closes it."""
        return Session(self._writing if write else self.engine, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for looking; whatever it changed is rolled back."""
        with self.session(write=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session for one act; it is kept only by an explicit `db.commit()`."""
        with self.session(write=True) as db:
            yield db

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def table_of(table: type[Base]) -> Table:
    """The bare table of a class, for rows that are written in numbers or on every click.

    SQLAlchemy's bookkeeping of objects costs more than writing them.
    """
    return cast(Table, table.__table__)


def upsert(db: Session, table: type[Base] | Table) -> sqlite.Insert | postgresql.Insert:
    """An `INSERT` of this session's database that knows `on_conflict_…`."""
    return upsert_on(dialect_of(db), table)


def upsert_on(dialect: str, table: type[Base] | Table) -> sqlite.Insert | postgresql.Insert:
    """The same by the database's name, for a statement that is put together once."""
    return (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)


def dialect_of(db: Session) -> str:
    """The name of this session's database: `sqlite` or `postgresql`."""
    return db.get_bind().dialect.name


def alone(db: Session, key: int) -> None:
    """Wait for everybody else who took this key; then others wait until this transaction ends.

    For an act that reads many rows and writes what follows from them. What was read before it may
    be out of date.
    """
    # On SQLite a writing transaction is alone from its first statement.
    if db.get_bind().dialect.name == "postgresql":
        db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        # Python's driver would begin transactions late and by itself; we begin them.
        connection.isolation_level = None
        for pragma in sqlite_pragmas(sqlite3.sqlite_version_info):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkin")
    def on_checkin(connection: sqlite3.Connection | None, _entry: ConnectionPoolEntry) -> None:
        # A commit that failed (locked, disk full) leaves its transaction open, and its lock held.
        if connection is not None and connection.in_transaction:
            connection.rollback()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        kind = connection.get_execution_options().get("training_begin", "DEFERRED")
        connection.connection.dbapi_connection.execute(f"BEGIN {kind}")


def _ask_whether_alive(engine: Engine) -> None:
    """Replace a pooled connection that died unused, as `pool_pre_ping` does; one that was in use
    just now is not asked, for on a busy worker that would be a tenth of all statements."""

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: object, entry: ConnectionPoolEntry) -> None:
        entry.info["training_used"] = monotonic()

    @event.listens_for(engine, "checkout")
    def on_checkout(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
        used = entry.info.get("training_used")
        if used is None or monotonic() - used < SURELY_ALIVE_SECONDS:
            return
        dialect = engine.dialect
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("The database has closed this connection.") from error


def sqlite_pragmas(version: tuple[int, ...]) -> list[str]:
    """The settings under which an acknowledged commit survives a power cut on this SQLite."""
    wal = version >= WAL_IS_SAFE_FROM
    return [
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "foreign_keys=ON",
        f"journal_mode={'WAL' if wal else 'DELETE'}",
        f"synchronous={'FULL' if wal else 'EXTRA'}",
        "cache_spill=OFF",
    ]

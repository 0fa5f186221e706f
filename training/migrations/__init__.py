"""The database's versions: every table of the system, made and changed in place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.environment import NameFilterParentNames, NameFilterType
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

import training.assignments.models
import training.audit
import training.content.feedback.models
import training.content.models
import training.credentials.check_ins.models
import training.credentials.models
import training.learning.disputes.models
import training.learning.helping.models
import training.learning.measuring.models
import training.learning.models
import training.learning.retention.models
import training.learning.statistics.models
import training.outbox
import training.people.models
import training.settings  # noqa: F401
from training.db import Base, Database

HERE = Path(__file__).resolve().parent
TABLES = "training_"
VERSION_TABLE = "training_alembic_version"
LOCK = 7_236_001
"""The key of PostgreSQL's advisory lock: any number that nobody else picks."""


def metadata() -> MetaData:
    """Every table that the code knows."""
    return Base.metadata


def upgrade(database: Database, version: str = "head") -> tuple[str | None, str]:
    """Bring the database to a version, the newest by itself; the versions before and after.

    Two at once wait for each other, and an upgrade that fails leaves everything as it was.
    """
    with _alone(database) as connection:
        before = _version(connection)
        command.upgrade(configuration(connection), version)
        return before, _version(connection) or ""


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A transaction that waits for other upgrades, and in which tables can be made anew.

    SQLite cannot change a column, so that its table is copied and dropped; its references are
    looked at when all is done, and not meanwhile.
    """
    writing = database.engine.execution_options(training_begin="IMMEDIATE")
    with writing.connect() as connection:
        if database.dialect == "postgresql":
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
                yield connection
            return
        # Within a transaction these would change nothing.
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                _check_references(connection)
        finally:
            driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: Connection) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        raise RuntimeError(f"the upgrade would break references: {broken[:5]}")


def is_current(database: Database) -> bool:
    """Whether the database has every table that this code needs."""
    with database.engine.connect() as connection:
        return _version(connection) == _newest()


def include_name(name: str | None, kind: NameFilterType, parents: NameFilterParentNames) -> bool:
    """A host's own Alembic passes this as `include_name`, so that it leaves our tables alone."""
    table = name if kind == "table" else parents.get("table_name")
    return not (table or "").startswith(TABLES)


def include_ours(name: str | None, kind: NameFilterType, parents: NameFilterParentNames) -> bool:
    """The opposite: ours alone, in a database that may hold a host's tables too."""
    return kind == "schema" or not include_name(name, kind, parents)


def _version(connection: Connection) -> str | None:
    options = {"version_table": VERSION_TABLE}
    return MigrationContext.configure(connection, opts=options).get_current_revision()


def _newest() -> str:
    head = ScriptDirectory(str(HERE)).get_current_head()
    if head is None:
        raise RuntimeError("the package holds no migrations")
    return head


def configuration(connection: Connection) -> Config:
    """Alembic's settings for this package's migrations on an open connection."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config

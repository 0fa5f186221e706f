"""The database's versions: every table of the system, made and changed in place."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.environment import NameFilterParentNames, NameFilterType
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text

import training.assignments.models
import training.audit
import training.content.models
import training.credentials.models
import training.learning.models
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


def upgrade(database: Database) -> tuple[str | None, str]:
    """Bring the database to the newest version; the versions before and after.

    Two at once wait for each other, and an upgrade that fails leaves everything as it was.
    """
    writing = database.engine.execution_options(training_begin="IMMEDIATE")
    with writing.begin() as connection:
        if database.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        before = _version(connection)
        command.upgrade(configuration(connection), "head")
        return before, _newest()


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

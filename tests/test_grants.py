"""The application's own PostgreSQL role uses every table, and only adds to the audit."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tests.audit.chain import act
from tests.cast import NOW, the_cast
from training.audit.sealing import seal_next
from training.audit.verifying import faults
from training.db import Database
from training.errors import InputRefused
from training.migrations.grants import grant_to
from training.people.service import lock

ROLE = "training app"
"""A name that has to be quoted."""


@pytest.fixture
def restricted(database: Database, worker_id: str) -> Iterator[str]:
    """A role that may what `training upgrade --app-role` gives it, quoted."""
    name = f"{ROLE} {worker_id}"
    with database.engine.begin() as connection:
        connection.execute(text(f'CREATE ROLE "{name}"'))
    grant_to(database, name)
    grant_to(database, name)
    yield f'"{name}"'
    with database.engine.begin() as connection:
        connection.execute(text(f'DROP OWNED BY "{name}"'))
        connection.execute(text(f'DROP ROLE "{name}"'))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_applications_role_does_its_work(database: Database, restricted: str) -> None:
    with database.writing() as db:
        db.execute(text(f"SET ROLE {restricted}"))
        cast = the_cast(db)
        assert lock(db, cast.lee.id).id == cast.lee.id
        act(db, 2)
        assert seal_next(db, now=NOW)
        assert list(faults(db)) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
@pytest.mark.parametrize("table", ["training_audit", "training_audit_seal"])
@pytest.mark.parametrize(
    "attempt",
    [
        "UPDATE {} SET id = id",
        "DELETE FROM {}",
        "TRUNCATE {}",
        "ALTER TABLE {} DISABLE TRIGGER ALL",
        "DROP TABLE {}",
    ],
)
def test_it_cannot_touch_what_was_written_down(
    database: Database, restricted: str, table: str, attempt: str
) -> None:
    with database.writing() as db:
        db.execute(text(f"SET ROLE {restricted}"))
        with pytest.raises(ProgrammingError, match=r"denied|owner"):
            db.execute(text(attempt.format(table)))


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_the_owner_is_refused_too(database: Database) -> None:
    with database.writing() as db, pytest.raises(DBAPIError, match="append-only"):
        db.execute(text("TRUNCATE training_audit, training_audit_seal"))


def test_a_role_that_is_not_there_is_named(database: Database) -> None:
    with pytest.raises(InputRefused, match=r"nobody|Only PostgreSQL"):
        grant_to(database, "nobody")

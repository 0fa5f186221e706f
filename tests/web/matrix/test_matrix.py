"""Every route for every task over one's own department, another and none: who may gets what is
theirs, who may not gets nothing, and nobody's name is where it does not belong."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event

from tests.cast import NOW
from tests.conftest import _never_sync
from tests.standards.oidc.provider import IdentityProvider, identity_provider
from tests.web.matrix.city import STAFFED
from tests.web.matrix.city_pages import CITY_PAGES
from tests.web.matrix.doors import DOORS
from tests.web.matrix.own_pages import OWN_PAGES
from tests.web.matrix.rows import Row
from tests.web.matrix.staff_pages import STAFF_PAGES
from tests.web.matrix.stage import Log, Stage
from tests.web.matrix.walking import cells, walk
from training.db import Database
from training.web.access import declared_access

TABLE = {row.route: row for row in (*DOORS, *OWN_PAGES, *STAFF_PAGES, *CITY_PAGES)}


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


def test_every_route_has_its_row_and_every_row_its_route(stage: Stage) -> None:
    routes = {
        f"{method} {rule.endpoint.removeprefix('training.')}"
        for rule in stage.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(TABLE)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_a_view_declares_what_the_table_says(stage: Stage, row: Row) -> None:
    declared = declared_access(stage.app, row.endpoint)
    assert declared
    assert declared.who == row.declares


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_who_may_sees_what_is_theirs_and_nobody_sees_more(stage: Stage, log: Log, row: Row) -> None:
    for_nobody = [each for each in cells(row) if not each.permitted]
    faults = [fault for each in for_nobody for fault in walk(stage, each) or []]
    if not stage.is_as_planted():
        faults.append("a refusal changed something")
        stage.restore()
    permitted = 0
    for each in cells(row):
        if each.permitted and (found := walk(stage, each)) is not None:
            faults += found
            permitted += 1
            stage.restore()
    assert not faults, "\n".join(faults)
    assert permitted, "a matrix of refusals proves nothing"
    assert stage.city.words_in("\n".join(log.lines)) == set()

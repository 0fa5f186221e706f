"""Every route for every task over one's own department, another and none: who may gets what is
theirs, who may not gets nothing, and nobody's name is where it does not belong."""

import pytest

from tests.web.matrix.rows import Row
from tests.web.matrix.stage import Log, Stage
from tests.web.matrix.table import TABLE
from tests.web.matrix.walking import cells, walk
from training.web.access import declared_access


def test_every_route_has_its_row_and_every_row_its_route(stage: Stage) -> None:
    routes = {
        f"{method} {rule.endpoint.removeprefix('training.')}"
        for rule in stage.app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(TABLE)


def test_every_row_says_how_to_tell_its_page_from_an_empty_one() -> None:
    silent = {each.route for each in TABLE.values() if each.is_silent}
    assert silent == {"GET still_here"}, "which answers 204"


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_a_view_declares_what_the_table_says(stage: Stage, row: Row) -> None:
    declared = declared_access(stage.app, row.endpoint)
    assert declared
    assert declared.who == row.declares


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_who_may_sees_what_is_theirs_and_nobody_sees_more(stage: Stage, log: Log, row: Row) -> None:
    stage.restore()
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

"""Two people publish another text of the same module at once: one wins, the other is told."""

import pytest

from tests.drill.conftest import FULL
from tests.drill.publishers import TOLD, WON, race
from tests.flows.proposing import set_up
from training.content.queries import revisions
from training.db import Database

pytestmark = pytest.mark.drill
ROUNDS = 50 if FULL else 1


def test_one_of_two_publishers_wins_and_the_other_is_told(database: Database) -> None:
    with database.writing() as db:
        set_up(db)
        db.commit()
    address = database.engine.url.render_as_string(hide_password=False)
    found = race(address, ROUNDS)
    assert [sorted(each) for each in found] == [[TOLD, WON]] * ROUNDS
    with database.reading() as db:
        numbers = [each.number for each in revisions(db, "module", "basics")]
        assert numbers == list(range(ROUNDS + 1, 0, -1))

"""`kill -9` of the server at any moment: nothing that was acknowledged is lost or there in part."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psutil
import pytest
from sqlalchemy import delete, text

from bench import city
from tests.drill.conftest import FULL
from tests.drill.witness import Witness
from tests.running import Site, running
from training.config import Config
from training.db import Database
from training.learning.models import Answer

pytestmark = pytest.mark.drill
KILLS = 50 if FULL else 1
AT_ONCE = 4


def test_nothing_acknowledged_is_lost(
    database: Database, settings: dict[str, str], config: Config
) -> None:
    right = city.found(config, people=KILLS * AT_ONCE + 1)
    witness, chance = Witness(), random.Random(1)
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        for turn in range(KILLS):
            stop = Event()
            with running(settings) as site:
                people = [city.learner(1 + turn * AT_ONCE + n) for n in range(AT_ONCE)]
                done = [crowd.submit(witness.learn, site.port, who, right, stop) for who in people]
                _wait_for_something(witness, len(witness.answers))
                time.sleep(chance.uniform(0, 1.5))
                _kill(site, whole=turn % 2 == 0)
                stop.set()
                for each in done:
                    each.result(60)
    assert witness.answers
    assert witness.submitted or not FULL
    assert witness.refusals == []
    with database.reading() as db:
        assert witness.lost(db) == []
        if database.dialect == "sqlite":
            assert db.scalar(text("PRAGMA integrity_check")) == "ok"
        (attempt, item), _kept = next(iter(witness.answers.items()))
        db.execute(delete(Answer).filter_by(attempt_id=attempt, item=item))
        assert witness.lost(db) == [f"answer {(attempt, item)}"], "and one that is lost is missed"


def _wait_for_something(witness: Witness, before: int) -> None:
    limit = time.monotonic() + 60
    while len(witness.answers) <= before and time.monotonic() < limit:
        time.sleep(0.02)


def _kill(site: Site, *, whole: bool) -> None:
    """Kill the master and with it everything, or only the workers at their work."""
    family = site.family()
    victims = [psutil.Process(site.process.pid), *family] if whole else family
    for each in victims:
        each.kill()

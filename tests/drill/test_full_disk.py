"""A disk that is full: what cannot be kept is said not to be, and nothing is kept in part."""

import resource

import pytest
from sqlalchemy import func, select, text

from bench import city
from bench.browser import Refused
from bench.journey import filled_in
from tests.running import Site, running
from training.config import Config
from training.credentials.models import Credential
from training.db import Database
from training.learning.models import Completion, Score
from training.outbox import OutboxMessage

pytestmark = [
    pytest.mark.drill,
    pytest.mark.parametrize("database", ["sqlite"], indirect=True),
]
NOTHING = 512
"""Bytes to which files may grow on a full disk: less than a page of a journal."""


def test_a_quiz_handed_in_on_a_full_disk_can_be_handed_in_again(
    database: Database, settings: dict[str, str], config: Config
) -> None:
    right = city.found(config, people=2)
    with running(settings) as site:
        hand_in = filled_in(site.port, city.learner(1), right)
        _let_files_grow_to(site, NOTHING)
        with pytest.raises(Refused) as refused:
            hand_in()
        assert refused.value.status >= 500
        assert _counts(database) == [0, 0, 0, 0]
        assert site.status("/sign-in") == 200

        _let_files_grow_to(site, resource.RLIM_INFINITY)
        assert hand_in().status == 303
        hand_in.browser.close()
        scores, completions, credentials, messages = _counts(database)
        assert (scores, completions, credentials) == (1, 1, 1)
        assert messages >= 1
    with database.reading() as db:
        assert db.scalar(text("PRAGMA integrity_check")) == "ok"


def _let_files_grow_to(site: Site, size: int) -> None:
    for each in site.family():
        _soft, hard = resource.prlimit(each.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(each.pid, resource.RLIMIT_FSIZE, (size, hard))


def _counts(database: Database) -> list[int]:
    with database.reading() as db:
        return [
            db.scalar(select(func.count()).select_from(each)) or 0
            for each in (Score, Completion, Credential, OutboxMessage)
        ]

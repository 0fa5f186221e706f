"""The loop marks a question again for some people at a time, and goes on from where it was."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.flows.regrading import FAREWELL, agreed, answered, asked, correct, published_wrong
from tests.retraining import CONFIG, Course
from training.db import Database
from training.flows import regrade_some as flow
from training.jobs import rounds
from training.jobs.rounds import Rounds
from training.learning.models import Regrade, Score

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def marked(database: Database) -> tuple[int, bool]:
    with database.reading() as db:
        regrade = db.get_one(Regrade, 1)
        return regrade.marked, regrade.done is not None


def test_the_loop_marks_again_some_people_in_each_round(
    database: Database,
    cast: Cast,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with database.writing() as db:
        course = Course(db, tmp_path)
        published_wrong(course)
        for each in (cast.lee, cast.max, cast.lia):
            answered(course, each, last=FAREWELL)
        correct(course)
        agreed(course, asked(course, cast.ada), cast.olga)
        db.commit()
        now = course.now
    loop = Rounds(database, CONFIG)

    def break_down(*_args: object, **_said: object) -> bool:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(rounds, "regrade_some", break_down)
        loop.go(lambda: now)
    assert "Regrade 1 cannot go on" in caplog.text
    loop.go(lambda: now + timedelta(seconds=30))
    assert marked(database) == (0, False), "it waits for a minute"

    def two(db: object, regrade_id: int, **said: object) -> bool:
        return flow.regrade_some(db, regrade_id, most=2, **said)  # type: ignore[arg-type]

    monkeypatch.setattr(rounds, "regrade_some", two)
    loop.go(lambda: now + timedelta(minutes=1))
    assert marked(database) == (2, False)
    loop.go(lambda: now + timedelta(minutes=1, seconds=1))
    assert marked(database) == (3, True)
    with database.reading() as db:
        assert db.query(Score).filter(Score.regrade_id.is_not(None)).count() == 3
    loop.go(lambda: now + timedelta(hours=3))
    assert marked(database) == (3, True)


def test_one_that_fails_keeps_none_behind_it_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    went = []

    def fragile(_db: object, regrade_id: int, **_said: object) -> bool:
        if regrade_id == 1:
            raise RuntimeError("the disk is full")
        went.append(regrade_id)
        return regrade_id == 2

    monkeypatch.setattr(rounds, "regrades_to_go_on", lambda _db, **_said: [1, 2, 3])
    monkeypatch.setattr(rounds, "regrade_some", fragile)
    with caplog.at_level(logging.ERROR):
        assert rounds.mark_again(database, CONFIG, now=datetime(2026, 3, 2, tzinfo=UTC))
    assert went == [2, 3]
    assert "Regrade 1 cannot go on" in caplog.text

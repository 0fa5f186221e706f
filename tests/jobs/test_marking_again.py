"""The loop marks a question again for some people at a time, and goes on from where it was."""

import logging
from datetime import timedelta
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
    assert "cannot be marked again" in caplog.text
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

"""`training answers`, as typed."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from tests.cast import the_cast
from tests.cli.test_roster import no_app
from tests.retraining import Course
from training.cli import build_cli
from training.db import Database
from training.learning.models import Answer, Attempt


@pytest.fixture
def database(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A city in which Lee and Max took a quiz long ago, where the command line finds it."""
    path = tmp_path / "training.sqlite"
    shutil.copyfile(sqlite_template, path)
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{path}")
    opened = Database(f"sqlite:///{path}")
    with opened.writing() as db:
        cast = the_cast(db)
        course = Course(db, tmp_path)
        course.publish()
        course.take(cast.lee)
        course.take(cast.max)
        for each in db.scalars(select(Attempt)):
            each.submitted = datetime(2020, 1, 15, tzinfo=UTC)
        db.commit()
    yield opened
    opened.dispose()


def run(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(build_cli(no_app), ["answers", *words])
    return answer.exit_code, answer.output


def answers_left(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Answer)) or 0


def test_it_says_what_it_would_do_and_does_it_only_when_told(database: Database) -> None:
    code, said = run("purge", "--older-than", "2y")
    assert code == 0
    assert "basics: 2 would lose them, 0 are held" in said
    assert "Nothing was done." in said
    assert answers_left(database) == 6
    assert "of 2 attempts are gone" in run("purge", "--older-than", "2y", "--yes")[1]
    assert answers_left(database) == 0
    assert "No attempt that was handed in" in run("purge", "--older-than", "2y", "--yes")[1]


def test_how_long_answers_are_kept_is_never_preset(database: Database) -> None:
    assert run("purge", "--yes")[0] == 2
    code, said = run("purge", "--older-than", "soon", "--yes")
    assert code == 1
    assert "write 18m, 540d or 2y" in said
    assert answers_left(database) == 6


def test_a_hold_is_set_listed_and_lifted_by_somebody_with_a_reason(database: Database) -> None:
    assert run("hold", "list") == (0, "There are no legal holds.\n")
    code, said = run("hold", "set", "employee", "1002", "--reason", "A suit.", "--by", "1005")
    assert code == 0, said
    assert "Hold 1 on Lee Learner (1002), since" in said
    assert "by Olga Organizer (1005): A suit." in said
    said = run("purge", "--older-than", "2y", "--yes")[1]
    assert "basics: 1 would lose them, 1 are held" in said
    assert "1 because a legal hold is on them" in said
    assert answers_left(database) == 3
    assert "lifted on" in run("hold", "lift", "1", "--by", "1005")[1]
    assert "Hold 1 on Lee Learner (1002)" in run("hold", "list")[1]
    run("purge", "--older-than", "2y", "--yes")
    assert answers_left(database) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("set", "employee", "9999", "--reason", "Why", "--by", "1005"),
        ("set", "employee", "--reason", "Why", "--by", "1005"),
        ("set", "module", "nowhere", "--reason", "Why", "--by", "1005"),
        ("set", "everything", "--reason", " ", "--by", "1005"),
        ("set", "everything", "--reason", "Why", "--by", "9999"),
        ("lift", "7", "--by", "1005"),
    ],
)
def test_a_hold_that_cannot_be_is_refused(database: Database, words: tuple[str, ...]) -> None:
    assert run("hold", *words)[0] == 1
    assert run("hold", "list")[1] == "There are no legal holds.\n"

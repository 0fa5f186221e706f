"""`training status`: today and any past day, in three forms."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.cast import LONG_AGO, NOW, TODAY, the_cast
from tests.staff import ask, certify, publish_core
from training import migrations
from training.cli.context import Context
from training.cli.status import status
from training.config import Config
from training.db import Database
from training.errors import NotReady


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings with a database in which Lee was certified and others are asked."""
    config = Config(instance=tmp_path)
    database = Database(config.database)
    migrations.upgrade(database)
    with database.writing() as db:
        cast = the_cast(db)
        publish_core(db, tmp_path)
        ask(db)
        certify(db, cast.lee)
        db.commit()
    database.dispose()
    return config


def run(config: Config, *words: str) -> Result:
    return CliRunner().invoke(status, list(words), obj=Context(config, create_app=_no_app))


def test_a_past_day_is_told_by_department_and_person_by_person(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Context, "now", NOW + timedelta(days=5))
    on = ("--on", TODAY.isoformat())
    told = json.loads(run(config, *on, "--format", "json").output)
    assert told["on"] == TODAY.isoformat()
    library = next(each for each in told["rows"] if each["department"] == "public-library")
    assert library == {"department": "public-library", "people": 2, "current": 1, "to do": 1}
    people = run(config, *on, "--department", "public-library", "--format", "csv").output
    rows = {each["name"]: each["status"] for each in csv.DictReader(io.StringIO(people))}
    assert rows == {"Lee Learner": "current", "Lia Liaison": "to do"}
    later = run(config, "--department", "public-library", "--format", "csv").output
    assert "overdue" in later
    before = json.loads(run(config, "--on", LONG_AGO.date().isoformat(), "--format", "json").output)
    assert {"current", "to do"}.isdisjoint(before["rows"][0])
    assert run(config, "--on", "2999-01-01").exit_code == 2
    assert "public-library" in run(config).output

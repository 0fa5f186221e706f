"""`training require`: audiences and days as one types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from tests.cast import the_cast
from tests.staff import publish_core
from training import migrations
from training.assignments.models import Assignment
from training.assignments.queries import requirements_in_force
from training.cli.context import Context
from training.cli.require import require
from training.config import Config
from training.db import Database
from training.errors import NotReady


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings with a database that has the cast and the certificate `core` in it."""
    config = Config(instance=tmp_path)
    database = Database(config.database)
    migrations.upgrade(database)
    with database.writing() as db:
        the_cast(db)
        publish_core(db, tmp_path)
        db.commit()
    database.dispose()
    return config


def run(config: Config, *words: str) -> Result:
    return CliRunner().invoke(require, ["core", *words], obj=Context(config, create_app=_no_app))


def test_it_is_asked_of_several_groups_with_its_days_then_ended(config: Config) -> None:
    to = "department: Public Library; not role: liaison; or numbers: 1004"
    said = run(config, "--to", to, "--after-joining", "30", "--grace", "7", "--window", "60")
    assert said.output == (
        "core is due 30 days after somebody is first asked: 2 people were added, 0 left,"
        " 0 have a new due day.\n"
    )
    database = Database(config.database)
    with database.reading() as db:
        (version,) = requirements_in_force(db)
        assert version.rules == {"after_joining": 30, "window": 60, "grace": 7}
    assert ", 2 left," in run(config, "--end").output
    with database.reading() as db:
        assert all(each.to_at for each in db.scalars(select(Assignment)))
    database.dispose()


def test_without_a_day_oei_is_to_confirm_it(config: Config) -> None:
    said = run(config, "--audience", "everyone").output
    assert "core has no due day yet, OEI is to confirm it: 5 people were added" in said


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--due", "2026-12-15"), "Say whom with --to, or --end."),
        (("--to", "everyone", "--end"), "Say whom with --to, or --end."),
        (("--to", "kind: robot"), "robot: is not a kind of anybody; known are employee"),
        (("--to", "numbers: 1002, 9999"), "9999: is nobody's employee number"),
        (("--to", "everyone", "--due", "2027-01-01", "--after-hire", "3"), "Choose one way"),
    ],
)
def test_what_cannot_be_meant_is_said(config: Config, words: tuple[str, ...], why: str) -> None:
    result = run(config, *words)
    assert result.exit_code != 0
    assert why in result.output + str(result.exception) + "".join(
        str(each) for each in getattr(result.exception, "problems", [])
    )

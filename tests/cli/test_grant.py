from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import select

from tests.cast import the_cast
from training import migrations
from training.cli.context import Context
from training.cli.grant import grant
from training.config import Config
from training.db import Database
from training.errors import NotReady
from training.people.models import RoleGrant


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings with a database that has the cast in it."""
    config = Config(instance=tmp_path)
    database = Database(config.database)
    migrations.upgrade(database)
    with database.writing() as db:
        the_cast(db)
        db.commit()
    database.dispose()
    return config


def run(config: Config, *words: str) -> Result:
    return CliRunner().invoke(grant, list(words), obj=Context(config, create_app=_no_app))


def test_a_role_is_given_from_and_to_a_day_with_its_reason(config: Config) -> None:
    days = ("--from", "2026-12-01", "--to", "2026-12-24", "--reason", "Lia is away")
    said = run(config, "deputy", "1002", "public-library", *days).output
    assert said == "Lee Learner (1002) is deputy for Public Library until 2026-12-24.\n"
    database = Database(config.database)
    with database.reading() as db:
        made = db.scalars(select(RoleGrant).where(RoleGrant.role == "deputy")).one()
    database.dispose()
    assert made.from_at.isoformat() == "2026-12-01T07:00:00+00:00"
    assert (made.reason, made.by) == ("Lia is away", None)


def test_a_role_ends_in_a_year_but_for_an_administrators(config: Config) -> None:
    assert "is author until 20" in run(config, "author", "1002").output
    assert run(config, "administrator", "1002").output == "Lee Learner (1002) is administrator.\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("author", "9999"), "Nobody has the employee number"),
        (("liaison", "1002"), "is one of a department"),
        (("author", "1002", "abq-ride"), "Only a liaison or deputy"),
        (("author", "1002", "--from", "2026-12-02", "--to", "2026-12-01"), "end after it begins"),
    ],
)
def test_a_role_that_means_nothing_is_refused(
    config: Config, words: tuple[str, ...], why: str
) -> None:
    assert why in str(run(config, *words).exception)

"""`training untie`, as typed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cast import NOW, TODAY, the_cast
from tests.cli.test_roster import no_app
from training.cli import build_cli
from training.db import Database
from training.people.accounts.account import Account
from training.people.accounts.service import employee_of

ISSUER = "https://login.example.com"


def account(subject: str) -> Account:
    return Account(ISSUER, subject, "number", "1002")


@pytest.fixture
def database(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A city in which Lee has an account at a provider, where the command line finds it."""
    path = tmp_path / "training.sqlite"
    shutil.copyfile(sqlite_template, path)
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{path}")
    opened = Database(f"sqlite:///{path}")
    with opened.writing() as db:
        the_cast(db)
        employee_of(db, account("s-old"), now=NOW, today=TODAY)
        db.commit()
    yield opened
    opened.dispose()


def untie(person: str, issuer: str = ISSUER) -> tuple[int, str]:
    answer = CliRunner().invoke(build_cli(no_app), ["untie", person, issuer])
    return answer.exit_code, answer.output


def test_a_new_account_takes_the_place_of_one_that_was_untied(database: Database) -> None:
    assert untie("1002") == (
        0,
        f"Lee Learner (1002) is no longer tied to an account at {ISSUER}.\n",
    )
    with database.writing() as db:
        assert employee_of(db, account("s-new"), now=NOW, today=TODAY).number == "1002"


@pytest.mark.parametrize(
    ("person", "issuer"), [("9999", ISSUER), ("1002", "https://other.example.com")]
)
def test_nothing_is_untied_for_nobody_or_elsewhere(
    database: Database, person: str, issuer: str
) -> None:
    assert untie(person, issuer)[0] == 1
    assert untie("1002")[0] == 0
    assert untie("1002")[0] == 1, "once"

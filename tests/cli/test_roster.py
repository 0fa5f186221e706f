"""`training roster import` and `training grant`, as typed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from tests.cast import NOW, TODAY, the_cast
from tests.people.rosters import file_of, person
from training.cli import build_cli
from training.db import Database
from training.errors import NotReady
from training.people.models import Employee, RoleGrant
from training.people.queries import person_by_login

PEOPLE = [
    person("1001", first_name="Ada", last_name="Author", department="OEI"),
    person("1002", email="lee.learner@cabq.example", department="ABQR", language="es"),
    person("1003", first_name="Lia", last_name="Liaison"),
    person("1006", first_name="Núria", last_name="New"),
]


def no_app() -> Flask:
    """What `serve` would serve."""
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def database(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """The cast's database, where the command line finds it."""
    path = tmp_path / "training.sqlite"
    shutil.copyfile(sqlite_template, path)
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{path}")
    opened = Database(f"sqlite:///{path}")
    with opened.writing() as db:
        the_cast(db)
        db.commit()
    yield opened
    opened.dispose()


@pytest.fixture
def training(database: Database) -> click.Group:
    """The command line."""
    return build_cli(no_app)


def import_(
    training: click.Group, folder: Path, people: list[dict[str, str]], *more: str
) -> Result:
    path = folder / "roster.csv"
    path.write_bytes(file_of(people))
    return CliRunner().invoke(training, ["roster", "import", str(path), *more])


def count(database: Database) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(Employee)) or 0


def test_a_dry_run_shows_everybody_and_changes_nothing(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    result = import_(training, tmp_path, PEOPLE, "--dry-run")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1].startswith("moved    1002 Lee Learner: department")
    assert lines[1].endswith("(from Public Library to Transit (ABQ RIDE))")
    assert [each.split()[:2] for each in lines[3:6]] == [
        ["leaves", "1004"],
        ["leaves", "1005"],
        ["added", "1006"],
    ]
    assert "nothing was changed" in lines[6]
    assert "would deactivate 2 of 5 people" in lines[7]
    assert count(database) == 5


def test_too_many_leavers_end_with_1_and_the_word_to_add(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    refused = import_(training, tmp_path, PEOPLE)
    assert refused.exit_code == 1
    assert "repeat with --allow-leavers 2" in refused.stderr
    assert count(database) == 5
    allowed = import_(training, tmp_path, PEOPLE, "--allow-leavers", "2")
    assert allowed.exit_code == 0
    assert allowed.stdout.startswith("4 people in the file: 1 added, 2 changed, 1 moved")
    assert count(database) == 6
    again = import_(training, tmp_path, PEOPLE)
    assert "4 unchanged" in again.stdout


def test_another_source_is_another_file(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    result = import_(training, tmp_path, [person("C1")], "--source", "contractors")
    assert (result.exit_code, count(database)) == (0, 6)
    assert result.stdout == (
        "1 person in the file: 1 added, 0 changed, 0 moved, 0 returns, 0 leaves, 0 unchanged.\n"
    )


def test_every_wrong_row_is_printed(training: click.Group, tmp_path: Path) -> None:
    result = import_(training, tmp_path, [person("1", kind="robot"), person("2", department="ICE")])
    assert result.exit_code == 1
    assert [each.strip().split(":")[0] for each in result.stderr.splitlines()[1:]] == [
        "row 2, kind",
        "row 3, department",
    ]


def test_a_file_that_is_not_there_is_wrong_usage(training: click.Group) -> None:
    assert CliRunner().invoke(training, ["roster", "import", "nowhere.csv"]).exit_code == 2


def test_a_role_is_granted_by_number_or_address(training: click.Group, database: Database) -> None:
    for login in ("1004", "Max.Mover@cabq.example"):
        result = CliRunner().invoke(training, ["grant", "liaison", login, "abq-ride"])
        assert result.exit_code == 0
        said = r"Max Mover \(1004\) is liaison for Transit \(ABQ RIDE\) until \d{4}-\d\d-\d\d\.\n"
        assert re.fullmatch(said, result.stdout)
    with database.reading() as db:
        found = person_by_login(db, "1004", now=NOW, today=TODAY)
        assert found is not None
        grants = select(func.count()).where(RoleGrant.employee_id == found.id)
        assert db.scalar(grants) == 1


@pytest.mark.parametrize(
    ("words", "exit_code", "why"),
    [
        (["liaison", "1004"], 1, "name it"),
        (["liaison", "1004", "ice"], 1, "no department “ice”"),
        (["author", "nobody"], 1, "Nobody has the employee number or e-mail “nobody”"),
        (["boss", "1004"], 2, "boss"),
    ],
)
def test_a_grant_that_cannot_be_is_said(
    training: click.Group, words: list[str], exit_code: int, why: str
) -> None:
    result = CliRunner().invoke(training, ["grant", *words])
    assert result.exit_code == exit_code
    assert why in result.stderr

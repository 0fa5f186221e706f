"""`training reset-factors`, as typed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.cast import the_cast
from tests.cli.test_roster import no_app
from training.audit import AuditEvent
from training.cli import build_cli
from training.db import Database
from training.people.models import Identity


@pytest.fixture
def database(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A city in which Olga has an authenticator app, where the command line finds it."""
    path = tmp_path / "training.sqlite"
    shutil.copyfile(sqlite_template, path)
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{path}")
    opened = Database(f"sqlite:///{path}")
    with opened.writing() as db:
        olga = the_cast(db).olga.id
        db.add(Identity(employee_id=olga, issuer="totp", subject=str(olga), secret="A" * 32))
        db.commit()
    yield opened
    opened.dispose()


@pytest.fixture
def training(database: Database) -> click.Group:
    """The command line."""
    return build_cli(no_app)


def test_the_way_back_in_is_opened_and_kept_in_the_audit(
    training: click.Group, database: Database
) -> None:
    result = CliRunner().invoke(training, ["reset-factors", "1005", "--reason", "stolen"])
    assert (result.exit_code, result.stdout) == (
        0,
        "Olga Organizer (1005): 1 removed, signed out everywhere.\n",
    )
    with database.reading() as db:
        assert db.scalars(select(Identity)).all() == []
        kept = select(AuditEvent).where(AuditEvent.act == "people:second-factor:reset")
        assert db.scalars(kept).one().facts["reason"] == "stolen"


@pytest.mark.parametrize(
    ("words", "exit_code"),
    [
        (["1005"], 2),
        (["1005", "--reason", "because she said so"], 2),
        (["9999", "--reason", "lost"], 1),
    ],
)
def test_without_a_reason_or_a_person_nothing_is_removed(
    training: click.Group, database: Database, words: list[str], exit_code: int
) -> None:
    assert CliRunner().invoke(training, ["reset-factors", *words]).exit_code == exit_code
    with database.reading() as db:
        assert db.scalars(select(Identity)).one()

"""`training audit verify` and `training audit head`, as typed."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import text

from tests.audit.chain import act, without_triggers
from training.cli import build_cli
from training.db import Database
from training.errors import NotReady
from training.jobs.sealing import seal_all


def no_app() -> Flask:
    """What `serve` would serve."""
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def database(
    sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    """A database with some acts, where the command line finds it."""
    path = tmp_path / "training.sqlite"
    shutil.copyfile(sqlite_template, path)
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("TRAINING_INSTANCE", str(tmp_path / "instance"))
    opened = Database(f"sqlite:///{path}")
    with opened.writing() as db:
        act(db, 5)
        db.commit()
    yield opened
    opened.dispose()


@pytest.fixture
def training(database: Database) -> click.Group:
    """The command line."""
    return build_cli(no_app)


def run(training: click.Group, *words: str) -> Result:
    return CliRunner().invoke(training, ["audit", *words])


def seal(database: Database, tmp_path: Path) -> int:
    return seal_all(database, tmp_path / "instance", lambda: datetime.now(UTC))


def tamper(database: Database, *statements: str) -> None:
    with database.writing() as db:
        without_triggers(db)
        for each in statements:
            db.execute(text(each))
        db.commit()


def test_a_sound_audit_is_said_to_be_so(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    unsealed = run(training, "verify")
    assert unsealed.exit_code == 0
    assert "nothing sealed yet; 5 events wait" in unsealed.stdout
    assert "no signed head" in unsealed.stdout
    seal(database, tmp_path)
    sealed = run(training, "verify")
    assert sealed.exit_code == 0
    assert "sealed up to event 5, seal 1; 0 events wait" in sealed.stdout
    assert "no signed head" not in sealed.stdout


def test_an_edit_is_named_and_ends_with_1(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    seal(database, tmp_path)
    tamper(database, "UPDATE training_audit SET act = 'x' WHERE id = 3")
    result = run(training, "verify")
    assert result.exit_code == 1
    assert "edited: event 3, which seal 1 holds" in result.stderr


def test_what_was_cut_off_is_found_by_the_head_in_the_instance_folder(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    seal(database, tmp_path)
    tamper(database, "DELETE FROM training_audit", "DELETE FROM training_audit_seal")
    result = run(training, "verify")
    assert result.exit_code == 1
    assert "cut off: seal 1" in result.stderr


def test_a_head_kept_elsewhere_finds_it_too(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    assert run(training, "head").exit_code == 1
    seal(database, tmp_path)
    kept = tmp_path / "head.jws"
    kept.write_text(run(training, "head").stdout)
    assert run(training, "verify", "--head", str(kept)).exit_code == 0
    (tmp_path / "instance" / "audit_head").unlink()
    tamper(database, "DELETE FROM training_audit_seal WHERE id = 1")
    assert run(training, "verify").exit_code == 0
    result = run(training, "verify", "--head", str(kept))
    assert result.exit_code == 1
    assert "cut off: seal 1" in result.stderr


def test_a_head_of_somebody_elses_is_refused(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    seal(database, tmp_path)
    forged = tmp_path / "head.jws"
    forged.write_text("é.b.c")
    result = run(training, "verify", "--head", str(forged))
    assert result.exit_code == 1
    assert "is not a head signed with the key of this instance" in result.stderr


def test_the_public_key_is_given_away_and_the_other_half_is_not(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    key = run(training, "head", "--key").stdout
    assert '"Ed25519"' in key
    assert '"d"' not in key
    assert (tmp_path / "instance" / "audit_key").stat().st_mode & 0o077 == 0


def test_many_faults_are_not_all_listed(
    training: click.Group, database: Database, tmp_path: Path
) -> None:
    with database.writing() as db:
        act(db, 60, first=5)
        db.commit()
    seal(database, tmp_path)
    tamper(database, "UPDATE training_audit SET act = 'x'")
    assert "and: more, which are not listed" in run(training, "verify").stderr

"""What every command has in common: its exits, its words, its settings."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from training import migrations
from training.cli import build_cli
from training.cli.context import Context, pass_context
from training.errors import InputRefused, NotReady, Problem

HEAD = max(each.stem[:4] for each in (migrations.HERE / "versions").glob("[0-9]*.py"))


def no_app() -> Flask:
    """What `serve` would serve."""
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def training(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> click.Group:
    """The command line, its instance folder in a place of its own."""
    monkeypatch.setenv("TRAINING_INSTANCE", str(tmp_path / "instance"))
    return build_cli(no_app)


def test_help_needs_no_settings(training: click.Group, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAINING_TIMEZONE", "Nowhere")
    result = CliRunner().invoke(training, ["--help"])
    assert result.exit_code == 0
    assert "upgrade" in result.stdout


def test_a_wrong_setting_is_named_and_ends_with_1(
    training: click.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_TIMEZONE", "Nowhere")
    result = CliRunner().invoke(training, ["upgrade"])
    assert result.exit_code == 1
    assert "TRAINING_TIMEZONE: “Nowhere” is not a time zone" in result.stderr
    assert result.stdout == ""


def test_wrong_usage_ends_with_2(training: click.Group) -> None:
    assert CliRunner().invoke(training, ["upgrade", "--sideways"]).exit_code == 2


def test_every_problem_of_an_input_is_printed_on_standard_error(training: click.Group) -> None:
    @training.command()
    def load() -> None:
        places = [Problem("people.csv:2", "has no name"), Problem("people.csv:9", "is twice")]
        raise InputRefused("The file was not used.", places)

    result = CliRunner().invoke(training, ["load"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "The file was not used.",
        "  people.csv:2: has no name",
        "  people.csv:9: is twice",
    ]


def test_a_database_that_is_not_there_is_said_plainly(
    training: click.Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAINING_DATABASE_URL", f"sqlite:///{tmp_path / 'no/such/folder.sqlite'}")
    result = CliRunner().invoke(training, ["upgrade"])
    assert result.exit_code == 1
    assert "The database cannot be used: unable to open database file" in result.stderr


def test_an_upgrade_says_what_it_did(training: click.Group) -> None:
    first = CliRunner().invoke(training, ["upgrade"])
    assert first.stdout == f"The database went from nothing to version {HEAD}.\n"
    second = CliRunner().invoke(training, ["upgrade"])
    assert second.stdout == f"The database is at version {HEAD} already.\n"


def test_serving_an_old_database_is_refused(training: click.Group) -> None:
    result = CliRunner().invoke(training, ["serve"])
    assert result.exit_code == 1
    assert "run `training upgrade` first" in result.stderr


def test_without_a_terminal_progress_is_plain_lines(training: click.Group) -> None:
    @training.command()
    @pass_context
    def count(ctx: Context) -> None:
        assert sum(ctx.track(range(40), "Counting", 40)) == 780

    result = CliRunner().invoke(training, ["count"])
    assert len(result.stdout.splitlines()) == 10
    assert result.stdout.endswith("Counting: 40 of 40\n")

"""The documents describe what is there now."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from training.app import create_app
from training.cli import build_cli
from training.config import Config

DOCS = Path(__file__).resolve().parent.parent / "docs"
OPERATIONS = (DOCS / "operations.md").read_text("utf-8")
NOT_CONFIG = {"TRAINING_SECRET_KEY", "TRAINING_SECRET_KEY_FALLBACKS"}


def commands(group: click.Group, prefix: str = "training") -> list[str]:
    found: list[str] = []
    for name, command in group.commands.items():
        full = f"{prefix} {name}"
        found += commands(command, full) if isinstance(command, click.Group) else [full]
    return found


@pytest.mark.parametrize("field", [each.name for each in fields(Config)])
def test_every_setting_is_documented(field: str) -> None:
    assert f"`TRAINING_{field.upper()}`" in OPERATIONS


def test_no_setting_is_documented_that_is_not_there() -> None:
    named = set(re.findall(r"`(TRAINING_[A-Z_]+)`", OPERATIONS))
    assert named - NOT_CONFIG == {f"TRAINING_{each.name.upper()}" for each in fields(Config)}


@pytest.mark.parametrize("command", commands(build_cli(create_app)))
def test_every_command_is_documented(command: str) -> None:
    assert f"`{command}" in OPERATIONS


def test_no_command_is_documented_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `(training [a-z -]+[a-z])", OPERATIONS, re.MULTILINE))
    assert named == set(commands(build_cli(create_app)))

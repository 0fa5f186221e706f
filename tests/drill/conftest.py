"""How long the drills take: a few rounds in every test run, all of them by `make drill`."""

import os
from pathlib import Path

import pytest

from training.config import Config
from training.db import Database

FULL = os.environ.get("DRILL") == "1"


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> dict[str, str]:
    """The environment of a site on the test's database."""
    return {
        "TRAINING_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        "TRAINING_INSTANCE": str(tmp_path / "instance"),
        "TRAINING_PUBLIC_URL": "http://127.0.0.1",
        "TRAINING_DIGEST": "at-once",
    }


@pytest.fixture
def config(settings: dict[str, str]) -> Config:
    """The same settings, read."""
    return Config.read(settings)

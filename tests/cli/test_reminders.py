from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from tests.cast import TODAY, Cast
from tests.staff import ask, publish_core
from training.app import create_app
from training.cli import build_cli
from training.db import Database
from training.outbox import OutboxMessage


@pytest.fixture
def asked(database: Database, cast: Cast, tmp_path_factory: pytest.TempPathFactory) -> Cast:
    with database.writing() as db:
        publish_core(db, tmp_path_factory.mktemp("content"))
        ask(db, "public-library", due=TODAY + timedelta(days=14))
        db.commit()
    return cast


def run(database: Database, *options: str) -> Result:
    url = database.engine.url.render_as_string(hide_password=False)
    environment = {"TRAINING_DATABASE_URL": url}
    return CliRunner().invoke(build_cli(create_app), ["reminders", *options], env=environment)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_dry_run_says_what_would_go_to_whom_and_queues_nothing(
    database: Database, asked: Cast
) -> None:
    due = (TODAY + timedelta(days=14)).isoformat()
    said = run(database, "--on", due, "--dry-run", "--names")
    assert said.exit_code == 0, said.output
    assert f"{due}, 07:30 to 17:30: 2 people would be written to." in said.output
    assert "due: 2" in said.output
    assert f"1002  Lee Learner: core due ({due})" in said.output
    assert "Lee Learner" not in run(database, "--on", due, "--dry-run").output
    weekend = run(database, "--on", "2026-12-05", "--dry-run")
    assert "nobody is reminded on a weekend" in weekend.output
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(OutboxMessage)) == 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_only_today_can_be_queued(database: Database, asked: Cast) -> None:
    for day in ("0001-01-01", "9999-12-31"):
        assert "too far away" in run(database, "--on", day, "--dry-run").output
    refused = run(database, "--on", "2026-12-07")
    assert refused.exit_code == 1
    assert "Only today's reminders can be queued" in refused.output
    assert "are to be reminded today" in run(database).output

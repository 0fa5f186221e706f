"""The operator's page: settings and health, and nobody's record."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import NOW, Cast, grant
from tests.staff import publish_core
from tests.web.conftest import SignIn
from training.audit import record
from training.audit.sealing import seal_next
from training.db import Database
from training.outbox import Message, OutboxMessage, enqueue
from training.web.operations import shown_settings
from training.web.state import TrainingState


@pytest.fixture
def operator(app: Flask, database: Database, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Max's browser; he is the operator today."""
    with database.writing() as db:
        grant(db, cast.max, "operator")
        db.commit()
    return sign_in("1004")


def test_it_says_how_the_system_fares(
    operator: FlaskClient, database: Database, tmp_path: Path
) -> None:
    with database.writing() as db:
        publish_core(db, tmp_path)
        enqueue(db, [Message(f"m{n}", "k", NOW - timedelta(hours=1)) for n in range(3)])
        db.commit()
    page = operator.get("/operations").text
    assert ("SQLite 3." if database.dialect == "sqlite" else "PostgreSQL 18") in page
    assert "module/basics" in page
    assert "All is well" in page
    assert "GB" in page
    with database.writing() as db:
        dead = db.query(OutboxMessage).first()
        assert dead
        dead.dead = NOW
        assert seal_next(db, now=NOW)
        db.commit()
    assert "1 message was given up" in operator.get("/operations").text


def test_a_job_loop_that_does_not_run_is_noticed(operator: FlaskClient, database: Database) -> None:
    with database.writing() as db:
        record(db, "people:city:loaded", actor=None, now=NOW - timedelta(minutes=1))
        db.commit()
    assert "The job loop does not run" in operator.get("/operations").text
    with database.writing() as db:
        seal_next(db, now=NOW)
        db.commit()
    assert "All is well" in operator.get("/operations").text


def test_no_secret_and_nobodys_name_is_on_it(
    app: Flask, operator: FlaskClient, tmp_path: Path
) -> None:
    state: TrainingState = app.extensions["training"]
    state.config = replace(
        state.config,
        database_url="postgresql+psycopg://training:hunter2@db.example/training?password=hunter2",
        smtp_url="smtp://mailer:hunter2@mail.example:25",
    )
    page = operator.get("/operations").text
    assert "hunter2" not in page
    assert "postgresql+psycopg://…@db.example/training?…" in page
    assert "smtp://…@mail.example:25" in page
    content = page[page.index("<main") :]
    for name in ("Olga", "Lee", "Lia", "Max", "Ada"):
        assert name not in content


def test_every_setting_is_listed(app: Flask) -> None:
    state: TrainingState = app.extensions["training"]
    with app.test_request_context("/"):
        shown = dict(shown_settings(state.config))
    assert shown["TRAINING_TIMING"] == "no"
    assert shown["TRAINING_SMTP_URL"] == "not set"


def test_an_operator_sees_no_records(operator: FlaskClient) -> None:
    for address in ("/departments", "/audit", "/roster", "/requirements"):
        assert operator.get(address).status_code == 403, address


@pytest.mark.parametrize("number", ["1002", "1003", "1005"])
def test_nobody_else_operates(sign_in: SignIn, number: str) -> None:
    assert sign_in(number).get("/operations").status_code == 403

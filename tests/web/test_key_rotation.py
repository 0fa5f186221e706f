"""A new key signs nobody out and loses nothing that lies open."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import PASSWORD, Cast
from tests.web.classroom import RIGHT, answer_all, begin, hidden, send, teach
from tests.web.conftest import post, site, token_on
from training.db import Database

OLD, NEW = "the older key of two", "the newer key of two"


@pytest.fixture
def before(app: Flask, database: Database, tmp_path: Path) -> FlaskClient:
    """A browser in which Lee signed in while the old key signed."""
    teach(database, tmp_path)
    client = site(database, tmp_path, SECRET_KEY=OLD).test_client()
    answer = post(client, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert answer.status_code == 303
    return client


def after(client: FlaskClient, database: Database, folder: Path, **settings: object) -> FlaskClient:
    """The same browser after the restart with a new key."""
    fresh = site(database, folder, SECRET_KEY=NEW, **settings).test_client()
    cookie = client.get_cookie("training")
    assert cookie
    fresh.set_cookie("training", cookie.value)
    return fresh


def test_a_sign_in_an_open_form_and_a_quiz_outlive_a_new_key(
    before: FlaskClient, database: Database, cast: Cast, tmp_path: Path
) -> None:
    attempt = begin(before)
    form, token = hidden(before.get(f"{attempt}/1").text), token_on(before, "/")
    fresh = after(before, database, tmp_path, SECRET_KEY_FALLBACKS=[OLD])
    assert "Lee Learner" in fresh.get("/").text
    assert fresh.post("/language", data={**token, "language": "es"}).status_code == 303
    kept = fresh.post(f"{attempt}/1", data={**form, "answer": RIGHT[form["item"]]})
    assert kept.status_code == 303
    answer_all(fresh, attempt, RIGHT)
    assert send(fresh, attempt).status_code == 200


def test_a_key_that_is_not_accepted_any_more_signs_nothing(
    before: FlaskClient, database: Database, cast: Cast, tmp_path: Path
) -> None:
    attempt = begin(before)
    form = hidden(before.get(f"{attempt}/1").text)
    fresh = after(before, database, tmp_path)
    assert fresh.get("/").status_code == 303
    assert fresh.post(f"{attempt}/1", data={**form, "answer": "0"}).status_code == 403


def test_what_is_signed_now_is_signed_with_the_new_key(
    before: FlaskClient, database: Database, cast: Cast, tmp_path: Path
) -> None:
    fresh = after(before, database, tmp_path, SECRET_KEY_FALLBACKS=[OLD])
    fresh.get("/language")
    post(fresh, "/", "/language", language="en")
    only_new = site(database, tmp_path, SECRET_KEY=NEW).test_client()
    signed_in = post(only_new, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert signed_in.status_code == 303
    attempt = begin(fresh)
    form = hidden(fresh.get(f"{attempt}/1").text)
    kept = only_new.post(f"{attempt}/1", data={**form, "answer": RIGHT[form["item"]]})
    assert kept.status_code == 303

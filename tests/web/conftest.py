"""The site over a fresh database, its cast able to sign in."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import NOW, PASSWORD, Cast
from training import create_app
from training.db import Database
from training.people.models import LOCAL, Identity
from training.people.passwords import hash_password
from training.web.state import TrainingState

SECRET = hash_password(PASSWORD)


@pytest.fixture
def app(database: Database, cast: Cast, tmp_path: Path) -> Flask:
    """The site; it is always an ordinary Monday morning in Albuquerque."""
    with database.writing() as db:
        for each in (cast.ada, cast.lee, cast.lia, cast.max, cast.olga):
            subject = str(each.id)
            db.add(Identity(employee_id=each.id, issuer=LOCAL, subject=subject, secret=SECRET))
        db.commit()
    return site(database, tmp_path)


def site(database: Database, folder: Path, **settings: object) -> Flask:
    """A site on a test's database."""
    (folder / "instance").mkdir(exist_ok=True)
    app = create_app(
        {
            "TESTING": True,
            "SECRET_KEY": "a secret for tests",
            "TRAINING_DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
            "TRAINING_INSTANCE": folder / "instance",
            "TRAINING_PUBLIC_URL": "http://localhost",
            "TRAINING_ENVIRONMENT": "development",
            "TRAINING_SECOND_FACTOR": "offered",
            **settings,
        }
    )
    state: TrainingState = app.extensions["training"]
    state.clock = lambda: NOW
    # The engine that the test closes at its end, in place of one that nobody would.
    state.database = database
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in on."""
    return app.test_client()


SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def sign_in(app: Flask) -> SignIn:
    """A browser on which somebody has signed in, by employee number."""

    def enter(number: str) -> FlaskClient:
        client = app.test_client()
        answer = post(client, "/sign-in", "/sign-in", login=number, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return client

    return enter


def post(client: FlaskClient, page: str, to: str, **fields: object) -> TestResponse:
    """Send a form from a page, with the token that stands on it."""
    return client.post(to, data={**token_on(client, page), **fields})


def token_on(client: FlaskClient, page: str) -> dict[str, str]:
    """The hidden token of a page's forms."""
    found = re.search(r'name="training_csrf" value="([^"]+)"', client.get(page).text)
    assert found, f"no token on {page}"
    return {"training_csrf": found[1]}

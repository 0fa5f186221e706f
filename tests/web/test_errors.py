"""What is said when something does not work."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from tests.cast import PASSWORD
from tests.web.conftest import SignIn, post
from training.db import Database
from training.errors import Conflict, InputRefused, NotFound, NotReady, Problem, Said, TooEarly
from training.web import home as home_page

ONE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@ONE
@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (NotFound("There is no such module."), 404, "There is no such module."),
        (Conflict("It was sent already."), 409, "It was sent already."),
        (TooEarly("Read 2 more pages."), 409, "Something comes before this"),
        (NotReady("Set the address first."), 503, "Set the address first."),
        (InputRefused("No.", [Problem("row 3", "is empty", "fill it")]), 422, "is empty; fill it"),
    ],
)
def test_an_error_from_below_becomes_a_page_that_says_what_to_do(
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    status: int,
    words: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    lee = sign_in("1002")
    monkeypatch.setattr(home_page, "my_training", fail)
    page = lee.get("/")
    assert page.status_code == status
    assert words in page.text
    assert "505-768-3307" in page.text
    answer = lee.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json
    assert answer.json["status"] == status


@ONE
def test_an_error_from_below_is_said_in_the_readers_language(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = Said("row {row}, {header}", row=3, header="Dept")
    remedy = Said("it belongs to {department}", department="Legal")
    summary = Said("We do not have the language “{language}”.", language="fr")

    def fail(*_: object, **__: object) -> None:
        raise InputRefused(summary, [Problem(where, Said("is empty"), remedy)])

    lee = sign_in("1002")
    lee.set_cookie("training_language", "es", domain="localhost")
    monkeypatch.setattr(home_page, "my_training", fail)
    page = lee.get("/").text
    assert "No tenemos el idioma «fr»." in page
    assert "<strong>fila 3, Dept</strong>: está vacío; pertenece a Legal" in page
    answer = lee.get("/", headers={"Accept": "application/json"})
    assert answer.json
    assert answer.json["detail"] == "No tenemos el idioma «fr»."
    assert answer.json["problems"] == ["fila 3, Dept: está vacío; pertenece a Legal"]


@ONE
def test_an_unknown_address_gets_a_page_that_helps(client: FlaskClient) -> None:
    page = client.get("/nothing/here")
    assert page.status_code == 404
    assert "There is no such page" in page.text


@ONE
def test_a_button_s_address_typed_by_hand_says_so(client: FlaskClient) -> None:
    page = client.get("/sign-out")
    assert page.status_code == 405
    assert "POST" in page.headers["Allow"]
    assert "behind a button" in page.text


@ONE
def test_a_file_that_is_too_large_is_refused_in_words(client: FlaskClient) -> None:
    page = client.post("/language", data={"file": "x" * (17 * 1024 * 1024)})
    assert page.status_code == 413
    assert "16 MB" in page.text


@ONE
def test_a_fault_of_ours_is_a_page_too(
    app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    lee = sign_in("1002")
    monkeypatch.setattr(home_page, "my_training", fail)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    page = lee.get("/")
    assert page.status_code == 500
    assert "our fault and not yours" in page.text


def test_a_full_disk_loses_nothing_and_says_to_try_again(
    client: FlaskClient, database: Database
) -> None:
    @event.listens_for(database.engine, "before_cursor_execute")
    def full(*arguments: object) -> None:
        if str(arguments[2]).startswith("INSERT"):
            raise OperationalError(str(arguments[2]), {}, Exception("database or disk is full"))

    page = post(client, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert page.status_code == 503
    assert page.headers["Retry-After"] == "60"
    assert "We could not save that" in page.text
    assert "Nothing you had saved before is lost" in page.text
    event.remove(database.engine, "before_cursor_execute", full)
    again = post(client, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert again.status_code == 303


def test_a_database_that_is_away_is_a_503_for_the_machine_that_watches(
    client: FlaskClient, database: Database
) -> None:
    @event.listens_for(database.engine, "before_cursor_execute")
    def away(*arguments: object) -> None:
        raise OperationalError(str(arguments[2]), {}, Exception("connection refused"))

    answer = client.get("/healthz", headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"

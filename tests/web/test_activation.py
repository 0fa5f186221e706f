"""From a slip or a mail to a password and in."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, PASSWORD, Cast
from tests.web.conftest import SignIn, post, token_on
from training.db import Database
from training.jobs.loop import run_once
from training.outbox import OutboxMessage
from training.people.models import LOCAL, Employee, Identity
from training.people.sign_in.codes import ACTIVATION, RESET
from training.people.sign_in.service import make_code
from training.web.state import TrainingState

CHOSEN = "seven green buses at dawn"


@pytest.fixture
def code(app: Flask, database: Database, cast: Cast) -> str:
    """Max has never signed in; this is on his slip."""
    with database.writing() as db:
        for each in db.scalars(select(Identity).filter_by(employee_id=cast.max.id)):
            db.delete(each)
        made = make_code(db, cast.max.id, ACTIVATION, lasts=timedelta(1), by=cast.olga.id, now=NOW)
        db.commit()
    return made


def enter_code(client: FlaskClient, code: str) -> TestResponse:
    return post(client, "/activate", "/activate", code=code)


def choose(client: FlaskClient, code: str, password: str = CHOSEN) -> TestResponse:
    return post(client, "/activate", "/activate/password", code=code, password=password)


def test_a_slip_leads_to_a_password_and_in(client: FlaskClient, code: str) -> None:
    page = enter_code(client, code.lower().replace("-", " "))
    assert "Max Mover" in page.text
    assert "1004" in page.text
    answer = choose(client, code)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Max Mover" in client.get("/").text
    assert "used before" in choose(client, code, "another one altogether").text
    again = post(client, "/", "/sign-out")
    assert again.status_code == 303
    assert post(client, "/sign-in", "/sign-in", login="1004", password=CHOSEN).status_code == 303


def test_who_begins_in_spanish_reads_on_in_spanish(client: FlaskClient, code: str) -> None:
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "es-US,es;q=0.9"
    weak = choose(client, code, "corta")
    assert "Use al menos 15 caracteres" in weak.text
    assert choose(client, code).status_code == 303
    assert "Mi capacitación" in client.get("/").text
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en-US"
    assert "Mi capacitación" in client.get("/").text


def test_looking_at_the_link_spends_nothing_and_says_nothing(
    client: FlaskClient, code: str
) -> None:
    for _ in range(3):
        page = client.get(f"/activate/{code}")
        assert page.status_code == 200
        assert "Max" not in page.text
    assert f'name="code" value="{code}"' in page.text
    assert choose(client, code).status_code == 303


def test_typing_the_code_spends_nothing_before_a_password_is_chosen(
    client: FlaskClient, code: str
) -> None:
    assert enter_code(client, code).status_code == 200
    assert enter_code(client, code).status_code == 200
    weak = choose(client, code, "Max Mover 1004 Max")
    assert weak.status_code == 422
    assert "easy to guess" in weak.text
    short = choose(client, code, "too short")
    assert "at least 15 characters" in short.text
    assert f'name="code" value="{code}"' in short.text
    assert choose(client, code).status_code == 303


def test_a_wrong_code_says_what_to_do(client: FlaskClient, code: str) -> None:
    answer = enter_code(client, "AAAA-AAAA-AAAA-AAAA")
    assert answer.status_code == 422
    assert "letter by letter" in answer.text


def test_a_code_whose_time_is_over_says_so(app: Flask, client: FlaskClient, code: str) -> None:
    state: TrainingState = app.extensions["training"]
    state.clock = lambda: NOW + timedelta(days=2)
    for answer in (enter_code(client, code), choose(client, code)):
        assert answer.status_code == 422
        assert "time of this code is over" in answer.text


def test_guessing_codes_has_to_wait_even_with_the_right_one(client: FlaskClient, code: str) -> None:
    token = token_on(client, "/activate")
    for _ in range(200):
        client.post("/activate", data={**token, "code": "AAAA"})
    answer = client.post("/activate", data={**token, "code": code})
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "Wait 1 minute" in answer.text


def _whole_lines(mail: Path) -> str:
    """A mail without the breaks that quoted-printable puts into long lines."""
    return mail.read_text().replace("=\n", "")


def links(database: Database, app: Flask) -> list[str]:
    """Send what waits; the codes in the mails."""
    state: TrainingState = app.extensions["training"]
    run_once(database, state.config, now=NOW)
    mails = sorted((state.config.instance / "mail").glob("*.eml"))
    return [
        found for each in mails for found in re.findall(r"/activate/([\w-]+)", _whole_lines(each))
    ]


def test_whoever_forgot_gets_a_link_by_mail(
    app: Flask, client: FlaskClient, database: Database, sign_in: SignIn
) -> None:
    elsewhere = sign_in("1002")
    assert "on its way" in post(client, "/reset", "/reset", login="1002").text
    with database.reading() as db:
        message = db.scalars(select(OutboxMessage)).one()
        assert message.kind == RESET
        assert set(message.payload) == {"employee"}
        assert "1002" not in message.key
    code = links(database, app)[0]
    answer = choose(client, code)
    assert answer.status_code == 303
    assert "Lee Learner" in client.get("/").text
    assert elsewhere.get("/").status_code == 303, "signed out everywhere else"
    fresh = app.test_client()
    assert post(fresh, "/sign-in", "/sign-in", login="1002", password=PASSWORD).status_code == 422


def test_nobody_learns_who_works_here(app: Flask, client: FlaskClient, database: Database) -> None:
    known = post(client, "/reset", "/reset", login="1002")
    unknown = post(client, "/reset", "/reset", login="9999")
    assert known.status_code == unknown.status_code == 200
    assert _plain(known.text) == _plain(unknown.text)
    with database.reading() as db:
        assert len(db.scalars(select(OutboxMessage)).all()) == 2, (
            "queued alike, so that it takes as long"
        )
    assert len(set(links(database, app))) == 1


def test_asking_again_and_again_sends_one_mail_and_then_has_to_wait(
    client: FlaskClient, database: Database
) -> None:
    answers = [post(client, "/reset", "/reset", login="1002").status_code for _ in range(7)]
    assert answers == [200] * 5 + [429] * 2
    with database.reading() as db:
        assert len(db.scalars(select(OutboxMessage)).all()) == 1


def test_somebody_who_never_signed_in_gets_a_first_link_instead(
    app: Flask, client: FlaskClient, database: Database, cast: Cast, code: str
) -> None:
    post(client, "/reset", "/reset", login=cast.max.email)
    assert "first" not in (mailed := links(database, app)[0])
    assert choose(client, mailed).status_code == 303


def test_somebody_without_an_address_gets_no_mail(
    app: Flask, client: FlaskClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        db.get_one(Employee, cast.lee.id).email = None
        db.commit()
    assert "on its way" in post(client, "/reset", "/reset", login="1002").text
    assert links(database, app) == []


def test_a_link_opened_after_a_second_mail_says_so(
    app: Flask, client: FlaskClient, database: Database, cast: Cast, code: str
) -> None:
    post(client, "/reset", "/reset", login="1004")
    links(database, app)
    assert "a newer one was made" in enter_code(client, code).text


def test_the_code_stands_in_no_table(database: Database, code: str) -> None:
    with database.reading() as db:
        kept = [str(vars(each)) for each in db.scalars(select(Identity))]
    assert not [each for each in kept if code in each or code.replace("-", "") in each]
    assert LOCAL not in "".join(each for each in kept if "'employee_id': 4," in each)


def _plain(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)

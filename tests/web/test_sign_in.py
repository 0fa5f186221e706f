"""Signing in and out."""

import json
import re
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, PASSWORD, Cast
from tests.web.conftest import SignIn, post, site, token_on
from training.db import Database
from training.people.models import Throttle
from training.people.throttle.service import forget_old
from training.web.state import TrainingState


def test_people_sign_in_with_their_number_and_see_their_training(sign_in: SignIn) -> None:
    page = sign_in("1002").get("/")
    assert page.status_code == 200
    assert "Lee Learner" in page.text


def test_an_e_mail_in_any_case_signs_in_too(client: FlaskClient, cast: Cast) -> None:
    assert cast.lee.email
    answer = post(client, "/sign-in", "/sign-in", login=cast.lee.email.upper(), password=PASSWORD)
    assert answer.status_code == 303


def test_without_a_sign_in_one_is_sent_there_and_back(client: FlaskClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/")


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(client: FlaskClient) -> None:
    wrong = post(client, "/sign-in", "/sign-in", login="1002", password="wrong")
    unknown = post(client, "/sign-in", "/sign-in", login="9999", password="wrong")
    assert wrong.status_code == unknown.status_code == 422
    assert _without_what_was_typed(wrong.text) == _without_what_was_typed(unknown.text)
    assert 'value="1002"' in wrong.text, "what was typed stays"


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_and_the_answers_take_about_the_same_time(client: FlaskClient) -> None:
    took: dict[str, list[float]] = {"1002": [], "9999": []}
    for login in ["1002", "9999"] * 4:
        began = process_time()
        post(client, "/sign-in", "/sign-in", login=login, password="wrong")
        took[login].append(process_time() - began)
    assert 0.6 < min(took["1002"]) / min(took["9999"]) < 1.7


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_sign_in_takes_little_of_a_processor(app: Flask) -> None:
    took = []
    for _ in range(4):
        client = app.test_client()
        token = token_on(client, "/sign-in")
        began = process_time()
        client.post("/sign-in", data={**token, "login": "1002", "password": PASSWORD})
        took.append(process_time() - began)
    assert min(took) < 0.06


@pytest.mark.parametrize("login", ["1002", "9999", "lee.learner@cabq.example"])
def test_guessing_has_to_wait_longer_each_time_whoever_is_guessed(
    app: Flask, client: FlaskClient, login: str
) -> None:
    def guess(password: str) -> TestResponse:
        return post(client, "/sign-in", "/sign-in", login=login, password=password)

    state: TrainingState = app.extensions["training"]
    assert [guess(f"wrong {n}").status_code for n in range(6)] == [422] * 5 + [429]
    assert guess(PASSWORD).headers["Retry-After"] == "60"
    state.clock = lambda: NOW + timedelta(minutes=1)
    assert guess("wrong 6").status_code == 422
    late = guess(PASSWORD)
    assert (late.status_code, late.headers["Retry-After"]) == (429, "120")
    assert "Wait 2 minutes and try again, or ask your liaison." in late.text
    state.clock = lambda: NOW + timedelta(minutes=3)
    assert guess(PASSWORD).status_code == (422 if login == "9999" else 303)


def test_number_and_e_mail_are_one_account(client: FlaskClient) -> None:
    logins = ["1002", "lee.learner@cabq.example", " LEE.learner@cabq.example"] * 2
    answers = [
        post(client, "/sign-in", "/sign-in", login=each, password="wrong").status_code
        for each in logins
    ]
    assert answers == [422] * 5 + [429]


def test_whoever_is_guessed_comes_in_from_their_own_address(
    app: Flask, client: FlaskClient
) -> None:
    for n in range(6):
        post(client, "/sign-in", "/sign-in", login="1002", password=f"wrong {n}")
    lee = app.test_client()
    lee.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    assert post(lee, "/sign-in", "/sign-in", login="1002", password=PASSWORD).status_code == 303
    max_ = post(client, "/sign-in", "/sign-in", login="1004", password=PASSWORD)
    assert max_.status_code == 303, "nor do others at the guesser's address wait"


def test_many_addresses_guess_no_more_than_a_few_all_together(app: Flask) -> None:
    answers = []
    for n in range(24):
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        answer = post(client, "/sign-in", "/sign-in", login="1002", password="wrong")
        answers.append(answer.status_code)
    assert answers == [422] * 20 + [429] * 4


def test_of_many_tries_at_once_no_more_are_looked_at(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.web.tries.wait", lambda *_: timedelta())  # all of them looked
    token = token_on(client, "/sign-in")
    send = {**token, "login": "1002", "password": "wrong"}
    answers = [client.post("/sign-in", data=send).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2


def test_nobody_is_kept_out_of_a_browser_of_their_own_by_guessing_elsewhere(
    app: Flask, sign_in: SignIn
) -> None:
    own, max_ = sign_in("1002"), sign_in("1004")
    for browser in (own, max_):
        assert post(browser, "/", "/sign-out").status_code == 303
    for n in range(24):
        thief = app.test_client()
        thief.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        late = post(thief, "/sign-in", "/sign-in", login="1002", password="wrong")
    assert late.status_code == 429

    def enter(client: FlaskClient, password: str) -> int:
        to = "/sign-in"
        return post(client, to, to, login="1002", password=password).status_code

    assert enter(max_, PASSWORD) == 429, "of somebody else's browser nothing is known"
    assert enter(app.test_client(), PASSWORD) == 429
    assert enter(own, PASSWORD) == 303
    post(own, "/", "/sign-out")
    assert enter(app.test_client(), PASSWORD) == 429, "and the guesser has won nothing by it"
    assert [enter(own, "wrong") for _ in range(6)] == [422] * 5 + [429]


def test_the_mark_of_an_own_browser_is_out_of_reach_and_cannot_be_made_up(
    app: Flask, sign_in: SignIn
) -> None:
    own = sign_in("1002").get_cookie("training_known")
    assert own
    assert own.http_only
    thief = app.test_client()
    for made_up in ("guessed", own.value[:-2], "", "WzEsMl0.x"):
        thief.set_cookie("training_known", made_up)
        answer = post(thief, "/sign-in", "/sign-in", login="1002", password="wrong")
        assert answer.status_code == 422
    assert post(thief, "/sign-in", "/sign-in", login="1002", password="x").status_code == 422
    assert post(thief, "/sign-in", "/sign-in", login="1002", password="x").status_code == 429


def test_one_password_tried_on_everybody_has_to_wait_too(client: FlaskClient) -> None:
    token = token_on(client, "/sign-in")
    answers = [
        client.post("/sign-in", data={**token, "login": f"7{n}", "password": "wrong"}).status_code
        for n in range(201)
    ]
    assert answers == [422] * 200 + [429]


def test_no_name_and_no_address_is_kept_of_a_try(client: FlaskClient, database: Database) -> None:
    post(client, "/sign-in", "/sign-in", login="1002", password="wrong")
    post(client, "/sign-in", "/sign-in", login="somebody@else", password="wrong")
    with database.reading() as db:
        keys = db.scalars(select(Throttle.key)).all()
    assert len(keys) == 5
    assert all(re.fullmatch(r"password:(here|account|address):[0-9a-f]{64}", each) for each in keys)


def test_a_success_forgets_what_went_wrong_before(client: FlaskClient, database: Database) -> None:
    for password in ("wrong", "wrong too", PASSWORD):
        post(client, "/sign-in", "/sign-in", login="1002", password=password)
    with database.reading() as db:
        left = db.scalars(select(Throttle)).all()
    assert [(each.key.split(":")[1], each.count) for each in left] == [("address", 2)]


def test_no_lock_is_held_while_a_password_is_checked(
    client: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(_secret: str, _password: str) -> bool:
        with database.writing() as db:
            forget_old(db, now=NOW)
            db.commit()
        return False

    monkeypatch.setattr("training.web.sign_in.verify_password", check)
    answer = post(client, "/sign-in", "/sign-in", login="1002", password="wrong")
    assert answer.status_code == 422


def test_an_empty_form_says_what_is_missing(client: FlaskClient) -> None:
    answer = post(client, "/sign-in", "/sign-in", login="", password="")
    assert answer.status_code == 422
    assert "Write your password." in answer.text


def test_signing_in_goes_on_where_one_wanted_to_go(client: FlaskClient) -> None:
    answer = post(client, "/sign-in", "/sign-in?next=/", login="1002", password=PASSWORD)
    assert answer.location == "/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "https:example.com",
        "//example.com/",
        "/\t/example.com/",
        "/\\example.com",
        "\\\\example.com",
        "/%2F/example.com",
        "http://[",
        "//[",
        "/\r\nLocation: https://example.com/",
        "/?a=\nb",
        "/modules/a\nb",
        "/assets/icon.svg",
        "/nothing",
    ],
)
def test_but_never_to_a_place_that_is_not_ours(client: FlaskClient, elsewhere: str) -> None:
    answer = post(client, "/sign-in", "/sign-in", login="1002", password=PASSWORD, next=elsewhere)
    assert answer.location == "/"


def test_signing_out_ends_the_sign_in_for_a_copied_cookie_too(app: Flask, sign_in: SignIn) -> None:
    browser, thief = sign_in("1002"), app.test_client()
    stolen = browser.get_cookie("training")
    assert stolen
    thief.set_cookie("training", stolen.value)
    assert thief.get("/").status_code == 200
    assert post(browser, "/", "/sign-out").location == "/sign-in"
    assert thief.get("/").status_code == 303


def test_the_demonstration_lists_its_sign_ins(database: Database, tmp_path: Path) -> None:
    app = site(database, tmp_path, TRAINING_DEMONSTRATION=True)
    listed = {"liaison": {"login": "1003", "password": "shown to everybody"}}
    (tmp_path / "instance" / "demo.json").write_text(json.dumps(listed), encoding="utf-8")
    page = app.test_client().get("/sign-in").text
    assert "As a liaison" in page
    assert 'value="shown to everybody"' in page


def test_a_city_does_not(database: Database, tmp_path: Path) -> None:
    app = site(database, tmp_path)
    (tmp_path / "instance" / "demo.json").write_text('{"liaison": {}}', encoding="utf-8")
    assert "As a liaison" not in app.test_client().get("/sign-in").text


def _without_what_was_typed(page: str) -> str:
    return re.sub(r'value="[^"]*"', "", page)

"""Signing in and out."""

import json
import re
from pathlib import Path
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import PASSWORD, Cast
from tests.overlap import nobody_holds_the_lock
from tests.web.conftest import SignIn, post, site
from training.db import Database
from training.people import service


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
    def fastest(login: str) -> float:
        times = []
        for _ in range(5):
            began = perf_counter()
            post(client, "/sign-in", "/sign-in", login=login, password="wrong")
            times.append(perf_counter() - began)
        return min(times)

    assert 0.5 < fastest("1002") / fastest("9999") < 2


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_waits_while_a_password_is_checked(
    sign_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []

    def check(_secret: str, _password: str) -> bool:
        free.append(nobody_holds_the_lock(database))
        return True

    browser = sign_in("1003")
    monkeypatch.setattr(service, "verify_password", check)
    assert post(browser, "/", "/sign-in", login="1002", password="x").status_code == 303
    assert free == [True]


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

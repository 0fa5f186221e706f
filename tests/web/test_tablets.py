"""A tablet that a department shares: short sign-ins, a way out, and nothing left behind."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import NOW, PASSWORD, Cast
from tests.people.second_factor.authenticator import Authenticator
from tests.web.conftest import SignIn, post, token_on
from tests.web.test_passkeys import make, sign_in_with
from training.db import Database
from training.people.models import Device
from training.people.sign_in.queries import open_sessions
from training.web.state import TrainingState

PAGE = "/departments/public-library/tablets"


def enter(client: FlaskClient, number: str) -> None:
    answer = post(client, "/sign-in", "/sign-in", login=number, password=PASSWORD)
    assert answer.status_code == 303


def wait(app: Flask, **time: float) -> None:
    state: TrainingState = app.extensions["training"]
    instant = state.clock() + timedelta(**time)
    state.clock = lambda: instant


@pytest.fixture
def tablet(sign_in: SignIn) -> FlaskClient:
    """Lia has made this browser a shared tablet."""
    client = sign_in("1003")
    answer = post(client, PAGE, PAGE, label=" Staff  room ")
    assert answer.location == "/sign-in"
    return client


def test_registering_a_tablet_signs_its_liaison_out_and_leaves_nothing(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    client = sign_in("1003")
    client.set_cookie("training_language", "es")
    answer = post(client, PAGE, PAGE, label="Staff room")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get_cookie("training_language") is None
    cookie = client.get_cookie("training_device")
    assert cookie
    assert cookie.http_only
    assert client.get("/").status_code == 303
    with database.reading() as db:
        device = db.scalars(select(Device)).one()
        assert (device.label, device.by) == ("Staff room", cast.lia.id)
        assert cookie.value not in repr(vars(device))


def test_every_page_has_the_way_out(tablet: FlaskClient) -> None:
    assert "I&#39;m done" not in tablet.get("/sign-in").text
    enter(tablet, "1002")
    for path in ("/", "/account", "/nowhere"):
        page = tablet.get(path).text
        assert "I&#39;m done" in page
        assert "data-tablet" in page
        assert 'data-idle-seconds="900"' in page
    assert "Staff room" in page


def test_a_browser_of_one_s_own_has_none_of_this(sign_in: SignIn) -> None:
    page = sign_in("1002").get("/").text
    assert "data-tablet" not in page
    assert "tablet.js" not in page


def test_being_done_leaves_nothing_behind(tablet: FlaskClient) -> None:
    enter(tablet, "1002")
    post(tablet, "/", "/language", language="es")
    answer = post(tablet, "/", "/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert tablet.get_cookie("training_language") is None
    assert tablet.get_cookie("training_device") is not None, "it stays a shared tablet"
    assert tablet.get("/account").location == "/sign-in", "and does not say where one was"


def test_the_browser_is_asked_to_remember_nobody(tablet: FlaskClient) -> None:
    page = tablet.get("/sign-in").text
    assert page.count('autocomplete="off"') == 2
    assert "current-password" not in page


def test_whoever_does_nothing_is_signed_out(app: Flask, tablet: FlaskClient) -> None:
    enter(tablet, "1002")
    wait(app, minutes=14)
    assert tablet.get("/").status_code == 200
    wait(app, minutes=14)
    assert tablet.get("/here").status_code == 204, "scrolling counts too"
    wait(app, minutes=15, seconds=1)
    assert tablet.get("/").location == "/sign-in"
    answer = tablet.get("/sign-in")
    assert "signed out to keep your account safe" in answer.text
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_an_old_cookie_brings_nobody_back(app: Flask, tablet: FlaskClient) -> None:
    enter(tablet, "1002")
    kept = tablet.get_cookie("training")
    assert kept
    wait(app, minutes=16)
    thief = app.test_client()
    thief.set_cookie("training", kept.value)
    assert thief.get("/").status_code == 303


def test_however_busy_a_sign_in_on_a_tablet_ends_that_day(app: Flask, tablet: FlaskClient) -> None:
    enter(tablet, "1002")
    for _ in range(12):
        wait(app, minutes=10)
        last = tablet.get("/").status_code
    assert last == 303


def test_the_next_person_ends_the_last_one_s_sign_in(
    app: Flask, tablet: FlaskClient, database: Database, cast: Cast
) -> None:
    enter(tablet, "1002")
    tablet.delete_cookie("training")
    enter(tablet, "1004")
    with database.reading() as db:
        assert open_sessions(db, cast.lee.id, now=NOW) == []
        assert [each.label for each in open_sessions(db, cast.max.id, now=NOW)] == ["Staff room"]


def test_one_taken_off_the_list_is_an_ordinary_browser_again(
    tablet: FlaskClient, sign_in: SignIn, database: Database
) -> None:
    enter(tablet, "1002")
    lia = sign_in("1003")
    assert "Staff room" in lia.get(PAGE).text
    with database.reading() as db:
        device = db.scalars(select(Device.id)).one()
    assert post(lia, PAGE, f"{PAGE}/{device}/end").status_code == 303
    assert "Staff room" not in lia.get(PAGE).text
    assert tablet.get("/").status_code == 303
    assert "data-tablet" not in tablet.get("/sign-in").text
    assert post(lia, PAGE, f"{PAGE}/{device}/end").status_code == 404


def test_a_tablet_needs_a_name_and_one_s_own_department(sign_in: SignIn) -> None:
    lia = sign_in("1003")
    assert post(lia, PAGE, PAGE, label=" ").status_code == 422
    assert lia.get("/departments/abq-ride/tablets").status_code == 403
    assert post(lia, PAGE, "/departments/abq-ride/tablets", label="x").status_code == 403
    assert sign_in("1002").get(PAGE).status_code == 403


def test_a_made_up_device_is_no_tablet(client: FlaskClient) -> None:
    client.set_cookie("training_device", "guessed")
    assert "data-tablet" not in client.get("/sign-in").text


def test_the_server_takes_no_passkeys_on_a_tablet(
    tablet: FlaskClient, app: Flask, sign_in: SignIn
) -> None:
    device = Authenticator()
    assert make(sign_in("1004"), device).status_code == 303
    own = app.test_client()
    answer = sign_in_with(own, device)
    assert answer.location == "/"
    send = token_on(tablet, "/sign-in")
    assert tablet.post("/sign-in/passkey/options", data=send).status_code == 403
    assert tablet.post("/sign-in/passkey", data=send).status_code == 403
    enter(tablet, "1004")
    page = tablet.get("/second-factor").text
    assert "data-passkey" not in page
    assert 'name="code"' in page
    send = token_on(tablet, "/second-factor")
    assert tablet.post("/second-factor/passkey/options", data=send).status_code == 403
    assert tablet.post("/second-factor/passkey", data=send).status_code == 403
    post(tablet, "/second-factor", "/sign-out")
    enter(tablet, "1002")
    factors = "/account/second-factor"
    send = token_on(tablet, factors)
    assert tablet.post(f"{factors}/passkeys/options", data=send).status_code == 403
    assert tablet.post(f"{factors}/passkeys", data={**send, "label": "x"}).status_code == 403


def test_guessing_elsewhere_keeps_nobody_from_a_tablet(app: Flask, tablet: FlaskClient) -> None:
    for n in range(24):
        thief = app.test_client()
        thief.environ_base["REMOTE_ADDR"] = f"192.0.2.{n}"
        late = post(thief, "/sign-in", "/sign-in", login="1002", password="wrong")
    assert late.status_code == 429
    enter(tablet, "1002")
    assert tablet.get_cookie("training_known") is None, "it keeps nothing of whoever was there"
    post(tablet, "/", "/sign-out")
    guesses = [
        post(tablet, "/sign-in", "/sign-in", login="1004", password="wrong").status_code
        for _ in range(6)
    ]
    assert guesses == [422] * 5 + [429]

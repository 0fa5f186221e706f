"""Passkeys made, shown and removed on our pages, with an authenticator in software."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, Cast, move
from tests.people.second_factor.authenticator import Authenticator
from tests.web.conftest import SignIn, post, token_on
from tests.web.test_second_factor import PAGE, enter
from training.db import Database
from training.people.models import Identity, SignInSession

Device = Authenticator


def options(client: FlaskClient, page: str, address: str) -> str:
    answer = client.post(address, data=token_on(client, page))
    assert answer.mimetype == "application/json", answer.text
    return answer.text


def make(client: FlaskClient, device: Authenticator, label: str = "My phone") -> TestResponse:
    made = device.make(options(client, PAGE, f"{PAGE}/passkeys/options"))
    return post(client, PAGE, f"{PAGE}/passkeys", credential=made, label=label)


def sign_in_with(client: FlaskClient, device: Authenticator, **more: str) -> TestResponse:
    shown = device.show(options(client, "/sign-in", "/sign-in/passkey/options"))
    return post(client, "/sign-in", "/sign-in/passkey", credential=shown, **more)


def show(client: FlaskClient, device: Authenticator) -> TestResponse:
    shown = device.show(options(client, "/second-factor", "/second-factor/passkey/options"))
    return post(client, "/second-factor", "/second-factor/passkey", credential=shown, next="/")


def test_a_passkey_alone_signs_in_and_goes_where_one_wanted(
    app: Flask, sign_in: SignIn, client: FlaskClient, database: Database
) -> None:
    device = Device()
    assert make(sign_in("1005"), device).location == f"{PAGE}/codes"
    answer = sign_in_with(client, device, next="/requirements")
    assert answer.location == "/requirements"
    assert client.get("/requirements").status_code == 200
    with database.reading() as db:
        newest = select(SignInSession).order_by(SignInSession.id.desc())
        assert db.scalars(newest).first().second_factor == NOW  # type: ignore[union-attr]


def test_a_passkey_whose_holder_was_not_verified_is_a_second_step_only(
    app: Flask, sign_in: SignIn, client: FlaskClient
) -> None:
    device = Device(verifies=False)
    make(sign_in("1002"), device)
    assert sign_in_with(client, device).location.startswith("/sign-in")
    assert client.get("/").status_code == 303
    lee = enter(app, "1002")
    assert lee.get("/").location == "/second-factor?next=/"
    assert show(lee, device).location == "/"
    assert lee.get("/").status_code == 200


def test_somebody_elses_passkey_is_no_second_step(app: Flask, sign_in: SignIn) -> None:
    mine, theirs = Device(), Device()
    make(sign_in("1002"), mine)
    make(sign_in("1004"), theirs)
    lee = enter(app, "1002")
    assert show(lee, theirs).status_code == 422
    assert lee.get("/").status_code == 303


def test_an_answer_is_good_once_even_with_a_copied_cookie(
    app: Flask, sign_in: SignIn, client: FlaskClient
) -> None:
    device = Device(counts=False)
    make(sign_in("1002"), device)
    shown = device.show(options(client, "/sign-in", "/sign-in/passkey/options"))
    data = {**token_on(client, "/sign-in"), "credential": shown}
    cookie = client.get_cookie("training")
    assert cookie
    assert client.post("/sign-in/passkey", data=data).location == "/"
    thief = app.test_client()
    thief.set_cookie("training", cookie.value)
    assert thief.post("/sign-in/passkey", data=data).location.startswith("/sign-in")
    assert thief.get("/").status_code == 303


def test_a_challenge_is_for_one_purpose_and_not_for_long(
    app: Flask, sign_in: SignIn, client: FlaskClient
) -> None:
    device = Device()
    lee = sign_in("1002")
    make(lee, device)
    made = device.make(options(lee, PAGE, f"{PAGE}/passkeys/options"))
    half = enter(app, "1002")
    asked = options(half, "/second-factor", "/second-factor/passkey/options")
    stolen = post(half, "/second-factor", "/sign-in/passkey", credential=device.show(asked))
    assert stolen.location.startswith("/sign-in")
    assert half.get("/").location == "/second-factor?next=/"
    asked = options(client, "/sign-in", "/sign-in/passkey/options")
    state = app.extensions["training"]
    state.clock = lambda: NOW + timedelta(minutes=6)
    late = post(client, "/sign-in", "/sign-in/passkey", credential=device.show(asked))
    assert late.location.startswith("/sign-in")
    assert post(lee, PAGE, f"{PAGE}/passkeys", credential=made, label="x").status_code == 422


def test_a_copied_passkey_is_found_out(sign_in: SignIn, app: Flask) -> None:
    device = Device()
    make(sign_in("1002"), device)
    copy = Device(id=device.id, key=device.key, owner=device.owner, count=device.count)
    assert sign_in_with(app.test_client(), device).location == "/"
    assert sign_in_with(app.test_client(), copy).location.startswith("/sign-in")


@pytest.mark.parametrize("answer", ["", "{}", "[]", "rubbish", "x" * 30_000, '{"id": 1}'])
def test_rubbish_is_answered_like_an_unknown_passkey(client: FlaskClient, answer: str) -> None:
    options(client, "/sign-in", "/sign-in/passkey/options")
    refused = post(client, "/sign-in", "/sign-in/passkey", credential=answer)
    assert refused.location.startswith("/sign-in")


def test_a_passkey_we_do_not_know_signs_nobody_in(client: FlaskClient) -> None:
    assert sign_in_with(client, Device()).location.startswith("/sign-in")
    assert client.get("/").status_code == 303


def test_somebody_who_has_left_does_not_come_in_by_passkey(
    sign_in: SignIn, client: FlaskClient, database: Database, cast: Cast
) -> None:
    device = Device()
    make(sign_in("1002"), device)
    with database.writing() as db:
        move(db, db.merge(cast.lee), db.merge(cast.library), active=False, recorded=NOW)
        db.commit()
    assert sign_in_with(client, device).status_code == 403
    assert client.get("/").status_code == 303


def test_it_has_a_name_is_kept_once_and_can_be_removed(sign_in: SignIn, database: Database) -> None:
    device, lee = Device(), sign_in("1002")
    assert make(lee, device, label="").status_code == 422
    assert make(lee, device, label="Lee's <phone>").status_code == 303
    assert "Lee&#39;s &lt;phone&gt;" in lee.get(PAGE).text
    assert make(lee, device).status_code == 422
    with database.reading() as db:
        kept = db.scalars(select(Identity).where(Identity.issuer == "passkey")).one()
        assert kept.label == "Lee's <phone>"


def test_a_refused_registration_keeps_nothing(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    assert make(lee, Device(origin="https://evil.example")).status_code == 422
    with database.reading() as db:
        assert db.scalar(select(Identity.id).where(Identity.issuer == "passkey")) is None

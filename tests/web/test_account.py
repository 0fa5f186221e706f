"""One's own account: where one is signed in, and one's password."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import PASSWORD
from tests.web.conftest import SignIn, post

CHOSEN = "seven green buses at dawn"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def change(client: FlaskClient, old: str, new: str) -> tuple[int, str]:
    answer = post(client, "/account/password", "/account/password", old=old, password=new)
    return answer.status_code, answer.text


def on_a_phone(app: Flask) -> FlaskClient:
    phone = app.test_client()
    phone.environ_base["HTTP_USER_AGENT"] = PHONE
    assert post(phone, "/sign-in", "/sign-in", login="1002", password=PASSWORD).status_code == 303
    return phone


def test_one_sees_where_one_is_signed_in(app: Flask, sign_in: SignIn) -> None:
    here = sign_in("1002")
    on_a_phone(app)
    page = here.get("/account").text
    assert "Chrome · Android" in page
    assert page.count("This one") == 1
    assert page.count("Sign out there") == 2, "one button, and the words below"
    assert 'href="/account"' in here.get("/").text


def test_a_lost_phone_is_signed_out_from_elsewhere(app: Flask, sign_in: SignIn) -> None:
    here, phone = sign_in("1002"), on_a_phone(app)
    there = re.findall(r'action="(/account/sessions/\d+/end)"', here.get("/account").text)
    assert len(there) == 1
    assert post(here, "/account", there[0]).status_code == 303
    assert phone.get("/").status_code == 303
    assert here.get("/").status_code == 200


def test_nobody_ends_another_s_sign_in(app: Flask, sign_in: SignIn) -> None:
    lee, lee_too, max_ = sign_in("1002"), sign_in("1002"), sign_in("1004")
    there = re.findall(r'action="(/account/sessions/\d+/end)"', lee.get("/account").text)[0]
    assert post(max_, "/account", there).status_code == 404
    assert lee_too.get("/").status_code == 200


def test_all_others_are_signed_out_at_once(sign_in: SignIn) -> None:
    here, one, two = sign_in("1002"), sign_in("1002"), sign_in("1002")
    assert post(here, "/account", "/account/sessions/end").status_code == 303
    assert [each.get("/").status_code for each in (here, one, two)] == [200, 303, 303]


def test_a_new_password_needs_the_old_one(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    status, page = change(lee, "a wrong old password", CHOSEN)
    assert (status, "not the password you have now" in page) == (422, True)
    status, page = change(lee, PASSWORD, "Lee Learner 1002")
    assert (status, "easy to guess" in page) == (422, True)
    assert change(lee, PASSWORD, "short")[0] == 422


def test_a_new_password_signs_out_everywhere_else(app: Flask, sign_in: SignIn) -> None:
    here, elsewhere = sign_in("1002"), sign_in("1002")
    assert change(here, PASSWORD, CHOSEN)[0] == 303
    assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 303)
    fresh = app.test_client()
    assert post(fresh, "/sign-in", "/sign-in", login="1002", password=PASSWORD).status_code == 422
    assert post(fresh, "/sign-in", "/sign-in", login="1002", password=CHOSEN).status_code == 303


def test_guessing_the_old_password_has_to_wait(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    answers = [change(lee, f"wrong number {n}", CHOSEN)[0] for n in range(6)]
    assert answers == [422] * 5 + [429]
    assert change(lee, PASSWORD, CHOSEN)[0] == 429


def test_a_password_can_be_pasted_and_kept_by_the_browser(sign_in: SignIn) -> None:
    page = sign_in("1002").get("/account/password").text
    assert 'autocomplete="new-password"' in page
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page


@pytest.mark.parametrize(
    "address",
    [
        "/account/sessions/{}/end",
        "/account/second-factor/{}/remove",
        "/access/{}/end",
        "/access/{}/renew",
        "/access/waiting/{}",
        "/contacts/public-library/{}/end",
        "/departments/public-library/tablets/{}/end",
        "/handover/grants/{}",
    ],
)
def test_a_number_that_no_row_can_have_is_no_page(sign_in: SignIn, address: str) -> None:
    olga = sign_in("1005")
    assert post(olga, "/account", address.format(2**63)).status_code in (404, 405)

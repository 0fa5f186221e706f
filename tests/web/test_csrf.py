"""No form is taken that does not come from a page of ours."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import SignIn, post, token_on
from training.web.access import declared_access
from training.web.unit import SAFE

OF_NOBODY = {"/oidc/<provider>/logout": 404}
"""Routes that a token of their own opens, where what the address names is not there."""
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def test_every_unsafe_route_refuses_a_form_without_the_token(app: Flask, sign_in: SignIn) -> None:
    olga, tried = sign_in("1005"), 0
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - SAFE:
            declared = declared_access(app, rule.endpoint)
            with app.test_request_context():
                address = app.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
            answer = olga.open(address, method=method)
            by_token = declared is not None and declared.is_by_token
            refused = OF_NOBODY.get(rule.rule, 403) if by_token else 400
            assert answer.status_code == refused, f"{method} {address}"
            tried += 1
    assert tried >= 4


def test_a_token_of_another_browser_is_refused(app: Flask, sign_in: SignIn) -> None:
    lee, max_ = sign_in("1002"), sign_in("1004")
    answer = post(lee, "/", "/language", language="es")
    assert answer.status_code == 303
    token = post_token_of(lee)
    assert max_.post("/language", data={"training_csrf": token}).status_code == 400


def test_the_refusal_says_what_to_do_and_that_nothing_is_lost(sign_in: SignIn) -> None:
    page = sign_in("1002").post("/language", data={"language": "es"})
    assert "Please send that again" in page.text
    assert "Nothing you had saved is lost" in page.text


def test_a_token_from_before_the_sign_in_is_of_no_use_after_it(app: Flask) -> None:
    client = app.test_client()
    before = post_token_of(client, "/sign-in")
    fields = {"training_csrf": before, "login": "1002", "password": "correct horse battery staple"}
    assert client.post("/sign-in", data=fields).status_code == 303
    assert client.post("/language", data={"training_csrf": before}).status_code == 400


def post_token_of(client: FlaskClient, page: str = "/") -> str:
    return token_on(client, page)["training_csrf"]

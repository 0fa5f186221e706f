"""Exchanging a code."""

from typing import Any

import pytest

from training.errors import SignInRefused
from training.standards.oidc.token_request import TokenRequest, read_tokens, token_request


def request(secret: str, how: str) -> TokenRequest:
    back = "https://training.example.gov/back"
    return token_request("c", "v", client_id="a:b", secret=secret, redirect_uri=back, how=how)


def test_the_secret_goes_in_the_header_so_that_a_colon_stays_one() -> None:
    asked = request("s:é t", "client_secret_basic")
    assert asked.basic == ("a%3Ab", "s%3A%C3%A9+t")
    assert asked.form == {
        "grant_type": "authorization_code",
        "code": "c",
        "redirect_uri": "https://training.example.gov/back",
        "code_verifier": "v",
    }


def test_or_in_the_form_where_the_provider_wants_it_there() -> None:
    asked = request("s", "client_secret_post")
    assert asked.basic is None
    assert (asked.form["client_id"], asked.form["client_secret"]) == ("a:b", "s")


def test_a_client_without_a_secret_only_names_itself() -> None:
    asked = request("", "client_secret_basic")
    assert asked.basic is None
    assert asked.form["client_id"] == "a:b"
    assert "client_secret" not in asked.form


@pytest.mark.parametrize(
    ("status", "answer", "code"),
    [
        (400, {"error": "invalid_grant"}, "code"),
        (303, {}, "code"),
        (200, {}, "no-id-token"),
        (200, {"id_token": 7}, "no-id-token"),
        (200, {"id_token": "t", "token_type": "DPoP"}, "token-type"),
    ],
)
def test_anything_but_tokens_is_refused(status: int, answer: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        read_tokens(status, answer)
    assert refused.value.code == code


def test_tokens_are_read() -> None:
    answer = {"id_token": "i", "access_token": "a", "token_type": "bearer"}
    assert read_tokens(200, answer).id_token == "i"

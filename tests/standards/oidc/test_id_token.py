"""Every check of an ID token, each on its own."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW
from training.errors import SignInRefused
from training.standards.oidc.id_token import Subject, check_id_token, half_hash
from training.standards.oidc.signatures import Header

AT = int(NOW.timestamp())
RS256 = Header("RS256", "1", "jwt")
RIGHT: dict[str, Any] = {
    "iss": "https://login.example.com",
    "aud": "city",
    "sub": "s-1",
    "sid": "there",
    "nonce": "n",
    "iat": AT,
    "exp": AT + 300,
}


def check(claims: dict[str, Any], header: Header = RS256) -> Subject:
    whole = {**RIGHT, **claims}
    return check_id_token(
        {name: value for name, value in whole.items() if value is not None},
        header,
        issuer="https://login.example.com",
        client_id="city",
        nonce="n",
        access_token="the access token",
        now=NOW,
    )


@pytest.mark.parametrize(
    "fine",
    [
        {},
        {"aud": ["city"]},
        {"aud": ["city", "other"], "azp": "city"},
        {"azp": "city"},
        {"exp": AT - 119},
        {"iat": AT + 119},
        {"iat": AT - 600},
        {"sid": None},
        {"exp": AT + 0.5},
        {"at_hash": half_hash("the access token", "RS256")},
    ],
    ids=str,
)
def test_a_right_token_names_its_subject(fine: dict[str, Any]) -> None:
    assert check(fine).subject == "s-1"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"iss": "https://login.example.com/"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "other"}, "audience"),
        ({"aud": None}, "audience"),
        ({"aud": ["other", "city"]}, "authorized-party"),
        ({"aud": ["city", "other"], "azp": "other"}, "authorized-party"),
        ({"azp": "other"}, "authorized-party"),
        ({"exp": AT - 120}, "expired"),
        ({"exp": None}, "times"),
        ({"exp": "tomorrow"}, "times"),
        ({"exp": True}, "times"),
        ({"exp": float("nan")}, "times"),
        ({"exp": 10**400}, "times"),
        ({"iat": None}, "times"),
        ({"iat": AT + 121}, "not-yet"),
        ({"iat": AT - int(timedelta(minutes=13).total_seconds())}, "old"),
        ({"nonce": None}, "nonce"),
        ({"nonce": "N"}, "nonce"),
        ({"nonce": 1}, "nonce"),
        ({"at_hash": half_hash("another", "RS256")}, "at-hash"),
        ({"at_hash": 1}, "at-hash"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "s" * 256}, "sub"),
        ({"sid": ["there"]}, "sid"),
    ],
    ids=str,
)
def test_a_token_with_one_thing_wrong_is_refused(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        check(wrong)
    assert refused.value.code == code


@pytest.mark.parametrize("kind", ["logout+jwt", "at+jwt"])
def test_a_token_of_another_kind_is_refused(kind: str) -> None:
    with pytest.raises(SignInRefused):
        check({}, Header("RS256", "1", kind))


def test_the_hash_of_an_access_token_is_that_of_its_algorithm() -> None:
    # Core appendix A.4
    token = "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"
    assert half_hash(token, "RS256") == "77QmUPtjPfzWtF2AnpK9RQ"
    assert len(half_hash(token, "ES512")) == 43

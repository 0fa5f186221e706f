"""Every check of a logout token."""

from typing import Any

import pytest

from tests.cast import NOW
from training.errors import SignInRefused
from training.standards.oidc.logout_token import EVENT, Logout, check_logout_token
from training.standards.oidc.signatures import Header

AT = int(NOW.timestamp())
RIGHT: dict[str, Any] = {
    "iss": "https://login.example.com",
    "aud": "city",
    "sub": "s-1",
    "sid": "there",
    "jti": "once",
    "iat": AT,
    "events": {EVENT: {}},
}


def check(claims: dict[str, Any], kind: str = "logout+jwt") -> Logout:
    whole = {**RIGHT, **claims}
    return check_logout_token(
        {name: value for name, value in whole.items() if value is not None},
        Header("RS256", "1", kind),
        issuer="https://login.example.com",
        client_id="city",
        now=NOW,
    )


@pytest.mark.parametrize("fine", [{}, {"sid": None}, {"sub": None}, {"exp": AT + 120}], ids=str)
def test_a_right_token_says_whose_sessions_end(fine: dict[str, Any]) -> None:
    logout = check(fine)
    assert (logout.subject, logout.session, logout.issued) == (
        {**RIGHT, **fine}["sub"],
        {**RIGHT, **fine}["sid"],
        NOW,
    )
    assert check(fine, "jwt") == check(fine, "") == logout


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"iss": "https://other.example.com"}, "issuer"),
        ({"aud": "other"}, "audience"),
        ({"iat": None}, "times"),
        ({"iat": AT - 3600}, "old"),
        ({"exp": AT - 3600}, "expired"),
        ({"events": None}, "events"),
        ({"events": {}}, "events"),
        ({"events": {EVENT: None}}, "events"),
        ({"events": [EVENT]}, "events"),
        ({"nonce": "n"}, "nonce"),
        ({"sub": None, "sid": None}, "sub"),
        ({"jti": None}, "jti"),
    ],
    ids=str,
)
def test_a_token_with_one_thing_wrong_is_refused(wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        check(wrong)
    assert refused.value.code == code


def test_an_id_token_is_no_logout_token() -> None:
    with pytest.raises(SignInRefused):
        check({"events": None, "nonce": "n"}, "jwt")
    with pytest.raises(SignInRefused):
        check({}, "at+jwt")

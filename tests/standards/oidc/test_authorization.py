"""The way there, and what comes back."""

from urllib.parse import parse_qs, urlsplit

import pytest

from training.errors import SignInRefused
from training.standards.oidc.authorization import (
    Journey,
    authorization_address,
    challenge,
    new_journey,
    read_answer,
)
from training.standards.oidc.discovery import Metadata

ISSUER = "https://login.example.com"
METADATA = Metadata(ISSUER, f"{ISSUER}/go?tenant=city", "", "", "", "", names_itself=True)
JOURNEY = Journey("the-state", "the-nonce", "the-verifier")


def test_the_challenge_is_that_of_the_rfcs_example() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert challenge(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_no_two_journeys_are_alike_and_a_verifier_has_43_characters() -> None:
    made = [new_journey() for _ in range(50)]
    words = {word for each in made for word in (each.state, each.nonce, each.verifier)}
    assert len(words) == 150
    assert {len(each) for each in words} == {43}


def test_the_address_asks_for_a_code_and_keeps_what_it_had() -> None:
    address = authorization_address(
        METADATA,
        JOURNEY,
        client_id="city",
        redirect_uri="https://training.example.gov/back",
        scopes=("openid", "profile"),
        language="es",
    )
    query = parse_qs(urlsplit(address).query)
    assert query == {
        "tenant": ["city"],
        "response_type": ["code"],
        "client_id": ["city"],
        "redirect_uri": ["https://training.example.gov/back"],
        "scope": ["openid profile"],
        "state": ["the-state"],
        "nonce": ["the-nonce"],
        "code_challenge": [challenge("the-verifier")],
        "code_challenge_method": ["S256"],
        "ui_locales": ["es"],
    }
    assert "the-verifier" not in address


RIGHT = {"state": "the-state", "iss": ISSUER, "code": "c"}


def test_the_right_answer_has_a_code() -> None:
    assert read_answer(RIGHT, METADATA, JOURNEY) == "c"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"state": "another"}, "state"),
        ({"state": ""}, "state"),
        ({"state": "é"}, "state"),
        ({"iss": "https://other.example.com"}, "answer-issuer"),
        ({"iss": None}, "answer-issuer"),
        ({"code": ""}, "no-code"),
        ({"error": "access_denied"}, "access-denied"),
        ({"error": "server_error"}, "server_error"),
        ({"error": "<script>"}, "error"),
    ],
)
def test_any_other_answer_is_refused(wrong: dict[str, str | None], code: str) -> None:
    answer = {name: value for name, value in {**RIGHT, **wrong}.items() if value is not None}
    with pytest.raises(SignInRefused) as refused:
        read_answer(answer, METADATA, JOURNEY)
    assert refused.value.code == code


def test_a_provider_that_never_names_itself_need_not() -> None:
    silent = Metadata(ISSUER, ISSUER, "", "", "", "", names_itself=False)
    assert read_answer({"state": "the-state", "code": "c"}, silent, JOURNEY) == "c"

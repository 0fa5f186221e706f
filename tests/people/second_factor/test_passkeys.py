"""Passkeys made and shown by an authenticator in software."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webauthn.helpers import bytes_to_base64url

from tests.people.second_factor.authenticator import Authenticator
from training.errors import InputRefused
from training.people.second_factor import passkeys
from training.people.second_factor.passkeys import NewPasskey, site_of

SITE = site_of("http://localhost", "City of Albuquerque")
CHALLENGE, OTHER = b"a" * 32, b"b" * 32


def asked_to_make(challenge: bytes = CHALLENGE) -> str:
    return passkeys.options_to_make(
        SITE, challenge, employee_id=7, login="1003", name="Lia", known=[]
    )


def made_by(device: Authenticator) -> NewPasskey:
    return passkeys.made(SITE, device.make(asked_to_make()), CHALLENGE)


def asked_to_show(challenge: bytes = CHALLENGE) -> str:
    return passkeys.options_to_show(SITE, challenge)


def shown(device: Authenticator, kept: NewPasskey, answer: str = "", **more: Any) -> Any:
    answer = answer or device.show(asked_to_show())
    more = {"counter": kept.counter, "verified": True, **more}
    return passkeys.shown(SITE, answer, CHALLENGE, key=kept.key, **more)


def test_a_passkey_is_made_and_shown() -> None:
    device = Authenticator()
    kept = made_by(device)
    answer = device.show(asked_to_show())
    claim = passkeys.claimed(answer)
    assert (claim.id, claim.employee_id) == (kept.id, 7)
    assert shown(device, kept, answer).counter == kept.counter + 1


def test_the_browser_is_asked_for_one_that_is_found_by_itself() -> None:
    asked = json.loads(asked_to_make())
    assert asked["authenticatorSelection"]["residentKey"] == "preferred"
    assert asked["authenticatorSelection"]["userVerification"] == "preferred"
    assert asked["attestation"] == "none"
    assert json.loads(asked_to_show())["userVerification"] == "required"
    known = passkeys.options_to_show(SITE, CHALLENGE, known=["AAAA"])
    assert json.loads(known)["userVerification"] == "preferred"


@pytest.mark.parametrize(
    "device",
    [
        Authenticator(origin="https://evil.example"),
        Authenticator(origin="http://localhost.evil.example"),
        Authenticator(origin="https://localhost"),
        Authenticator(host="evil.example"),
    ],
    ids=lambda device: f"{device.origin} {device.host}",
)
def test_another_site_can_neither_make_nor_show_one(device: Authenticator) -> None:
    with pytest.raises(InputRefused):
        made_by(device)
    kept = made_by(Authenticator(id=device.id, key=device.key))
    with pytest.raises(InputRefused):
        shown(device, kept)


def test_an_answer_to_another_challenge_is_refused() -> None:
    device = Authenticator()
    with pytest.raises(InputRefused):
        passkeys.made(SITE, device.make(asked_to_make(OTHER)), CHALLENGE)
    kept = made_by(device)
    with pytest.raises(InputRefused):
        shown(device, kept, device.show(asked_to_show(OTHER)))


def test_the_key_of_another_passkey_is_refused() -> None:
    kept = made_by(Authenticator())
    with pytest.raises(InputRefused):
        shown(Authenticator(), kept)


def test_who_is_not_verified_is_refused_where_it_stands_alone() -> None:
    device = Authenticator(verifies=False)
    kept = made_by(device)
    with pytest.raises(InputRefused):
        shown(device, kept)
    assert not shown(device, kept, verified=False).verified


def test_a_copy_that_counts_less_is_refused() -> None:
    device = Authenticator()
    kept = made_by(device)
    with pytest.raises(InputRefused):
        shown(device, kept, counter=kept.counter + 5)


def test_a_passkey_that_does_not_count_is_taken() -> None:
    device = Authenticator(counts=False)
    kept = made_by(device)
    assert kept.counter == shown(device, kept).counter == 0


def test_an_id_too_long_to_keep_is_refused() -> None:
    with pytest.raises(InputRefused):
        made_by(Authenticator(id=bytes(500)))


def changed(answer: str, change: Callable[[dict[str, Any]], None]) -> str:
    read = json.loads(answer)
    change(read)
    return json.dumps(read)


@pytest.mark.parametrize("name", ["clientDataJSON", "authenticatorData", "signature"])
def test_a_changed_answer_is_refused(name: str) -> None:
    device = Authenticator()
    kept = made_by(device)
    good = device.show(asked_to_show())
    text = json.loads(good)["response"][name]
    turned = "B" if text[10] != "B" else "C"
    bad = text[:10] + turned + text[11:]
    with pytest.raises(InputRefused):
        shown(device, kept, changed(good, lambda read: read["response"].update({name: bad})))


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_rubbish_is_refused_and_nothing_worse(answer: str) -> None:
    with pytest.raises(InputRefused):
        passkeys.claimed(answer)
    with pytest.raises(InputRefused):
        passkeys.made(SITE, answer, CHALLENGE)


@given(
    st.sampled_from(["clientDataJSON", "attestationObject"]),
    st.text(max_size=40)
    | st.none()
    | st.integers()
    | st.binary(max_size=60).map(bytes_to_base64url),
)
def test_rubbish_inside_is_refused_too(name: str, value: object) -> None:
    answer = Authenticator().make(asked_to_make())
    bad = changed(answer, lambda read: read["response"].update({name: value}))
    with pytest.raises(InputRefused):
        passkeys.made(SITE, bad, CHALLENGE)

"""Signatures, keys that turn, and how often they are asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from tests.cast import NOW
from tests.standards.oidc.provider import (
    IdentityProvider,
    Lie,
    forged,
    identity_provider,
)
from training.errors import NotReady, SignInRefused
from training.standards.oidc.fetching import Answer, fetch
from training.standards.oidc.provider import MOST_FETCHES, WINDOW, Provider
from training.standards.oidc.settings import ProviderSettings

ISSUER = "https://login.example.com"
SETTINGS = ProviderSettings(
    name="test",
    label="Test",
    issuer=ISSUER,
    client_id="city",
    secret="hidden",
    scopes=("openid",),
    claim="employee_number",
    match="number",
    groups_claim="groups",
    groups=(),
    end_session=True,
    second_factor=False,
)


class Desk:
    """What a provider would answer, and how often its keys were asked for."""

    def __init__(self, *keys: RSAKey | ECKey) -> None:
        self.keys = list(keys)
        self.asked = 0
        self.status = 200

    def __call__(
        self,
        address: str,
        form: Mapping[str, str] | None = None,
        basic: tuple[str, str] | None = None,
    ) -> Answer:
        if address.endswith("/keys"):
            self.asked += 1
            keys = [each.as_dict(private=False) for each in self.keys]
            return Answer(self.status, {"keys": keys})
        ends = ("authorization_endpoint", "token_endpoint")
        document = dict.fromkeys(ends, f"{ISSUER}/x")
        return Answer(200, {**document, "issuer": ISSUER, "jwks_uri": f"{ISSUER}/keys"})


def rsa(kid: str | None, **more: str) -> RSAKey:
    return RSAKey.generate_key(2048, {**({"kid": kid} if kid else {}), **more}, auto_kid=False)


def token(key: Any, algorithm: str = "RS256", **header: Any) -> str:
    return jwt.encode({"alg": algorithm, **header}, {"hello": 1}, key, algorithms=[algorithm])


OLD, NEW = rsa("old"), rsa("new")


def test_keys_are_asked_for_once_and_again_when_a_new_one_signs() -> None:
    desk = Desk(OLD)
    provider = Provider(SETTINGS, desk)
    for _ in range(5):
        provider.verified(token(OLD, kid="old"), now=NOW)
    assert desk.asked == 1
    desk.keys = [NEW]
    provider.verified(token(NEW, kid="new"), now=NOW)
    provider.verified(token(NEW, kid="new"), now=NOW)
    assert desk.asked == 2


def test_a_key_that_was_taken_back_counts_no_more_after_a_while() -> None:
    desk = Desk(OLD)
    provider = Provider(SETTINGS, desk)
    provider.verified(token(OLD, kid="old"), now=NOW)
    desk.keys = [NEW]
    with pytest.raises(SignInRefused):
        provider.verified(token(OLD, kid="old"), now=NOW + timedelta(hours=7))


def test_unknown_keys_do_not_make_us_ask_without_end() -> None:
    desk = Desk(OLD)
    provider = Provider(SETTINGS, desk)
    for n in range(20):
        with pytest.raises(SignInRefused):
            provider.verified(token(NEW, kid=f"made up {n}"), now=NOW)
    assert desk.asked == MOST_FETCHES
    provider.verified(token(OLD, kid="old"), now=NOW)
    desk.keys = [NEW]
    provider.verified(token(NEW, kid="new"), now=NOW + WINDOW + timedelta(seconds=1))


def test_a_signature_by_another_key_does_not_make_us_ask_at_all() -> None:
    desk = Desk(OLD)
    provider = Provider(SETTINGS, desk)
    provider.verified(token(OLD, kid="old"), now=NOW)
    with pytest.raises(SignInRefused) as refused:
        provider.verified(token(NEW, kid="old"), now=NOW)
    assert (refused.value.code, desk.asked) == ("signature", 1)


def test_a_token_that_names_no_key_is_tried_with_every_key_that_fits() -> None:
    desk = Desk(OLD, NEW, ECKey.generate_key("P-256"))
    provider = Provider(SETTINGS, desk)
    provider.verified(token(NEW), now=NOW)
    third = rsa(None)
    desk.keys = [third]
    provider.verified(token(third), now=NOW)
    assert desk.asked == 2


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"])
def test_rsa_signatures_hold(algorithm: str) -> None:
    header, claims = Provider(SETTINGS, Desk(OLD)).verified(
        token(OLD, algorithm, kid="old"), now=NOW
    )
    assert (header.algorithm, claims) == (algorithm, {"hello": 1})


@pytest.mark.parametrize(("algorithm", "curve"), [("ES256", "P-256"), ("ES384", "P-384")])
def test_elliptic_ones_too(algorithm: str, curve: str) -> None:
    key = ECKey.generate_key(curve, {"kid": "ec"})
    Provider(SETTINGS, Desk(key)).verified(token(key, algorithm, kid="ec"), now=NOW)


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (forged({"hello": 1}, {"alg": "none"}, OLD), "algorithm"),
        (forged({"hello": 1}, {"alg": "None", "kid": "old"}, OLD), "algorithm"),
        (forged({"hello": 1}, {"alg": "RS256", "kid": "old"}, OLD), "signature"),
        (forged({"hello": 1}, {"kid": "old"}, OLD), "algorithm"),
        (forged({"hello": 1}, {"alg": "RS256", "kid": 1}, OLD), "token-form"),
        (forged({"hello": 1}, {"alg": "RS256", "crit": ["b64"], "b64": False}, OLD), "token-form"),
        (forged({"hello": 1}, {"alg": ["RS256"]}, OLD), "algorithm"),
        (forged({"hello": 1}, {"alg": "HS256", "kid": "old"}, OLD), "algorithm"),
        ("a.b.c", "token-form"),
        ("", "token-form"),
        ("." * 4, "token-form"),
        ("é.é.é", "token-form"),
        ("x" * 70_000 + "..", "token-form"),
        ("W1tb" * 15_000 + "..", "token-form"),
    ],
    ids=range(14),
)
def test_what_a_public_key_did_not_sign_is_refused(bad: str, code: str) -> None:
    with pytest.raises(SignInRefused) as refused:
        Provider(SETTINGS, Desk(OLD)).verified(bad, now=NOW)
    assert refused.value.code == code


@pytest.mark.parametrize("more", [{"use": "enc"}, {"alg": "RS512"}])
def test_a_key_for_another_use_or_algorithm_signs_nothing(more: dict[str, str]) -> None:
    key = rsa("other", **more)
    with pytest.raises(SignInRefused) as refused:
        Provider(SETTINGS, Desk(key)).verified(token(OLD, kid="other"), now=NOW)
    assert refused.value.code == "key"


def test_keys_that_cannot_be_had_are_no_fault_of_the_token() -> None:
    desk = Desk(OLD)
    desk.status = 500
    with pytest.raises(NotReady):
        Provider(SETTINGS, desk).verified(token(OLD, kid="old"), now=NOW)


def test_the_settings_show_no_secret() -> None:
    assert "hidden" not in repr(Provider(SETTINGS, Desk()))


@pytest.fixture(scope="module")
def real() -> Iterator[IdentityProvider]:
    with identity_provider({}, clock=lambda: NOW, algorithm="ES256") as provider:
        yield provider


def test_a_real_providers_keys_are_read_and_strange_ones_passed_over(
    real: IdentityProvider,
) -> None:
    provider = Provider(replace(SETTINGS, issuer=real.issuer))
    assert provider.verified(real.sign({"sub": "s"}), now=NOW)[1]["sub"] == "s"
    real.lie = Lie(algorithm="none")
    with pytest.raises(SignInRefused):
        provider.verified(real.sign({"sub": "s"}), now=NOW)


def test_asking_follows_no_redirect_and_swallows_no_endless_answer(real: IdentityProvider) -> None:
    assert fetch(f"{real.issuer}/elsewhere") == Answer(303, {})
    with pytest.raises(SignInRefused) as refused:
        fetch(f"{real.issuer}/endless")
    assert refused.value.code == "answer-size"
    with pytest.raises(SignInRefused):
        fetch("http://login.example.com/keys")
    assert fetch(f"{real.issuer}/authorize").body == {}, "a page is no JSON"

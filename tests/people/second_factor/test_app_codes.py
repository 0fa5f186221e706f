"""The codes of an authenticator app."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from tests.cast import NOW
from training.people.second_factor.app_codes import (
    app_address,
    is_app_code,
    new_secret,
    step_of,
)

RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_6238 = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
"""Appendix B, SHA-1. Apps show the last six of the eight digits."""
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_at(instant: datetime, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(int(instant.timestamp()))


@pytest.mark.parametrize(("seconds", "code"), RFC_6238)
def test_the_standards_own_examples_match(seconds: int, code: str) -> None:
    then = datetime.fromtimestamp(seconds, UTC)
    assert step_of(RFC_SECRET, code[2:], after=None, now=then) == seconds // 30


@pytest.mark.parametrize(("seconds", "taken"), [(-61, 0), (-30, 1), (0, 1), (30, 1), (61, 0)])
def test_a_clock_may_be_half_a_minute_off(seconds: int, taken: int) -> None:
    typed = code_at(NOW + timedelta(seconds=seconds))
    assert (step_of(SECRET, typed, after=None, now=NOW) is not None) == bool(taken)


def test_a_code_and_those_before_it_are_used_once() -> None:
    used = step_of(SECRET, code_at(NOW), after=None, now=NOW)
    assert used
    assert step_of(SECRET, code_at(NOW), after=used, now=NOW) is None
    assert step_of(SECRET, code_at(NOW - timedelta(seconds=30)), after=used, now=NOW) is None
    assert step_of(SECRET, code_at(NOW + timedelta(seconds=30)), after=used, now=NOW) == used + 1


def test_a_code_may_be_typed_with_a_space() -> None:
    code = code_at(NOW)
    assert step_of(SECRET, f" {code[:3]} {code[3:]} ", after=None, now=NOW)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "000000\x00"])
def test_anything_else_is_no_code(typed: str) -> None:
    assert not is_app_code(typed)
    assert step_of(SECRET, typed, after=None, now=NOW) is None


def test_a_secret_is_long_and_the_app_learns_whose_it_is() -> None:
    secret = new_secret()
    assert len(base64.b32decode(secret)) >= 20
    read = pyotp.parse_uri(app_address(secret, name="1003", city="City: of Albuquerque"))
    assert (read.secret, read.name) == (secret, "1003")
    assert "Albuquerque" in (read.issuer or "")

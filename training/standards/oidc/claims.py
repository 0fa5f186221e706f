"""The checks that ID tokens and logout tokens share."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from training.standards.oidc.refusals import untrusted

LEEWAY = timedelta(minutes=2)
"""How far a provider's clock may be off ours."""
FRESH = timedelta(minutes=10)
"""A token that was issued longer ago is refused: it was meant for another moment."""
MOST_CHARACTERS = 255
MOST_SECONDS = 1 << 40
"""No instant is that far away; what is no number at all is not below it either."""


def check_issuer_and_audience(claims: Mapping[str, Any], *, issuer: str, client_id: str) -> None:
    """Core §3.1.3.7, 2 to 5: from this issuer, for us, and where for others too, issued to us."""
    if claims.get("iss") != issuer:
        raise untrusted("issuer")
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    party = claims.get("azp")
    if client_id not in audiences:
        raise untrusted("audience")
    if party != client_id and (party is not None or len(audiences) > 1):
        raise untrusted("authorized-party")


def check_times(claims: Mapping[str, Any], *, now: datetime, needs_expiry: bool) -> None:
    """Core §3.1.3.7, 9 and 10: not over, not from the future, not from long ago."""
    issued, expires = _instant(claims, "iat"), _instant(claims, "exp")
    if issued is None or (expires is None and needs_expiry):
        raise untrusted("times")
    at = now.timestamp()
    if expires is not None and at >= expires + LEEWAY.total_seconds():
        raise untrusted("expired")
    if issued > at + LEEWAY.total_seconds():
        raise untrusted("not-yet")
    if issued < at - (FRESH + LEEWAY).total_seconds():
        raise untrusted("old")


def name(claims: Mapping[str, Any], claim: str) -> str | None:
    """A `sub` or `sid`: none, or 1 to 255 characters; raises `SignInRefused`."""
    value = claims.get(claim)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MOST_CHARACTERS:
        raise untrusted(claim)
    return value


def _instant(claims: Mapping[str, Any], claim: str) -> float | None:
    value = claims.get(claim)
    if value is None:
        return None
    # True is a number to Python, but no instant.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise untrusted("times")
    if not abs(value) < MOST_SECONDS:
        raise untrusted("times")
    return float(value)

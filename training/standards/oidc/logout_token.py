"""A provider's word that somebody signed out there (Back-Channel §2.4 and §2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from training.standards.oidc.claims import check_issuer_and_audience, check_times, name
from training.standards.oidc.refusals import untrusted
from training.standards.oidc.signatures import Header

EVENT = "http://schemas.openid.net/event/backchannel-logout"
KINDS = ("", "jwt", "logout+jwt")


@dataclass(frozen=True, slots=True)
class Logout:
    """Whose sessions end: all of a subject's, or those of one session there."""

    issuer: str
    subject: str | None
    session: str | None
    token_id: str
    """Unique: a logout that comes twice is refused (Back-Channel §2.6, 8)."""
    issued: datetime


def check_logout_token(
    claims: Mapping[str, Any], header: Header, *, issuer: str, client_id: str, now: datetime
) -> Logout:
    """The logout of a token whose signature holds; raises `SignInRefused` (§2.6, 3 to 7)."""
    if header.kind not in KINDS:
        raise untrusted("token-kind")
    check_issuer_and_audience(claims, issuer=issuer, client_id=client_id)
    check_times(claims, now=now, needs_expiry=False)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise untrusted("events")
    # So that an ID token is never taken for a logout token.
    if "nonce" in claims:
        raise untrusted("nonce")
    subject, session, token_id = (name(claims, each) for each in ("sub", "sid", "jti"))
    if subject is None and session is None:
        raise untrusted("sub")
    if token_id is None:
        raise untrusted("jti")
    issued = datetime.fromtimestamp(int(claims["iat"]), UTC)
    return Logout(issuer, subject, session, token_id, issued)

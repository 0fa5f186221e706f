"""Who a provider says this is (Core §2 and §3.1.3.7)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from training.standards.oidc.claims import check_issuer_and_audience, check_times, name
from training.standards.oidc.refusals import untrusted
from training.standards.oidc.signatures import Header

OTHER_KINDS = ("logout+jwt", "at+jwt")


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody as their provider knows them."""

    issuer: str
    subject: str
    session: str | None
    """The provider's own session (`sid`), by which it can end ours."""
    claims: Mapping[str, Any]


def check_id_token(
    claims: Mapping[str, Any],
    header: Header,
    *,
    issuer: str,
    client_id: str,
    nonce: str,
    access_token: str,
    now: datetime,
) -> Subject:
    """The subject of an ID token whose signature holds; raises `SignInRefused`."""
    if header.kind in OTHER_KINDS:
        raise untrusted("token-kind")
    check_issuer_and_audience(claims, issuer=issuer, client_id=client_id)
    check_times(claims, now=now, needs_expiry=True)
    said = claims.get("nonce")
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), nonce.encode()):
        raise untrusted("nonce")
    _check_access_token(claims, header, access_token)
    subject = name(claims, "sub")
    if subject is None:
        raise untrusted("sub")
    return Subject(issuer, subject, name(claims, "sid"), claims)


def half_hash(access_token: str, algorithm: str) -> str:
    """An access token's `at_hash`: the left half of its hash (Core §3.1.3.6)."""
    digest = hashlib.new(f"sha{algorithm[2:]}", access_token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode("ascii")


def _check_access_token(claims: Mapping[str, Any], header: Header, access_token: str) -> None:
    """Core §3.1.3.8: where the ID token names its access token, it is the one that came along."""
    said = claims.get("at_hash")
    if said is None:
        return
    right = half_hash(access_token, header.algorithm)
    if not isinstance(said, str) or not hmac.compare_digest(said.encode(), right.encode()):
        raise untrusted("at-hash")

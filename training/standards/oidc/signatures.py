"""Whose signature a token carries (Core §3.1.3.7, 6 to 8; JWS RFC 7515)."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from training.standards.oidc.refusals import untrusted

FAMILIES = {"RS": "RSA", "PS": "RSA", "ES": "EC"}
ALGORITHMS = frozenset(f"{family}{bits}" for family in FAMILIES for bits in (256, 384, 512))
"""Public-key signatures only: with `none` or `HS…`, whoever knows the public key could sign."""
MOST_CHARACTERS = 64 * 1024

PublicKey: TypeAlias = RSAKey | ECKey


@dataclass(frozen=True, slots=True)
class Header:
    """What a token says about its signature before it is checked."""

    algorithm: str
    key_id: str | None
    kind: str
    """Its `typ`, lower case, such as `jwt` or `logout+jwt`; often empty."""


def read_header(token: str) -> Header:
    """The header of a token; raises `SignInRefused` for what is no signed token we accept."""
    if len(token) > MOST_CHARACTERS or token.count(".") != 2:
        raise untrusted("token-form")
    try:
        part = token.split(".")[0]
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, RecursionError):
        raise untrusted("token-form") from None
    if not isinstance(header, dict) or "crit" in header:
        raise untrusted("token-form")
    algorithm, key_id = header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise untrusted("algorithm")
    if key_id is not None and not isinstance(key_id, str):
        raise untrusted("token-form")
    return Header(algorithm, key_id, str(header.get("typ") or "").lower())


def candidates(keys: Sequence[PublicKey], header: Header) -> list[PublicKey]:
    """The keys that may have signed (RFC 7517 §4): of the named id, kind, use and algorithm."""
    family = FAMILIES[header.algorithm[:2]]
    return [
        each
        for each in keys
        if each.key_type == family
        and (header.key_id is None or each.get("kid") == header.key_id)
        and each.get("use") in (None, "sig")
        and each.get("alg") in (None, header.algorithm)
    ]


def verified_claims(token: str, header: Header, keys: Sequence[PublicKey]) -> Mapping[str, Any]:
    """The claims of a token that one of the keys signed; raises `SignInRefused`."""
    for key in keys:
        try:
            return jwt.decode(token, key, algorithms=[header.algorithm]).claims
        except (JoseError, ValueError):
            # Another key of the set may fit where the token names none (Core §10.1).
            continue
    raise untrusted("signature")

"""Exchanging the code for an ID token (Core §3.1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from training.standards.oidc.discovery import POST
from training.standards.oidc.refusals import untrusted


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """The form to post, and the name and secret of HTTP Basic where those are not in it."""

    form: dict[str, str]
    basic: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Tokens:
    """What came for the code; the access token only proves the ID token."""

    id_token: str
    access_token: str


def token_request(
    code: str, verifier: str, *, client_id: str, secret: str, redirect_uri: str, how: str
) -> TokenRequest:
    """The request for a code (Core §3.1.3.1), the client named as `how` says (Core §9)."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    if not secret:
        return TokenRequest({**form, "client_id": client_id}, None)
    if how == POST:
        return TokenRequest({**form, "client_id": client_id, "client_secret": secret}, None)
    # RFC 6749 §2.3.1: form-encoded before they are joined, so that a colon stays one.
    return TokenRequest(form, (quote_plus(client_id), quote_plus(secret)))


def read_tokens(status: int, answer: Mapping[str, Any]) -> Tokens:
    """The tokens of an answer (Core §3.1.3.3); raises `SignInRefused` for a refused code."""
    id_token, access_token = answer.get("id_token"), answer.get("access_token", "")
    if status != 200:
        raise untrusted("code")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise untrusted("no-id-token")
    if str(answer.get("token_type", "Bearer")).lower() != "bearer":
        raise untrusted("token-type")
    return Tokens(id_token, access_token)

"""Sending somebody to their provider, and what comes back (Core §3.1.2, PKCE RFC 7636)."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from training.errors import Said, SignInRefused
from training.standards.oidc.discovery import Metadata
from training.standards.oidc.refusals import untrusted


@dataclass(frozen=True, slots=True)
class Journey:
    """One way to a provider and back; none of the three is ever used again."""

    state: str
    """Ties the answer to this browser (RFC 6749 §10.12)."""
    nonce: str
    """Ties the ID token to this journey (Core §15.5.2)."""
    verifier: str
    """Ties the code to this journey (RFC 7636 §4.1)."""


def new_journey() -> Journey:
    """A journey that nobody can guess: 256 bits each."""
    return Journey(*(secrets.token_urlsafe(32) for _ in range(3)))


def challenge(verifier: str) -> str:
    """The S256 code challenge of a verifier (RFC 7636 §4.2)."""
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")


def authorization_address(
    metadata: Metadata,
    journey: Journey,
    *,
    client_id: str,
    redirect_uri: str,
    scopes: Sequence[str],
    language: str,
) -> str:
    """Where the browser goes to sign in (Core §3.1.2.1)."""
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": " ".join(scopes),
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": challenge(journey.verifier),
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    return with_query(metadata.authorization, query)


def read_answer(answer: Mapping[str, str], metadata: Metadata, journey: Journey) -> str:
    """The code of an authorization response (Core §3.1.2.5 and .6).

    Raises `SignInRefused` for another journey's state, another issuer's answer and an error.
    """
    if not hmac.compare_digest(answer.get("state", "").encode(), journey.state.encode()):
        raise untrusted("state")
    named = answer.get("iss")
    # RFC 9207 §2.4: so that the answer of one provider is not taken for another's.
    if named != metadata.issuer and (named is not None or metadata.names_itself):
        raise untrusted("answer-issuer")
    if "error" in answer:
        raise _given_up(answer["error"])
    if not answer.get("code"):
        raise untrusted("no-code")
    return answer["code"]


def with_query(address: str, query: Mapping[str, str]) -> str:
    """An address with more parameters, those it has kept (RFC 6749 §3.1)."""
    joint = "&" if urlsplit(address).query else "?"
    return address + joint + urlencode(query)


def _given_up(error: str) -> SignInRefused:
    if error == "access_denied":
        said = Said("The sign-in was stopped there, or you may not use it.")
        return SignInRefused(said, code="access-denied")
    known = error if error.isascii() and error.replace("_", "").isalnum() else "error"
    return untrusted(known[:40])

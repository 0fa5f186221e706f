"""What a provider says about itself (Discovery §3 and §4)."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from training.standards.oidc.refusals import untrusted

WELL_KNOWN = "/.well-known/openid-configuration"
BASIC, POST = "client_secret_basic", "client_secret_post"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The parts of a provider's discovery document that we use."""

    issuer: str
    authorization: str
    token: str
    keys: str
    end_session: str
    """Empty when the provider cannot be asked to sign somebody out (RP-Initiated §2.1)."""
    client_authentication: str
    """`client_secret_basic`, the default (Core §9), or `client_secret_post`."""
    names_itself: bool
    """Whether its answers carry `iss` (RFC 9207 §3)."""


def document_address(issuer: str) -> str:
    """Where the discovery document of an issuer lies (Discovery §4)."""
    return issuer.rstrip("/") + WELL_KNOWN


def read_metadata(document: Mapping[str, Any], issuer: str) -> Metadata:
    """A discovery document; raises `SignInRefused` for one that is not this issuer's own."""
    # Discovery §4.3: exactly the issuer that was asked, or somebody could speak for another.
    if document.get("issuer") != issuer:
        raise untrusted("discovery-issuer")
    ways = document.get("token_endpoint_auth_methods_supported") or [BASIC]
    return Metadata(
        issuer=issuer,
        authorization=_address(document, "authorization_endpoint"),
        token=_address(document, "token_endpoint"),
        keys=_address(document, "jwks_uri"),
        end_session=_address(document, "end_session_endpoint", needed=False),
        client_authentication=POST if BASIC not in ways and POST in ways else BASIC,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )


def is_safe(address: str) -> bool:
    """Whether an address is https, or of this machine itself, and carries no name or fragment."""
    parts = urlsplit(address)
    if not parts.hostname or parts.username is not None or parts.fragment:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _address(document: Mapping[str, Any], name: str, *, needed: bool = True) -> str:
    value = document.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or not is_safe(value):
        raise untrusted(f"discovery-{name}")
    return value

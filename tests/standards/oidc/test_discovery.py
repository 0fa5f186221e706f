"""What a provider says about itself."""

from typing import Any

import pytest

from training.errors import SignInRefused
from training.standards.oidc.discovery import document_address, is_safe, read_metadata

ISSUER = "https://login.example.com/city"
DOCUMENT: dict[str, Any] = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def test_its_document_lies_where_the_standard_says() -> None:
    well_known = "https://login.example.com/city/.well-known/openid-configuration"
    assert document_address(ISSUER) == document_address(ISSUER + "/") == well_known


def test_what_it_leaves_out_has_the_standards_defaults() -> None:
    read = read_metadata(DOCUMENT, ISSUER)
    assert read.client_authentication == "client_secret_basic"
    assert read.end_session == ""
    assert not read.names_itself


@pytest.mark.parametrize(
    ("ways", "chosen"),
    [
        (["client_secret_post"], "client_secret_post"),
        (["client_secret_post", "client_secret_basic"], "client_secret_basic"),
        (["private_key_jwt"], "client_secret_basic"),
    ],
)
def test_the_secret_goes_the_way_it_takes_it(ways: list[str], chosen: str) -> None:
    document = {**DOCUMENT, "token_endpoint_auth_methods_supported": ways}
    assert read_metadata(document, ISSUER).client_authentication == chosen


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"issuer": "https://login.example.com/other"}, "discovery-issuer"),
        ({"issuer": ISSUER + "/"}, "discovery-issuer"),
        ({"token_endpoint": "http://login.example.com/token"}, "discovery-token_endpoint"),
        ({"jwks_uri": "file:///etc/passwd"}, "discovery-jwks_uri"),
        ({"authorization_endpoint": None}, "discovery-authorization_endpoint"),
        ({"end_session_endpoint": "javascript:alert(1)"}, "discovery-end_session_endpoint"),
    ],
)
def test_a_document_that_is_not_its_own_or_not_safe_is_refused(
    wrong: dict[str, Any], code: str
) -> None:
    with pytest.raises(SignInRefused) as refused:
        read_metadata({**DOCUMENT, **wrong}, ISSUER)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://login.example.com/a", True),
        ("http://127.0.0.1:8080/a", True),
        ("http://[::1]/a", True),
        ("http://localhost:8080", True),
        ("http://login.example.com", False),
        ("http://localhost.example.com", False),
        ("https://user:word@login.example.com", False),
        ("https://login.example.com/#here", False),
        ("ftp://127.0.0.1", False),
        ("https:///a", False),
        ("", False),
    ],
)
def test_only_https_is_safe_but_on_this_machine(address: str, safe: bool) -> None:
    assert is_safe(address) is safe

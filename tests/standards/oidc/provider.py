"""A real identity provider on this machine: it signs people in, turns its keys, and can lie."""

import base64
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote_plus, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from training.standards.oidc.authorization import challenge
from training.standards.oidc.id_token import half_hash
from training.standards.oidc.logout_token import EVENT

CLIENT, SECRET = "city-training", "a secret: of the client's"


@dataclass
class Lie:
    """What is wrong with the next tokens: claims over the right ones (None leaves one out),
    another algorithm, or somebody else's key."""

    claims: dict[str, Any] = field(default_factory=dict)
    algorithm: str = ""
    stolen_key: bool = False


@dataclass
class IdentityProvider:
    """Accounts with their claims; who is signed in where does not concern it."""

    port: int
    accounts: dict[str, dict[str, Any]]
    clock: Callable[[], datetime]
    algorithm: str = "RS256"
    can_end_sessions: bool = True
    lie: Lie = field(default_factory=Lie)
    keys: list[RSAKey | ECKey] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    signed_out: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rotate()

    @property
    def issuer(self) -> str:
        """Its address, which is its name."""
        return f"http://127.0.0.1:{self.port}"

    def rotate(self) -> None:
        """Sign with a new key from now on; the old one is not shown any more."""
        options = {"kid": secrets.token_hex(4), "use": "sig"}
        if self.algorithm.startswith("ES"):
            self.keys = [ECKey.generate_key("P-256", options)]
        else:
            self.keys = [RSAKey.generate_key(2048, options)]

    def discovery(self) -> dict[str, Any]:
        """Its discovery document."""
        document: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "authorization_response_iss_parameter_supported": True,
        }
        if self.can_end_sessions:
            document["end_session_endpoint"] = f"{self.issuer}/end"
        return document

    def authorize(self, address: str, who: str) -> str:
        """Where the browser goes back to, once somebody has signed in at an address."""
        query = dict(parse_qsl(urlsplit(address).query))
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**query, "who": who}
        back = {"code": code, "state": query["state"], "iss": self.issuer}
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: Mapping[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """The answer to a token request; a code works once, with its verifier and our secret."""
        basic = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        name, _, secret = basic.partition(":")
        asked = self.codes.pop(form.get("code", ""), None)
        if (unquote_plus(name), unquote_plus(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if challenge(form["code_verifier"]) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        access_token = secrets.token_urlsafe(16)
        claims = self.accounts[asked["who"]] | {
            "nonce": asked["nonce"],
            "at_hash": half_hash(access_token, self.algorithm),
        }
        token = self.sign(claims)
        return 200, {"id_token": token, "access_token": access_token, "token_type": "Bearer"}

    def logout_token(self, **claims: Any) -> str:
        """A logout token, with `sub` or `sid`."""
        return self.sign({"events": {EVENT: {}}, "jti": secrets.token_hex(8), **claims})

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A token with these claims over issuer, audience and times, spoilt as told."""
        at = int(self.clock().timestamp())
        whole = {"iss": self.issuer, "aud": CLIENT, "iat": at, "exp": at + 300, **claims}
        whole |= self.lie.claims
        told = {name: value for name, value in whole.items() if value is not None}
        algorithm = self.lie.algorithm or self.algorithm
        header = {"alg": algorithm, "kid": self.keys[0].kid}
        if algorithm in ("none", "HS256"):
            return forged(told, header, self.keys[0])
        return jwt.encode(header, told, self._key(algorithm), algorithms=[algorithm])

    def _key(self, algorithm: str) -> Any:
        if self.lie.stolen_key:
            return type(self.keys[0]).generate_key("P-256" if algorithm.startswith("ES") else 2048)
        return self.keys[0]


@contextmanager
def identity_provider(
    accounts: Mapping[str, dict[str, Any]],
    *,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    algorithm: str = "RS256",
) -> Iterator[IdentityProvider]:
    """A provider that answers on this machine until the end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    port = server.server_address[1]
    provider = IdentityProvider(port, dict(accounts), clock, algorithm)
    server.provider = provider  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def forged(claims: Mapping[str, Any], header: Mapping[str, Any], key: RSAKey | ECKey) -> str:
    """A token that nobody's private key signed.

    With `none`, nobody did; with `HS256`, whoever knows the public key, taken for a shared secret.
    """
    text = f"{_base64(json.dumps(header).encode())}.{_base64(json.dumps(claims).encode())}"
    if header.get("alg") != "HS256":
        return text + "."
    return f"{text}.{_base64(hmac.digest(key.as_pem(private=False), text.encode(), 'sha256'))}"


def settings_of(provider: IdentityProvider, name: str, label: str, more: str = "") -> str:
    """The `[[provider]]` that a city would write for it."""
    return f'''
[[provider]]
name = "{name}"
label = "{label}"
issuer = "{provider.issuer}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
claim = "employee_number"
{more}
'''


class _Desk(BaseHTTPRequestHandler):
    """Answers what browsers and we ask."""

    @property
    def _provider(self) -> IdentityProvider:
        found: IdentityProvider = self.server.provider  # type: ignore[attr-defined]
        return found

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self._provider.asked.append(path)
        if path == "/.well-known/openid-configuration":
            self._json(200, self._provider.discovery())
        elif path == "/keys":
            keys = [each.as_dict(private=False) for each in self._provider.keys]
            self._json(200, {"keys": [{"kty": "AKP", "kid": "unknown"}, *keys]})
        elif path == "/authorize":
            buttons = [f'<button name="who" value="{n}">{n}</button>' for n in self._accounts()]
            self._page(f'<h1>Who are you?</h1><form method="post">{"".join(buttons)}</form>')
        elif path == "/end":
            self._provider.signed_out.append(urlsplit(self.path).query)
            self._page("<h1>Signed out everywhere</h1>")
        elif path == "/elsewhere":
            self._redirect(f"{self._provider.issuer}/keys")
        elif path == "/endless":
            self._json(200, {"keys": "k" * 600_000})
        else:
            self._page("nothing", 404)

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self._provider.asked.append(path)
        size = int(self.headers.get("Content-Length", 0))
        form = dict(parse_qsl(self.rfile.read(size).decode()))
        if path == "/token":
            authorization = self.headers.get("Authorization", "")
            self._json(*self._provider.exchange(form, authorization))
        else:
            self._redirect(self._provider.authorize(self.path, form["who"]))

    def log_message(self, *_arguments: Any) -> None:
        """Say nothing."""

    def _accounts(self) -> list[str]:
        return sorted(self._provider.accounts)

    def _redirect(self, there: str) -> None:
        self.send_response(303)
        self.send_header("Location", there)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _json(self, status: int, body: Mapping[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(body))

    def _page(self, body: str, status: int = 200) -> None:
        self._send(status, "text/html", f'<!doctype html><html lang="en"><title>IdP</title>{body}')

    def _send(self, status: int, kind: str, body: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

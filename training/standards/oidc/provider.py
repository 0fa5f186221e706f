"""A provider we ask: its discovery document and keys, kept for a while."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from training.errors import NotReady, SignInRefused
from training.standards.oidc.discovery import Metadata, document_address, read_metadata
from training.standards.oidc.fetching import UNREACHABLE, Fetch, fetch
from training.standards.oidc.refusals import untrusted
from training.standards.oidc.settings import ProviderSettings
from training.standards.oidc.signatures import (
    Header,
    PublicKey,
    candidates,
    read_header,
    verified_claims,
)

KEEP = timedelta(hours=6)
"""How long keys and the discovery document are used before they are asked for again."""
WINDOW, MOST_FETCHES = timedelta(minutes=1), 4
"""Tokens that name a key we lack make us ask for the keys, but no oftener than this."""


@dataclass(slots=True)
class Provider:
    """One provider in this process. Any process can ask again, so nothing of it is shared."""

    settings: ProviderSettings
    fetch: Fetch = fetch
    _metadata: tuple[datetime, Metadata] | None = None
    _keys: tuple[datetime, list[PublicKey]] | None = None
    _asked: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST_FETCHES))

    def metadata(self, *, now: datetime) -> Metadata:
        """What it says about itself; raises `NotReady`, `SignInRefused`."""
        if self._metadata is None or now - self._metadata[0] > KEEP:
            answer = self.fetch(document_address(self.settings.issuer))
            if answer.status != 200:
                raise _not_ready()
            self._metadata = now, read_metadata(answer.body, self.settings.issuer)
        return self._metadata[1]

    def verified(self, token: str, *, now: datetime) -> tuple[Header, Mapping[str, Any]]:
        """Header and claims of a token that the provider signed.

        Where no key we know fits, its keys are asked for once more: it may have new ones
        (Core §10.1.1). Raises `NotReady`, or `SignInRefused` for another's signature.
        """
        header = read_header(token)
        known = candidates(self._known(now), header)
        if known:
            try:
                return header, verified_claims(token, header, known)
            except SignInRefused:
                if header.key_id is not None:
                    raise
        found = candidates(self._renewed(now), header)
        if not found:
            raise untrusted("key")
        return header, verified_claims(token, header, found)

    def _known(self, now: datetime) -> list[PublicKey]:
        return self._keys[1] if self._keys and now - self._keys[0] <= KEEP else []

    def _renewed(self, now: datetime) -> list[PublicKey]:
        if len(self._asked) == MOST_FETCHES and now - self._asked[0] <= WINDOW:
            raise untrusted("key")
        self._asked.append(now)
        answer = self.fetch(self.metadata(now=now).keys)
        if answer.status != 200:
            raise _not_ready()
        values = answer.body.get("keys")
        if not isinstance(values, list):
            raise untrusted("keys")
        self._keys = now, [key for each in values if (key := _read_key(each))]
        return self._keys[1]


def _read_key(value: Any) -> PublicKey | None:
    """A key we can use; others of a set are passed over (RFC 7517 §5)."""
    kind = value.get("kty") if isinstance(value, dict) else None
    try:
        if kind == "RSA":
            return RSAKey.import_key(value)
        return ECKey.import_key(value) if kind == "EC" else None
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _not_ready() -> NotReady:
    return NotReady(UNREACHABLE)

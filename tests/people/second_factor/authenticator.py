"""An authenticator in software: makes ES256 passkeys and shows them, without attestation."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, encode_cbor
from webauthn.helpers import bytes_to_base64url as text

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey on one device, for whoever asks from `origin`."""

    origin: str = "http://localhost"
    host: str = "localhost"
    verifies: bool = True
    """Whether it makes sure who holds it."""
    counts: bool = True
    count: int = 0
    id: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    owner: bytes | None = None

    def make(self, options: str) -> str:
        """What the browser sends after making the passkey."""
        asked = json.loads(options)
        self.owner = base64url_to_bytes(asked["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        x, y = (each.to_bytes(32, "big") for each in (numbers.x, numbers.y))
        cose = encode_cbor({1: 2, 3: -7, -1: 1, -2: x, -3: y})
        attested = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cose
        data = self._data(ATTESTED) + attested
        statement = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": text(client), "attestationObject": text(statement)})

    def show(self, options: str) -> str:
        """What the browser sends after showing the passkey."""
        data, client = self._data(0), self._client("webauthn.get", json.loads(options)["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(signed),
        }
        if self.owner:
            response["userHandle"] = text(self.owner)
        return self._answer(response)

    def _data(self, more: int) -> bytes:
        self.count += self.counts
        flags = PRESENT | (VERIFIED if self.verifies else 0) | more
        hashed = hashlib.sha256(self.host.encode()).digest()
        return hashed + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, str]) -> str:
        mine = text(self.id)
        return json.dumps({"id": mine, "rawId": mine, "type": "public-key", "response": response})

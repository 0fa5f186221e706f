"""Keys and certificates that sign, made for a test."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

STARTS = datetime(2026, 1, 1, tzinfo=UTC)
DAYS = 1_000


@dataclass(frozen=True)
class Pair:
    """A key and its certificate as PEM."""

    key: bytes
    certificate: bytes

    def put(self, folder: Path, name: str) -> None:
        """Both into files, as the City's IT has them."""
        (folder / f"{name}.key").write_bytes(self.key)
        (folder / f"{name}.pem").write_bytes(self.certificate)


@cache
def pair(kind: str = "ec", which: int = 0) -> Pair:
    """A key of a kind, `ec` or `rsa`, with a certificate that it signed itself."""
    key = (
        rsa.generate_private_key(65_537, 2_048)
        if kind == "rsa"
        else ec.generate_private_key(ec.SECP256R1())
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"City training {which}")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(STARTS)
        .not_valid_after(STARTS + timedelta(days=DAYS))
        .sign(key, hashes.SHA256())
    )
    form = Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    return Pair(key.private_bytes(*form), certificate.public_bytes(Encoding.PEM))

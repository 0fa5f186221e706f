"""Whose signature a certificate's PDF carries, and whose one may trust: `TRAINING_SIGN_FILE`."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from training.errors import InputRefused, NotReady, Problem

KNOWN = {"key", "password-file", "signer"}
KNOWN_OF_A_SIGNER = {"certificate", "distrusted-from", "why"}
PEM = "-----BEGIN"


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate that signs or signed here (DER), and from which day on it is not trusted."""

    certificate: bytes
    name: str
    starts: datetime
    ends: datetime
    distrusted_from: date | None = None
    why: str = ""

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the certificate, as other programs show it too."""
        return x509.load_der_x509_certificate(self.certificate).fingerprint(hashes.SHA256()).hex()

    @property
    def pem(self) -> str:
        """The certificate as text."""
        return x509.load_der_x509_certificate(self.certificate).public_bytes(Encoding.PEM).decode()


@dataclass(frozen=True, slots=True)
class Signers:
    """Every signer of ours, old ones too, and the key of the one that signs today."""

    known: tuple[Signer, ...] = ()
    own: Signer | None = None
    key: bytes = b""
    """PKCS #8 as DER; empty where nothing is signed."""

    def __repr__(self) -> str:
        """The names only, so that no log shows the key."""
        return f"<signers {', '.join(each.name for each in self.known)}>"

    def sign(self, raw: bytes, *, name: str, at: datetime) -> bytes:
        """A PDF with our signature, or as it was where no key is set.

        Raises `NotReady` when the certificate of the key has run out, or is not valid yet.
        """
        if self.own is None:
            return raw
        if not self.own.starts <= at <= self.own.ends:
            raise NotReady(
                "Certificates cannot be signed today: the signing certificate is not valid now. "
                "The City's IT has to put a new one into TRAINING_SIGN_FILE."
            )
        from training.pdf.signature import signed  # noqa: PLC0415  (needs the extra)

        return signed(raw, certificate=self.own.certificate, key=self.key, name=name, at=at)

    def to_toml(self) -> str:
        """What to hand to whoever checks files without asking us: everything but the key."""
        return "\n".join(_to_toml(each) for each in self.known)


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file whose signature holds: what it is, who signed it, and when by their own word."""

    signer: Signer
    at: datetime
    title: str
    subject: str

    @property
    def distrusted(self) -> bool:
        """Whether its key was no longer trusted on the day it names."""
        since = self.signer.distrusted_from
        return since is not None and self.at.date() >= since


def check_file(raw: bytes, signers: Signers) -> CheckedFile:
    """What a signed file says, without a database or a network.

    Raises `InputRefused` where one of these signers did not sign it just as it stands.
    """
    _need_library()
    from training.pdf.signature import NotSignedHere, check  # noqa: PLC0415  (needs the extra)

    trusted = {each.certificate: each for each in signers.known}
    try:
        found = check(raw, trusted)
    except NotSignedHere:
        raise InputRefused(
            "None of these signers signed this file as it stands: it is not signed, it was "
            "changed, or somebody else signed it."
        ) from None
    return CheckedFile(trusted[found.certificate], found.at, found.title, found.subject)


def read_signers(path: Path) -> Signers:
    """The signers of a TOML file; raises `InputRefused` naming every fault in plain words."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise _refused(str(path), f"cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(str(path), f"is not TOML: {error}") from None
    if unknown := sorted(set(document) - KNOWN):
        known = ", ".join(sorted(KNOWN))
        raise _refused(f"{path}: {unknown[0]}", "is not known here", f"known are {known}")
    tables = document.get("signer")
    if not isinstance(tables, list) or not tables:
        raise _refused(str(path), "names no signer", "write [[signer]] over the lines of each")
    known_signers = tuple(
        _signer(each, f"{path}: signer {n}", path.parent) for n, each in enumerate(tables, 1)
    )
    if "key" not in document:
        return Signers(known_signers)
    _need_library()
    return _with_key(known_signers, document, path)


def _with_key(known: tuple[Signer, ...], document: dict[str, Any], path: Path) -> Signers:
    place = f"{path}: key"
    password = None
    if "password-file" in document:
        password = _file(path.parent / str(document["password-file"]), place).strip()
    try:
        key = load_pem_private_key(_file(path.parent / str(document["key"]), place), password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        remedy = "it has to be a PEM file; one with a password needs password-file"
        raise _refused(place, f"cannot be used: {error}", remedy) from None
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        raise _refused(place, "has to be an RSA or an elliptic-curve key")
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    own = next((each for each in known if _public(each) == public), None)
    if own is None:
        raise _refused(place, "is the key of none of the signers", "add its certificate")
    if own.distrusted_from is not None:
        what = f"is not trusted since {own.distrusted_from}"
        raise _refused(place, what, "make a new key; the certificate of this one stays in the list")
    form = Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    return Signers(known, own, key.private_bytes(*form))


def _signer(table: Any, place: str, folder: Path) -> Signer:
    if not isinstance(table, dict) or "certificate" not in table:
        raise _refused(place, "names no certificate", "write certificate = with its PEM file")
    if unknown := sorted(set(table) - KNOWN_OF_A_SIGNER):
        known = ", ".join(sorted(KNOWN_OF_A_SIGNER))
        raise _refused(f"{place}: {unknown[0]}", "is not known here", f"known are {known}")
    since = table.get("distrusted-from")
    if since is not None and (not isinstance(since, date) or isinstance(since, datetime)):
        raise _refused(f"{place}: distrusted-from", "has to be a day such as 2027-01-31")
    text = str(table["certificate"])
    data = text.encode() if text.startswith(PEM) else _file(folder / text, place)
    try:
        found = x509.load_pem_x509_certificate(data)
    except ValueError as error:
        raise _refused(place, f"has no certificate that can be read: {error}") from None
    return Signer(
        found.public_bytes(Encoding.DER),
        found.subject.rfc4514_string(),
        found.not_valid_before_utc,
        found.not_valid_after_utc,
        since,
        str(table.get("why", "")),
    )


def _public(signer: Signer) -> bytes:
    key = x509.load_der_x509_certificate(signer.certificate).public_key()
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _to_toml(signer: Signer) -> str:
    lines = ["[[signer]]", f'certificate = """\\\n{signer.pem}"""']
    if signer.distrusted_from:
        lines.append(f"distrusted-from = {signer.distrusted_from}")
    return "\n".join([f"# {signer.fingerprint}", *lines, ""])


def _file(path: Path, place: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused(place, f"{path} cannot be read: {error.strerror}") from None


def _need_library() -> None:
    if find_spec("pyhanko") is None:
        what = "needs pyHanko, which is not installed"
        raise _refused("TRAINING_SIGN_FILE", what, "pip install 'civic-training[sign]'")


def _refused(place: str, what: str, remedy: str = "") -> InputRefused:
    return InputRefused("The signers cannot be used.", [Problem(place, what, remedy)])

"""Signing a finished PDF (PAdES B-B) and checking such a signature: with `civic-training[sign]`.

What the standard leaves open stays open nowhere here: a file is taken for signed only where every
byte of it is one that `signed` would have written. So a changed byte is found even where other
programs do not look, such as in the padding behind a signature.
"""

import hashlib
import re
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto import cms, keys, x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

FIELD = "Signature"
ROOM = 8_192
"""Hexadecimal digits kept for the signature: an RSA key of 4096 bits needs about half of them."""
RANGES = re.compile(rb"/ByteRange \[0 (\d{1,9}) (\d{1,9}) (\d{1,9})")
DIGEST = "sha256"
Result = TypeVar("Result")


class NotSignedHere(Exception):
    """The file has no signature, or not every byte of it is as it was signed."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose signature it is (the certificate's DER), when they say they made it, under what."""

    certificate: bytes
    at: datetime
    title: str
    subject: str


class _Signer(signers.PdfSigner):
    """Signs at an instant that the caller names, for the library would look at the clock."""

    def __init__(self, *args: Any, at: datetime) -> None:
        super().__init__(*args)
        self._at = at

    def init_signing_session(self, *args: Any, **options: Any) -> PdfSigningSession:
        session = super().init_signing_session(*args, **options)
        session.system_time = self._at
        return session


class _Writer(IncrementalPdfFileWriter):
    """Leaves what a document says of itself as it was drawn, its dates too."""

    def _update_meta(self) -> None:
        pass


def signed(raw: bytes, *, certificate: bytes, key: bytes, name: str, at: datetime) -> bytes:
    """A tagged PDF with its signature behind it; it is still PDF/UA-1.

    `certificate` and `key` (PKCS #8) are DER; `name` is the signer's, as a person reads it.
    """
    writer = _Writer(BytesIO(raw))
    _add_field(writer, name)
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        signer_key_usage=set(),
    )
    signer, made = _Signer(meta, _hand(certificate, key), at=at), BytesIO()
    _alone(
        lambda: signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=ROOM, output=made)
    )
    return made.getvalue()


def check(raw: bytes, trusted: Collection[bytes]) -> Signature:
    """The signature of a file that one of these certificates (DER) signed as it stands.

    Raises `NotSignedHere` for every other file.
    """
    contents, covered = _parts(raw)
    certificate = next((each for each in trusted if _wrote(each, contents, covered)), None)
    if certificate is None:
        raise NotSignedHere
    # From here on we read only what was signed: nobody else's file gets as far as the parser.
    reader = PdfFileReader(BytesIO(raw))
    (embedded,) = reader.embedded_signatures
    at = embedded.self_reported_timestamp
    own = x509.Certificate.load(certificate)
    trust = ValidationContext(trust_roots=[own], moment=at, allow_fetching=False)
    usage = KeyUsageConstraints(key_usage=set())
    status = _alone(lambda: validate_pdf_signature(embedded, trust, key_usage_settings=usage))
    if at is None or not status.bottom_line:
        raise NotSignedHere
    info = reader.trailer["/Info"]
    return Signature(certificate, at, str(info["/Title"]), str(info["/Subject"]))


def _alone(work: Callable[[], Result]) -> Result:
    """Does it in a thread of its own: the library starts an event loop; a host may be in one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


@cache
def _hand(certificate: bytes, key: bytes) -> signers.SimpleSigner:
    # Into the store goes nothing: the signer's own certificate would be in each file twice.
    own, store = x509.Certificate.load(certificate), SimpleCertificateStore()
    return signers.SimpleSigner(own, keys.PrivateKeyInfo.load(key), store)


def _add_field(writer: IncrementalPdfFileWriter, name: str) -> None:
    """An unseen field for the signature; a screen reader finds it at the document's end."""
    spec = SigFieldSpec(FIELD, on_page=0, readable_field_name=name)
    fields.append_signature_field(writer, spec)
    widget = writer.root["/AcroForm"]["/Fields"].raw_get(0)
    tree = writer.root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    number = tree["/ParentTreeNextKey"]
    there = {"/Type": NameObject("/OBJR"), "/Obj": widget, "/Pg": widget.get_object().raw_get("/P")}
    element = {
        "/Type": NameObject("/StructElem"),
        "/S": NameObject("/Form"),
        "/P": document,
        "/Alt": TextStringObject(name),
        "/K": ArrayObject([_dictionary(there)]),
    }
    form = writer.add_object(_dictionary(element))
    widget.get_object()["/StructParent"] = NumberObject(number)
    kids, numbers = document.get_object()["/K"], tree["/ParentTree"]["/Nums"]
    kids.append(form)
    numbers.extend([NumberObject(number), form])
    tree["/ParentTreeNextKey"] = NumberObject(number + 1)
    for each in (kids, numbers, tree):
        writer.update_container(each)


def _dictionary(values: dict[str, Any]) -> DictionaryObject:
    return DictionaryObject({NameObject(key): value for key, value in values.items()})


def _parts(raw: bytes) -> tuple[bytes, bytes]:
    """The digits of the signature, and everything that it has to cover: all the rest."""
    found = list(RANGES.finditer(raw))
    if not found:
        raise NotSignedHere
    before, behind, rest = (int(each) for each in found[-1].groups())
    contents = raw[before:behind]
    if behind + rest != len(raw) or contents[:1] != b"<" or contents[-1:] != b">":
        raise NotSignedHere
    return contents[1:-1], raw[:before] + raw[behind:]


def _wrote(certificate: bytes, contents: bytes, covered: bytes) -> bool:
    """Whether these digits are, each of them, what this signer writes for what is covered."""
    try:
        data = cms.ContentInfo.load(bytes.fromhex(contents.decode("ascii")))["content"]
        (info,) = data["signer_infos"]
        attributes, signature = info["signed_attrs"], info["signature"].native
        (digest,) = (each for each in attributes if each["type"].native == "message_digest")
        said = digest["values"][0].native
        own = load_der_x509_certificate(certificate).public_key()
        plain = attributes.untag().dump()
        if isinstance(own, RSAPublicKey):
            own.verify(signature, plain, PKCS1v15(), SHA256())
        elif isinstance(own, EllipticCurvePublicKey):
            own.verify(signature, plain, ECDSA(SHA256()))
        else:
            return False
    except (InvalidSignature, ValueError, TypeError, KeyError, IndexError):
        # All but the first are what the parser says of bytes that are no signature at all.
        return False
    again = _message(certificate, attributes, signature).hex().upper().encode("ascii")
    return bool(said == hashlib.sha256(covered).digest()) and contents == again.ljust(
        len(contents), b"0"
    )


def _message(certificate: bytes, attributes: cms.CMSAttributes, signature: bytes) -> bytes:
    """The one message that carries these, as `signed` puts it together."""
    own = x509.Certificate.load(certificate)
    info = signers.SimpleSigner(own, None, SimpleCertificateStore()).signer_info(
        DIGEST, attributes, signature
    )
    data = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((info["digest_algorithm"],)),
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices(name="certificate", value=own)],
        "signer_infos": [info],
    }
    whole = {"content_type": "signed_data", "content": cms.SignedData(data)}
    return bytes(cms.ContentInfo(whole).dump())

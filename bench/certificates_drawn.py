"""Certificates to measure and to judge: every design and language, the longest names, signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from training.content.certificate_file import DESIGNS
from training.credentials.drawing import draw_certificate
from training.credentials.facts import CertificateFacts, ModuleFacts
from training.credentials.signers import Signer, Signers
from training.text import LANGUAGES, translator

DAY = datetime(2026, 11, 4, 18, tzinfo=UTC)
URL = "https://training.example.gov/verify/K7QM-4XRT-9PWC-HJ3F-TDKN"
NAME = "Electronic signature: City of Albuquerque"
TEXT = {"en": "The Executive Order", "es": "La Orden Ejecutiva"}
FACTS = CertificateFacts(
    serial="K7QM-4XRT-9PWC-HJ3F-TDKN",
    name="Lee Learner",
    department={"en": "Public Library", "es": "Biblioteca Pública"},
    title={"en": "Immigrant Protection: Core", "es": "Protección a inmigrantes: fundamentos"},
    body={
        "en": "This certifies that **{name}** of **{department}** has completed **{title}** on "
        "{date}.",
        "es": "Certifica que **{name}**, de **{department}**, completó **{title}** el {date}.",
    },
    certificate="core",
    revision=2,
    sha256="0123456789ab",
    modules=(ModuleFacts("executive-order", TEXT, 3, "9f2c4be1a07d"),),
    issued=DAY,
    day=date(2026, 11, 4),
    expires=None,
    signed_by="Director, Office of Equity and Inclusion",
    city="City of Albuquerque",
    language="en",
    pilot=False,
    demonstration=False,
)
LONG = replace(
    FACTS,
    name="María Guadalupe de los Ángeles Villanueva-Fernández de Ñuñez Łį́į́ʼ Nguyễn",
    department={
        "en": "Department of Youth and Family Services, Early Head Start Programs Division",
        "es": "Departamento de Servicios para Jóvenes y Familias, División Early Head Start",
    },
    pilot=True,
    modules=FACTS.modules * 6,
)


class Drawn(NamedTuple):
    """A certificate's PDF, and which one it is."""

    label: str
    pdf: bytes


def every() -> Iterator[Drawn]:
    """Each design in each language, with a short and with the longest name, with and without."""
    signers = new_signers()
    for design in DESIGNS:
        for language in LANGUAGES:
            for length, facts in (("short", FACTS), ("long", LONG)):
                drawn = draw(replace(facts, design=design), language)
                label = f"{design} {language} {length}"
                yield Drawn(label, drawn)
                yield Drawn(f"{label} signed", signers.sign(drawn, name=NAME, at=DAY))


def draw(facts: CertificateFacts, language: str = "en") -> bytes:
    """The certificate, unsigned."""
    return draw_certificate(facts, translator(language), URL)


def new_signers() -> Signers:
    """A key made just now, of the kind that the documentation recommends."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Measured")])
    starts, ends = DAY - timedelta(1), DAY + timedelta(1)
    serial = x509.random_serial_number()
    made = x509.CertificateBuilder(name, name, key.public_key(), serial, starts, ends)
    der = made.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)
    own = Signer(der, "Measured", starts, ends)
    form = Encoding.DER, PrivateFormat.PKCS8, NoEncryption()
    return Signers((own,), own, key.private_bytes(*form))

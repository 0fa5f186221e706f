"""A certificate's words with somebody's in them."""

from dataclasses import dataclass

from training.cli.preview.reader import Reader
from training.content.edition import CertificateEdition
from training.credentials.wording import Text, lead_and_rest, paragraphs


@dataclass(frozen=True, slots=True)
class Words:
    """What stands before the name, the name, and the paragraphs after it."""

    lead: str
    name: str
    rest: tuple[Text, ...]


def certificate_words(certificate: CertificateEdition, reader: Reader) -> Words:
    """The text of a certificate as it would be for one of this department."""
    names = {
        "en": ("Name of the employee", "the day it is earned"),
        "es": ("Nombre de la persona", "el día en que se obtiene"),
    }
    name, day = names[reader.language]
    values = {
        "name": name,
        "department": reader.name,
        "title": certificate.title(reader.language),
        "date": day,
    }
    lead, rest = lead_and_rest(certificate.body(reader.language))
    return Words(lead, name, tuple(paragraphs(rest, values)))

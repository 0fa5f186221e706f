"""A packet from a module, wherever its text comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from PIL import Image

from training.content.city import DepartmentEntry, lineages
from training.content.images import DRAWING, TYPES, read_image, shown
from training.content.module import Module
from training.content.packet.front import Head
from training.content.packet.packet import Packet, packet
from training.content.packet.to_pdf import Pictures
from training.content.packet.units import Subject
from training.content.source import Report

EVERYWHERE = (TYPES["png"], TYPES["jpeg"])
"""Kinds of pictures that Word files and PDFs both take."""


@dataclass(frozen=True, slots=True)
class Text:
    """A module's text and its hash; `revision` says which it is; pictures by their files."""

    module: Module
    sha256: str
    revision: str
    pictures: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Approved:
    """The text at the last approval, and in words which that was and whose word it had."""

    module: Module
    words: str


def packet_of(
    text: Text,
    approved: Approved | None,
    departments: Sequence[DepartmentEntry],
    *,
    city: str,
    day: date,
) -> Packet:
    """The packet of a text, with a redline where it was approved before."""
    module, front = text.module, text.module.base.front
    subject = Subject(
        module=module,
        was=approved.module if approved else None,
        lineages=_concerned(module, lineages(departments)),
        names={each.slug: each.names["en"] for each in departments},
    )
    head = Head(
        title=front.text("title"),
        slug=module.slug,
        sha256=text.sha256,
        revision=text.revision,
        day=day,
        city=city,
        needs=front.items("needs"),
        as_of=front.text("as-of"),
        minutes=front.text("minutes"),
        compared=approved.words if approved else "",
    )
    return packet(head, subject, pictures_in(text.pictures))


def _concerned(module: Module, lines: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The departments that read something else, divisions of these among them."""
    mentioned = module.mentioned
    known = {slug: line for slug, line in lines.items() if not mentioned.isdisjoint(line)}
    return known | {slug: (slug,) for slug in sorted(mentioned) if slug not in known}


def pictures_in(files: Mapping[str, bytes]) -> Pictures:
    """Pictures by file as they can be printed; drawings are only described."""

    def find(path: str) -> tuple[bytes, int, int] | None:
        image = read_image(path, files[path], Report(path)) if path in files else None
        if image is None or image.type == DRAWING:
            return None
        widest = shown(image)[-1]
        raw = widest.raw if widest.type in EVERYWHERE else _as_png(widest.raw)
        return raw, widest.width, widest.height

    return find


def _as_png(raw: bytes) -> bytes:
    made = BytesIO()
    with Image.open(BytesIO(raw)) as image:
        image.save(made, "PNG")
    return made.getvalue()

"""A module's packet: its units dealt out to parts that a reviewer can read in one sitting."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.content.packet.briefing import briefing_units
from training.content.packet.front import Head, front
from training.content.packet.parts import Parts
from training.content.packet.questions import question_units
from training.content.packet.sections import section_units
from training.content.packet.to_docx import as_docx
from training.content.packet.to_pdf import PdfWriter, Pictures
from training.content.packet.units import Subject, Unit
from training.pdf.document import Margins, Running, TaggedDocument
from training.pdf.pen import Pen

MARGINS = Margins(left=72, right=140, top=84, bottom=76)
"""Wide at the right, for notes."""
MOST_IN_NAME = 60


@dataclass(frozen=True, slots=True)
class Printed:
    """One part of a packet: its name without an ending, as PDF and as Word file."""

    name: str
    pdf: bytes
    docx: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything to review of one module."""

    head: Head
    units: tuple[Unit, ...]
    pictures: Pictures

    def parts(self, most: int) -> tuple[tuple[Unit, ...], ...]:
        """The units in parts of at most so many pages, except where one alone has more."""
        places = {each.key: "Part 10, page 100" for each in self.units}
        opening = self._document((), places, 1, 10).pages
        groups: list[list[Unit]] = []
        used = 0
        for each in self.units:
            needed = self._pages(each)
            if not groups or used + needed > most:
                groups.append([])
                used = opening
            groups[-1].append(each)
            used += needed
        return tuple(tuple(each) for each in groups)

    def print(self, most: int) -> Iterator[Printed]:
        """The parts one by one, ready to be written to files."""
        groups = self.parts(most)
        places = self._places(groups)
        # Word breaks pages as it likes, so that only the part is sure there.
        in_word = {
            key: place.partition(",")[0] if "," in place else "" for key, place in places.items()
        }
        for number, group in enumerate(groups, 1):
            document = self._document(group, places, number, len(groups))
            pages = document.pages
            yield Printed(
                _name(self.head, number, len(groups)),
                document.build(),
                as_docx(
                    self.head,
                    [self._front(in_word, number, len(groups)), *(each.parts for each in group)],
                    self.pictures,
                    number,
                    len(groups),
                ),
                pages,
            )

    def _places(self, groups: Sequence[Sequence[Unit]]) -> dict[str, str]:
        """Where each unit begins."""
        draft = {each.key: "Part 10, page 100" for each in self.units}
        places: dict[str, str] = {}
        for number, group in enumerate(groups, 1):
            first = self._document(group, draft, number, len(groups)).first_pages()
            part = f"Part {number}, page " if len(groups) > 1 else "Page "
            places |= {
                each.key: f"{part}{page}" for each, page in zip(group, first[1:], strict=True)
            }
        return places

    def _front(self, places: Mapping[str, str], number: int, parts: int) -> Parts:
        return front(self.head, self.units, places, number, parts)

    def _pages(self, unit: Unit) -> int:
        document = TaggedDocument(self._pen(1, 1), MARGINS, Running("", "", ""))
        PdfWriter(document.chapter(), self.pictures).write(unit.parts)
        return document.pages

    def _document(
        self, group: Sequence[Unit], places: Mapping[str, str], number: int, parts: int
    ) -> TaggedDocument:
        head = self.head
        part = f"Part {number} of {parts} · " if parts > 1 else ""
        running = Running(
            head.title,
            head.short,
            f"{part}Reviewer’s packet, printed {head.printed}",
        )
        document = TaggedDocument(self._pen(number, parts), MARGINS, running)
        for each in (self._front(places, number, parts), *(each.parts for each in group)):
            PdfWriter(document.chapter(), self.pictures).write(each)
        return document

    def _pen(self, number: int, parts: int) -> Pen:
        return Pen(
            title=document_title(self.head, number, parts),
            author=self.head.city,
            subject=f"{self.head.revision}, {self.head.sha256}",
        )


def packet(head: Head, subject: Subject, pictures: Pictures) -> Packet:
    """The packet of a module."""
    makers: Sequence[Callable[[Subject], Iterator[Unit]]] = (
        section_units,
        question_units,
        briefing_units,
    )
    return Packet(head, tuple(unit for make in makers for unit in make(subject)), pictures)


def document_title(head: Head, number: int, parts: int) -> str:
    """What a part is called in a list of documents."""
    part = f", part {number} of {parts}" if parts > 1 else ""
    return f"Reviewer’s packet: {head.title}{part}"


def _name(head: Head, number: int, parts: int) -> str:
    part = f"-part-{number}-of-{parts}" if parts > 1 else ""
    return f"{head.slug[:MOST_IN_NAME]}-{head.short}{part}"

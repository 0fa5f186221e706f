"""The first pages of every part of a packet: what it is, how to use it, what is in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.content.packet.parts import (
    GONE,
    NEW,
    Decision,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Parts,
    Span,
    Table,
    said,
)
from training.content.packet.units import Unit

ROLES = {"legal": "the City Attorney (legal)", "oei": "OEI (oei)", "translator": "a translator"}
SURENESS = (
    "Sureness of a fact: A was read in an official page, a statute or a court copy; B in a "
    "secondary page; C is widely known but was not seen; D is unclear, conflicting or not found."
)
HOW = (
    "Each page of the module, and each group of its questions, begins on a new page here.",
    "Each ends with a place to decide and sign: tick one box, and write in the wide margin.",
    "INCORRECT marks the wrong answers of a question; people who learn never see these marks.",
    "Words in braces, such as {contact: liaison}, are filled in when a page is shown.",
    SURENESS,
    "This is a draft for review: general information, not legal advice.",
)
SHORT = 12
LONGEST_PENDING = 160


@dataclass(frozen=True, slots=True)
class Head:
    """What a packet says of its module. `sha256` is what an approval names.

    `revision` says which it is, such as “Revision 3” or “not published”; `compared` against what
    the redline is, empty for none.
    """

    title: str
    slug: str
    sha256: str
    revision: str
    day: date
    city: str
    needs: tuple[str, ...]
    as_of: str
    minutes: str
    compared: str

    @property
    def printed(self) -> str:
        """The day, as one writes it."""
        return f"{self.day:%B} {self.day.day}, {self.day.year}"

    @property
    def short(self) -> str:
        """The first characters of the hash, as pages and certificates print it."""
        return self.sha256[:SHORT]


def front(
    head: Head, units: Sequence[Unit], places: Mapping[str, str], part: int, parts: int
) -> Parts:
    """The first pages of one part; `places` say where each unit is found."""
    return tuple(_front(head, units, places, part, parts))


def _front(
    head: Head, units: Sequence[Unit], places: Mapping[str, str], part: int, parts: int
) -> Iterator[Part]:
    yield Paragraph(said(f"{head.city} · Staff training · Reviewer’s packet"), quiet=True)
    yield Heading(1, said(head.title))
    yield _facts(head, part, parts)
    yield Heading(2, said("How to review"))
    yield Listing("bullets", tuple(Item(said("•"), (Paragraph(said(each)),)) for each in HOW))
    if head.compared:
        yield Paragraph(_legend(head.compared))
    yield Heading(2, said("What is in it"))
    yield _contents(units, places, compared=bool(head.compared))
    yield from _pending(units)
    yield Decision("the whole module")


def _facts(head: Head, part: int, parts: int) -> Table:
    needs = ", ".join(ROLES.get(each, each) for each in head.needs) or "nobody"
    rows = [
        ("Text", f"{head.revision}; its hash begins {head.short}"),
        ("Whole hash", head.sha256),
        ("Printed", head.printed),
        ("Facts checked", head.as_of or "the author does not say"),
        ("Time to read", f"{head.minutes} minutes, as its author says" if head.minutes else "–"),
        ("Must approve", needs),
        ("Redline", f"Against {head.compared}" if head.compared else "None: the text as it is"),
    ]
    if parts > 1:
        rows.append(("Part", f"{part} of {parts}"))
    return Table(
        (said("About"), said("This packet")),
        tuple((said(name, bold=True), said(value)) for name, value in rows),
        (0.24, 0.76),
    )


def _legend(compared: str) -> tuple[Span, ...]:
    return (
        Span(f"What has changed since {compared}: "),
        Span("new words are underlined and in these brackets", change=NEW),
        Span("; "),
        Span("words that are gone are struck out and in these", change=GONE),
        Span(". What has no mark is as it was."),
    )


def _contents(units: Sequence[Unit], places: Mapping[str, str], *, compared: bool) -> Table:
    columns = [("Page or questions", 0.62, [each.title for each in units])]
    if any(places.values()):
        columns.append(("Where", 0.22, [places.get(each.key, "") for each in units]))
    if compared:
        columns.append(("Changed", 0.16, ["yes" if each.changed else "no" for each in units]))
    return Table(
        tuple(said(name) for name, _, _ in columns),
        tuple(zip(*([said(cell) for cell in cells] for _, _, cells in columns), strict=True)),
        tuple(share for _, share, _ in columns),
    )


def _pending(units: Sequence[Unit]) -> Iterator[Part]:
    waiting = [(each.title, text) for each in units for text in each.pending]
    if not waiting:
        return
    yield Heading(2, said(f"Still to be confirmed by OEI ({len(waiting)})"))
    yield Listing(
        "bullets",
        tuple(
            Item(said("•"), (Paragraph((Span(f"{title}: ", bold=True), Span(_cut(text)))),))
            for title, text in waiting
        ),
    )


def _cut(text: str) -> str:
    if len(text) <= LONGEST_PENDING:
        return text
    return text[:LONGEST_PENDING].rsplit(" ", 1)[0] + " …"

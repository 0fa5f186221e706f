"""Drawing on tagged pages: everything drawn is either part of the text or decoration."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from training.pdf.structure import Anchor, Element, Marked
from training.pdf.tagging import Bookmark, Labels, tagged
from training.pdf.typeface import REGULAR, letters, load_fonts, printable, width_of

INK = "#1b1b1b"
QUIET = "#565c65"
HAIRLINE = "#a9aeb1"
ACCENT = "#0f6460"


@dataclass(frozen=True, slots=True)
class Side:
    """What repeats on every page, as screen readers skip it: `Header` or `Footer`."""

    name: str


HEADER, FOOTER = Side("Header"), Side("Footer")


class Pen:
    """A document in the making, measured in points from a page's lower left corner.

    Drawing outside of `marked` and `decoration` is an error, so that nothing is left untagged.
    """

    def __init__(
        self,
        *,
        title: str,
        author: str,
        subject: str = "",
        language: str = "en",
        size: tuple[float, float] = letter,
    ) -> None:
        load_fonts()
        self.width, self.height = size
        self.root = Element("Document")
        self._labels = Labels(title, author, subject, language)
        self._bytes = BytesIO()
        self._page = 0
        self._numbers = 0
        self._inside = False
        self._bookmarks: list[Bookmark] = []
        self.canvas = Canvas(
            self._bytes,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            # Else Helvetica, which is not embedded, stands in every file.
            initialFontName=REGULAR,  # type: ignore[arg-type]
        )

    @contextmanager
    def marked(self, element: Element) -> Iterator[Canvas]:
        """What is drawn inside belongs to this element."""
        # A role only matters in the tree; here it is for people who look into the file.
        with self._mark(f"/{element.role} <</MCID {self._numbers}>> BDC"):
            yield self.canvas
        element.kids.append(Marked(self._page, self._numbers))
        self._numbers += 1

    @contextmanager
    def decoration(self, side: Side | None = None) -> Iterator[Canvas]:
        """What is drawn inside says nothing, or repeats on every page."""
        kind = f"<</Type /Pagination /Subtype /{side.name}>> BDC" if side else "BMC"
        with self._mark(f"/Artifact {kind}"):
            yield self.canvas

    @contextmanager
    def _mark(self, begin: str) -> Iterator[None]:
        if self._inside:
            raise RuntimeError("What is drawn can have one meaning only.")
        self._inside = True
        self.canvas.addLiteral(begin)
        yield
        self.canvas.addLiteral("EMC")
        self._inside = False

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = REGULAR,
        size: float = 10,
        colour: str = INK,
    ) -> None:
        """One line from `x` on, on the baseline `y`."""
        self._check()
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        for each in letters(printable(text), font):
            if isinstance(each, str):
                self.canvas.drawString(x, y, each)
                x += width_of(each, font, size)
                continue
            # Whoever copies or hears it gets the letter as it is spelt, not its parts.
            self.canvas.addLiteral(f"/Span <</ActualText <{_utf16(each.said)}>>> BDC")
            self.canvas.drawString(x, y, each.sign)
            for mark in each.marks:
                self.canvas.drawString(x + mark.right * size, y + mark.up * size, mark.sign)
            self.canvas.addLiteral("EMC")
            x += width_of(each.sign, font, size)

    def line(
        self, x: float, y: float, to: float, *, colour: str = HAIRLINE, width: float = 0.6
    ) -> None:
        """A thin level line."""
        self._check()
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(x, y, to, y)

    def block(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", stroke: str = ""
    ) -> None:
        """A rectangle from its lower left corner; at least one of its colours is given."""
        self._check()
        if fill:
            self.canvas.setFillColor(fill)
        if stroke:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(0.8)
        self.canvas.rect(x, y, width, height, stroke=int(bool(stroke)), fill=int(bool(fill)))

    def link(
        self,
        element: Element,
        area: tuple[float, float, float, float],
        address: str,
        contents: str,
    ) -> None:
        """Makes an area (left, bottom, right, top) lead to an address; `element` is a `Link`."""
        element.kids.append(Anchor(self._page, area, address, contents))

    def bookmark(self, title: str, level: int) -> None:
        """An entry of the outline that leads to this page; levels count from 1."""
        self._bookmarks.append(Bookmark(title, level, self._page))

    def next_page(self) -> None:
        """Ends the page."""
        self.canvas.showPage()
        self._page += 1
        self._numbers = 0

    def finish(self) -> bytes:
        """The PDF, after the last page has ended."""
        self.canvas.save()
        return tagged(self._bytes.getvalue(), self.root, self._bookmarks, self._labels)

    def _check(self) -> None:
        if not self._inside:
            raise RuntimeError("What is drawn must be marked or decoration.")


def _utf16(text: str) -> str:
    """A text as the digits of a PDF string."""
    return ("\ufeff" + text).encode("utf-16-be").hex().upper()

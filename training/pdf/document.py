"""A document of flowing text: its column, its margins, what repeats on every page."""

from dataclasses import dataclass

from training.pdf.flow import Flow
from training.pdf.pen import FOOTER, HAIRLINE, HEADER, QUIET, Pen
from training.pdf.slices import Placed, paginate
from training.pdf.typeface import SEMIBOLD, printable, width_of

SIZE = 8.5
"""Of what repeats on every page."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Free space around the text, in points."""

    left: float = 72.0
    right: float = 72.0
    top: float = 84.0
    bottom: float = 72.0


@dataclass(frozen=True, slots=True)
class Running:
    """The lines at the top and bottom of every page; the page's number is added."""

    left: str
    right: str
    foot: str
    page: str = "Page {number} of {pages}"


class TaggedDocument:
    """Chapters, each of which begins a page; none is drawn before all are laid out."""

    def __init__(self, pen: Pen, margins: Margins, running: Running) -> None:
        self.pen = pen
        self._margins = margins
        self._running = running
        self._chapters: list[Flow] = []

    def chapter(self) -> Flow:
        """A new page's empty column."""
        margins = self._margins
        flow = Flow(self.pen, margins.left, self.pen.width - margins.left - margins.right)
        self._chapters.append(flow)
        return flow

    def first_pages(self) -> list[int]:
        """On which page, from 1, each chapter begins."""
        found, page = [], 1
        for each in self._chapters:
            found.append(page)
            page += len(self._laid_out(each))
        return found

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return sum(len(self._laid_out(each)) for each in self._chapters)

    def build(self) -> bytes:
        """The PDF."""
        pages = [page for each in self._chapters for page in self._laid_out(each)]
        top = self.pen.height - self._margins.top
        for number, page in enumerate(pages, 1):
            self._run(number, len(pages))
            for placed in page:
                placed.draw(top)
            self.pen.next_page()
        return self.pen.finish()

    def _laid_out(self, flow: Flow) -> list[list[Placed]]:
        return paginate(flow.slices, self.pen.height - self._margins.top - self._margins.bottom)

    def _run(self, number: int, pages: int) -> None:
        pen, running = self.pen, self._running
        left, right = self._margins.left, pen.width - 54
        with pen.decoration(HEADER):
            room = right - left - width_of(printable(running.right), SEMIBOLD, SIZE) - 24
            title = shortened(running.left, room)
            pen.text(left, pen.height - 50, title, font=SEMIBOLD, size=SIZE, colour=QUIET)
            self._to_right(right, pen.height - 50, running.right)
            pen.line(left, pen.height - 58, right, colour=HAIRLINE)
        with pen.decoration(FOOTER):
            pen.text(left, 40, running.foot, size=SIZE, colour=QUIET)
            self._to_right(right, 40, running.page.format(number=number, pages=pages))

    def _to_right(self, right: float, y: float, text: str) -> None:
        width = width_of(printable(text), SEMIBOLD, SIZE)
        self.pen.text(right - width, y, text, font=SEMIBOLD, size=SIZE, colour=QUIET)


def shortened(text: str, width: float) -> str:
    """As much of a text as fits a width, in words, with an ellipsis where some is missing."""
    words = printable(text).split()
    whole = len(words)
    while len(words) > 1 and width_of(" ".join(words) + " …", SEMIBOLD, SIZE) > width:
        words.pop()
    return " ".join(words) + (" …" if len(words) < whole else "")

"""The page under a certificate: its fonts, and text, labels and codes set on it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics

from training.credentials.wording import Text
from training.pdf.code import draw_code
from training.pdf.pen import INK, Pen
from training.pdf.setting import Setting, set_line
from training.pdf.structure import Element
from training.pdf.text import Run, Style, lines
from training.pdf.typeface import BOLD, REGULAR, SEMIBOLD, printable, width_of

HAIRLINE = "#c3cfce"
WARM = "#ffe396"
WATERMARK = "#eef3f2"
CAP, LEADING = 0.72, 1.14
"""The height of capitals and the distance of lines, as shares of the size."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something measured before it is drawn: its height, and how to draw it from a top edge."""

    height: float
    draw: Callable[[float], None]


class Page:
    """A page in the making, tagged as it is drawn: first drawn is first read.

    Everything is measured in points from its lower left corner.
    """

    def __init__(
        self, *, title: str, author: str, subject: str, language: str, size: tuple[float, float]
    ) -> None:
        self._pen = Pen(title=title, author=author, subject=subject, language=language, size=size)
        self.width, self.height = size
        self._here = self._pen.root

    def next(self) -> None:
        """Ends the page and begins another."""
        self._pen.next_page()

    def finish(self) -> bytes:
        """The PDF."""
        self._pen.next_page()
        return self._pen.finish()

    @contextmanager
    def within(self, role: str) -> Iterator[Element]:
        """What is drawn inside stands in an element of its own, such as an `L`."""
        before = self._here
        self._here = before.add(role)
        yield self._here
        self._here = before

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        role: str = "P",
        font: str = REGULAR,
        size: float = 10,
        colour: str = INK,
    ) -> None:
        """One line from `x` on."""
        with self._pen.marked(self._here.add(role)):
            self._pen.text(x, y, text, font=font, size=size, colour=colour)

    def fitted(
        self,
        x: float,
        width: float,
        text: str,
        *,
        font: str,
        sizes: tuple[int, int],
        role: str = "P",
        lines: int = 1,
        colour: str = INK,
    ) -> Block:
        """Text as large as fits a width, on at most so many lines."""
        size, rows = fit(printable(text), font, width, sizes, lines)

        def draw(top: float) -> None:
            with self._pen.marked(self._here.add(role)):
                for at, row in enumerate(rows, 1):
                    baseline = top - size * (CAP + (at - 1) * LEADING)
                    # A space that nobody sees keeps the last word from the next line's first.
                    said = row if at == len(rows) else row + " "
                    self._pen.text(x, baseline, said, font=font, size=size, colour=colour)

        return Block(size * (CAP + (len(rows) - 1) * LEADING), draw)

    def paragraphs(self, x: float, width: float, texts: Sequence[Text], *, size: float) -> Block:
        """Paragraphs, half a line apart."""
        style = Style(size=size, leading=size * 1.5, after=0)
        made = [lines([Run(*piece) for piece in each], style, width) for each in texts]
        height = sum(len(rows) for rows in made) * style.leading

        def draw(top: float) -> None:
            for rows in made:
                setting = Setting(self._pen, self._here.add("P"), style)
                for row in rows:
                    set_line(setting, row, x, top)
                    top -= style.leading
                top -= size / 2

        return Block(height + size / 2 * max(len(made) - 1, 0), draw)

    def line(self, x: float, y: float, to: float, *, colour: str = HAIRLINE) -> None:
        """A thin level line."""
        with self._pen.decoration():
            self._pen.line(x, y, to, colour=colour)

    def frame(self, inset: float, *, colour: str, width: float) -> None:
        """A line around the page, so far from its edges."""
        with self._pen.decoration() as canvas:
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(width)
            canvas.rect(
                inset, inset, self.width - 2 * inset, self.height - 2 * inset, stroke=1, fill=0
            )

    def label(self, x: float, y: float, text: str) -> float:
        """A warm label with dark words; where it ends."""
        width = width_of(printable(text), SEMIBOLD, 8.5) + 16
        with self._pen.decoration() as canvas:
            canvas.setFillColor(WARM)
            canvas.roundRect(x, y - 5.5, width, 17, 3, stroke=0, fill=1)
        self.text(x + 8, y, text, font=SEMIBOLD, size=8.5)
        return x + width

    def watermark(self, text: str) -> None:
        """A pale word across the whole page, under everything else; what it says a label says."""
        # So that its ends stay on the page however low that is.
        largest = min(120, int(self.height * 0.25))
        size, _ = fit(printable(text), BOLD, self.width * 0.92, (largest, 16), 1)
        with self._pen.decoration() as canvas:
            canvas.saveState()
            canvas.translate(self.width / 2, self.height / 2)
            canvas.rotate(33)
            canvas.setFillColor(WATERMARK)
            canvas.setFont(BOLD, size)
            canvas.drawCentredString(0, -size * 0.36, printable(text))
            canvas.restoreState()

    def linked(
        self,
        x: float,
        width: float,
        top: float,
        rows: Sequence[str],
        *,
        step: float,
        sizes: tuple[int, int],
        leads: str,
    ) -> None:
        """An address on as many lines as it is given in, which leads to itself; `leads` says so."""
        found = [fit(printable(each), REGULAR, width, sizes, 1) for each in rows]
        element = self._here.add("P").add("Link", alternative=leads)
        with self._pen.marked(element):
            for n, (size, (row, *_rest)) in enumerate(found):
                self._pen.text(x, top - n * step - size * CAP, row, font=REGULAR, size=size)
        area = (x, top - len(rows) * step + step / 4, x + width, top + step / 4)
        self._pen.link(element, area, "".join(rows), leads)

    def code(self, x: float, y: float, side: float, address: str, words: str) -> None:
        """A QR code; `words` say what it is and where it leads."""
        draw_code(self._pen, self._here, (x, y), side, address, words)


def fit(
    text: str, font: str, width: float, sizes: tuple[int, int], lines: int
) -> tuple[float, list[str]]:
    """The largest size, and the lines, at which text fits a width; a long word shrinks further."""
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -1):
        rows = simpleSplit(text, font, size, width)
        widest = max((pdfmetrics.stringWidth(each, font, size) for each in rows), default=0)
        if len(rows) <= lines and widest <= width:
            return size, rows
    rows = simpleSplit(text, font, smallest, width)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], " ".join(rows[lines - 1 :])]
    widest = max(pdfmetrics.stringWidth(each, font, smallest) for each in rows)
    return smallest * min(1.0, width / widest), rows

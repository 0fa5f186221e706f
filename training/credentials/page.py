"""The page under a certificate: its fonts, and text, labels and codes set on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from training.pdf.typeface import BOLD, REGULAR, SEMIBOLD, load_fonts, printable

WIDTH, HEIGHT = landscape(letter)
INK = "#1b1b1b"
QUIET = "#565c65"
HAIRLINE = "#c3cfce"
ACCENT = "#0f6460"
WARM = "#ffe396"
WATERMARK = "#eef3f2"
WHITE = "#ffffff"
CAP, LEADING = 0.72, 1.14
"""The height of capitals and the distance of lines, as shares of the size."""


@dataclass(frozen=True, slots=True)
class Block:
    """Something measured before it is drawn: its height, and how to draw it from a top edge."""

    height: float
    draw: Callable[[float], None]


class Page:
    """A landscape letter page; everything is measured in points from its lower left corner."""

    def __init__(self, *, title: str, author: str, subject: str, language: str) -> None:
        load_fonts()
        self._bytes = BytesIO()
        self.canvas = Canvas(
            self._bytes,
            pagesize=(WIDTH, HEIGHT),
            invariant=1,
            pageCompression=1,
            lang=language,
            # Else Helvetica, which is not embedded, stands in every file.
            initialFontName=REGULAR,  # type: ignore[arg-type]
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject(subject)
        self.canvas.setCreator(author)

    def finish(self) -> bytes:
        """The PDF."""
        self.canvas.save()
        return self._bytes.getvalue()

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
        """One line from `x` on."""
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, printable(text))

    def fitted(
        self,
        x: float,
        width: float,
        text: str,
        *,
        font: str,
        sizes: tuple[int, int],
        lines: int = 1,
        colour: str = INK,
    ) -> Block:
        """Text as large as fits a width, on at most so many lines."""
        size, rows = fit(printable(text), font, width, sizes, lines)

        def draw(top: float) -> None:
            for at, row in enumerate(rows):
                baseline = top - size * (CAP + at * LEADING)
                self.text(x, baseline, row, font=font, size=size, colour=colour)

        return Block(size * (CAP + (len(rows) - 1) * LEADING), draw)

    def paragraphs(self, x: float, width: float, markup: Sequence[str], *, size: float) -> Block:
        """Paragraphs of ReportLab mark-up, half a line apart."""
        style = ParagraphStyle(
            "body", fontName=REGULAR, fontSize=size, leading=size * 1.5, textColor=HexColor(INK)
        )
        made = [Paragraph(printable(each), style) for each in markup]
        heights = [each.wrap(width, HEIGHT)[1] for each in made]

        def draw(top: float) -> None:
            for paragraph, height in zip(made, heights, strict=True):
                top -= height
                paragraph.drawOn(self.canvas, x, top)
                top -= size / 2

        return Block(sum(heights) + size / 2 * max(len(made) - 1, 0), draw)

    def line(self, x: float, y: float, to: float, *, colour: str = HAIRLINE) -> None:
        """A thin level line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x, y, to, y)

    def label(self, x: float, y: float, text: str) -> float:
        """A warm label with dark words; where it ends."""
        width = pdfmetrics.stringWidth(printable(text), SEMIBOLD, 8.5) + 16
        self.canvas.setFillColor(WARM)
        self.canvas.roundRect(x, y - 5.5, width, 17, 3, stroke=0, fill=1)
        self.text(x + 8, y, text, font=SEMIBOLD, size=8.5)
        return x + width

    def watermark(self, text: str) -> None:
        """A pale word across the whole page, under everything else."""
        self.canvas.saveState()
        self.canvas.translate(WIDTH / 2, HEIGHT / 2)
        self.canvas.rotate(33)
        size, _ = fit(printable(text), BOLD, WIDTH * 0.92, (120, 40), 1)
        self.canvas.setFillColor(WATERMARK)
        self.canvas.setFont(BOLD, size)
        self.canvas.drawCentredString(0, -size * 0.36, printable(text))
        self.canvas.restoreState()

    def code(self, x: float, y: float, side: float, address: str) -> None:
        """A QR code with its quiet zone, drawn in runs of dark modules; it can be clicked, too."""
        rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        step = side / (len(rows) + 4)
        self.canvas.setFillColor(WHITE)
        self.canvas.rect(x, y, side, side, stroke=0, fill=1)
        path = self.canvas.beginPath()
        for at, row in enumerate(rows):
            for start, end in runs(row):
                top = y + side - (at + 3) * step
                path.rect(x + (start + 2) * step, top, (end - start) * step, step * 1.02)
        self.canvas.setFillColor(INK)
        self.canvas.drawPath(path, stroke=0, fill=1)
        self.canvas.linkURL(address, (x, y, x + side, y + side))


def runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of dark modules in a row, as first and one past the last."""
    edges = [at for at in range(len(row) + 1) if _dark(row, at) != _dark(row, at - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: Sequence[int], at: int) -> bool:
    return 0 <= at < len(row) and bool(row[at])


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

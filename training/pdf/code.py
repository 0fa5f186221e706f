"""QR codes on tagged pages."""

from collections.abc import Sequence

import segno

from training.pdf.pen import INK, Pen
from training.pdf.structure import Element

WHITE = "#ffffff"
QUIET_ZONE = 2
"""Modules left free on each side: half of what the standard asks, on paper that is white anyway."""


def draw_code(
    pen: Pen, element: Element, corner: tuple[float, float], side: float, address: str, words: str
) -> None:
    """A QR code, drawn in runs of dark modules from its lower left corner; it can be clicked, too.

    `words` say what it is and where it leads.
    """
    x, y = corner
    rows = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
    step = side / (len(rows) + 2 * QUIET_ZONE)
    area = (x, y, x + side, y + side)
    link = element.add("Link", alternative=words)
    figure = link.add(
        "Figure",
        alternative=words,
        attributes={"Layout": {"BBox": area, "Placement": "Block"}},
    )
    with pen.marked(figure) as canvas:
        canvas.setFillColor(WHITE)
        canvas.rect(x, y, side, side, stroke=0, fill=1)
        path = canvas.beginPath()
        for at, row in enumerate(rows):
            top = y + side - (at + 1 + QUIET_ZONE) * step
            for start, end in runs(row):
                left = x + (start + QUIET_ZONE) * step
                path.rect(left, top, (end - start) * step, step * 1.02)
        canvas.setFillColor(INK)
        canvas.drawPath(path, stroke=0, fill=1)
    pen.link(link, area, address, words)


def runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of dark modules in a row, as first and one past the last."""
    edges = [at for at in range(len(row) + 1) if _dark(row, at) != _dark(row, at - 1)]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _dark(row: Sequence[int], at: int) -> bool:
    return 0 <= at < len(row) and bool(row[at])

"""A line of text set on a page, each stretch of it tagged as what it is."""

from dataclasses import dataclass, field
from itertools import groupby

from training.pdf.pen import ACCENT, Pen
from training.pdf.structure import Attributes, Element
from training.pdf.text import Line, Piece, Run, Style

CAP = 0.72
"""The height of capitals as a share of the size."""
RISE = 0.36
NEW, GONE = "#0b4778", "#8b0a03"
DECORATED = {"new": "Underline", "gone": "LineThrough"}


@dataclass(slots=True)
class Setting:
    """A paragraph's element and look; its runs get their own elements when first set."""

    pen: Pen
    element: Element
    style: Style
    parts: dict[int, Element] = field(default_factory=dict)
    """By the id of a run, which the paragraph's lines keep alive."""

    def part(self, run: Run) -> Element:
        """The element of a run: the paragraph itself for plain words."""
        if id(run) not in self.parts:
            self.parts[id(run)] = self._part(run)
        return self.parts[id(run)]

    def _part(self, run: Run) -> Element:
        here = self.element
        if run.change or run.language or run.instead:
            here = here.add(
                "Span",
                language=run.language,
                instead=run.instead,
                attributes=_decorated(run.change),
            )
        return here.add("Link", language=run.language) if run.link else here


def _decorated(change: str) -> Attributes:
    return {"Layout": {"TextDecorationType": DECORATED[change]}} if change else {}


def set_line(setting: Setting, line: Line, left: float, top: float) -> None:
    """Set a line whose first baseline is one leading's share below `top`."""
    style = setting.style
    baseline = top - (style.leading - style.size * CAP) / 2 - style.size * CAP
    for _, pieces in groupby(line, key=_apart):
        group = list(pieces)
        # Asked for only now: a new element is a child behind what was set before it.
        _set(setting, setting.part(group[0].run), group, left, baseline)


def _apart(piece: Piece) -> int:
    """Which pieces have an element of their own; plain words are the paragraph's."""
    run = piece.run
    return id(run) if run.change or run.language or run.instead or run.link else 0


def _set(
    setting: Setting, element: Element, pieces: list[Piece], left: float, baseline: float
) -> None:
    pen, style = setting.pen, setting.style
    with pen.marked(element):
        for each in pieces:
            rise = style.size * RISE if each.run.raised else 0.0
            pen.text(
                left + each.x,
                baseline + rise,
                each.text,
                font=style.font(each.run),
                size=style.size_of(each.run),
                colour=_colour(each.run, style),
            )
    for each in pieces:
        _decorate(setting, element, each, left + each.x, baseline)


def _colour(run: Run, style: Style) -> str:
    if run.change:
        return NEW if run.change == "new" else GONE
    return ACCENT if run.link else style.colour


def _decorate(setting: Setting, element: Element, piece: Piece, x: float, baseline: float) -> None:
    run, size, pen = piece.run, setting.style.size, setting.pen
    end = x + piece.width
    if run.change or run.link:
        height = size * 0.27 if run.change == "gone" else -size * 0.14
        with pen.decoration():
            pen.line(x, baseline + height, end, colour=_colour(run, setting.style), width=0.7)
    if run.link:
        area = (x, baseline - size * 0.25, end, baseline + size * 0.85)
        pen.link(element, area, run.link, f"Opens {run.link}")

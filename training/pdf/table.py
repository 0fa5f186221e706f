"""Tables in flowing text: a head that is repeated, rows that are cut only when very high."""

from collections.abc import Sequence

from training.pdf.flow import Flow
from training.pdf.pen import HAIRLINE
from training.pdf.setting import Setting, set_line
from training.pdf.slices import Slice
from training.pdf.structure import Element
from training.pdf.text import Line, Run, Style, lines

CELL = Style(size=9, leading=12.5, after=0)
HEAD = Style(size=9, leading=12.5, heavy="PublicSans-SemiBold", after=0)
PAD = 5.0
MOST_LINES = 24
"""Of a row, before it is cut in two."""

Cell = Sequence[Run]


def add_table(
    flow: Flow,
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    *,
    shares: Sequence[float] = (),
) -> None:
    """A table as wide as the column; `shares` are the widths of its columns, else by content."""
    widths = _widths(flow.width, shares or _by_content([head, *rows]))
    with flow.within("Table"):
        again = None
        if any(_text(each) for each in head):
            with flow.within("THead"), flow.within("TR") as row:
                top = _row(flow, row, "TH", head, widths)
                again = _painted_again(flow, head, widths)
            for each in top:
                each.glued = True
                flow.add(each)
        with flow.within("TBody"):
            for cells in rows:
                with flow.within("TR") as row:
                    for each in _row(flow, row, "TD", cells, widths):
                        each.again = again
                        flow.add(each)
    flow.space(10)


def _text(cell: Cell) -> str:
    return "".join(each.text for each in cell)


def _by_content(rows: Sequence[Sequence[Cell]]) -> list[float]:
    columns = range(max(len(row) for row in rows))
    longest = [max(len(_text(row[n])) for row in rows if n < len(row)) for n in columns]
    return [max(8.0, min(60.0, each)) ** 0.6 for each in longest]


def _widths(width: float, shares: Sequence[float]) -> list[float]:
    return [width * each / sum(shares) for each in shares]


def _row(
    flow: Flow, row: Element, role: str, cells: Sequence[Cell], widths: Sequence[float]
) -> list[Slice]:
    style = HEAD if role == "TH" else CELL
    scope = {"Table": {"Scope": "Column"}} if role == "TH" else {}
    settings = [Setting(flow.pen, row.add(role, attributes=scope), style) for _ in widths]
    filled = [*cells, *([()] * (len(widths) - len(cells)))][: len(widths)]
    broken = [
        lines(cell, style, width - 2 * PAD) if cell else []
        for cell, width in zip(filled, widths, strict=True)
    ]
    most = max(len(each) for each in broken) or 1
    return [
        _cut(flow, settings, [each[at : at + MOST_LINES] for each in broken], widths, style)
        for at in range(0, most, MOST_LINES)
    ]


def _cut(
    flow: Flow,
    settings: Sequence[Setting],
    broken: Sequence[Sequence[Line]],
    widths: Sequence[float],
    style: Style,
) -> Slice:
    left = flow.left
    height = max(1, *(len(each) for each in broken)) * style.leading + 2 * PAD

    def draw(top: float) -> None:
        x = left
        for setting, rows, width in zip(settings, broken, widths, strict=True):
            for at, line in enumerate(rows):
                set_line(setting, line, x + PAD, top - PAD - at * style.leading)
            x += width
        with flow.pen.decoration():
            flow.pen.line(left, top - height, left + sum(widths), colour=HAIRLINE)

    return Slice(height, draw)


def _painted_again(flow: Flow, head: Sequence[Cell], widths: Sequence[float]) -> Slice:
    """The head at the top of a further page, where screen readers need not hear it again."""
    left = flow.left
    broken = [lines(cell, HEAD, width - 2 * PAD) for cell, width in zip(head, widths, strict=True)]
    height = max(len(each) for each in broken) * HEAD.leading + 2 * PAD

    def draw(top: float) -> None:
        with flow.pen.decoration():
            x = left
            for rows, width in zip(broken, widths, strict=True):
                for at, line in enumerate(rows):
                    for piece in line:
                        baseline = top - PAD - at * HEAD.leading - HEAD.size
                        flow.pen.text(
                            x + PAD + piece.x, baseline, piece.text, font=HEAD.heavy, size=HEAD.size
                        )
                x += width
            flow.pen.line(left, top - height, left + sum(widths), colour=HAIRLINE)

    return Slice(height, draw)

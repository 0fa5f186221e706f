"""Where a reviewer decides and signs, drawn on a page."""

from training.content.packet.parts import Decision
from training.content.packet.wording import CHOICES, LINES
from training.pdf.flow import Flow
from training.pdf.pen import HAIRLINE, INK, QUIET
from training.pdf.slices import Slice
from training.pdf.text import Run
from training.pdf.typeface import REGULAR, width_of

BOX = 9.5
RULED = 4
"""Lines to write notes on."""
LINE = 22.0


def add_decision(flow: Flow, decision: Decision) -> None:
    """A form: what to tick, lines for notes, and where to sign. It is never cut in two."""
    flow.space(14)
    flow.heading(3, [Run(f"Decision: {decision.of}")])
    _choices(flow)
    _notes(flow)
    _signature(flow)


def _choices(flow: Flow) -> None:
    left = flow.left
    element = flow.part("P")

    def draw(top: float) -> None:
        x = left
        for at, words in enumerate(CHOICES):
            with flow.pen.decoration():
                flow.pen.block(x, top - 14, BOX, BOX, stroke=INK)
            with flow.pen.marked(element):
                text = words if at == len(CHOICES) - 1 else f"{words}  "
                flow.pen.text(x + BOX + 6, top - 12.5, text, size=10.5)
            x += BOX + 6 + width_of(words, REGULAR, 10.5) + 28

    flow.add(Slice(20, draw, glued=True))


def _notes(flow: Flow) -> None:
    left, right = flow.left, flow.left + flow.width
    element = flow.part("P")

    def draw(top: float) -> None:
        with flow.pen.marked(element):
            flow.pen.text(left, top - 14, "Notes", size=9, colour=QUIET)
        with flow.pen.decoration():
            for at in range(RULED):
                flow.pen.line(left, top - 14 - (at + 0.9) * LINE, right, colour=HAIRLINE)

    flow.add(Slice(18 + RULED * LINE, draw, glued=True))


def _signature(flow: Flow) -> None:
    left, width = flow.left, flow.width
    element = flow.part("P")

    def draw(top: float) -> None:
        x = left
        for at, (words, share) in enumerate(LINES):
            with flow.pen.decoration():
                flow.pen.line(x, top - 32, x + width * share - 14, colour=INK)
            with flow.pen.marked(element):
                text = words if at == len(LINES) - 1 else f"{words}  "
                flow.pen.text(x, top - 44, text, size=9, colour=QUIET)
            x += width * share

    flow.add(Slice(52, draw))

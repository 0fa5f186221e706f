"""The parts of a packet as tagged PDF."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from training.content.packet.bracketing import bracketed
from training.content.packet.parts import (
    GONE,
    Box,
    Code,
    Decision,
    Heading,
    Item,
    Listing,
    Paragraph,
    Part,
    Picture,
    Rule,
    Span,
    Spans,
    Table,
    Told,
)
from training.content.packet.reading import PENDING_BOX, QUOTED
from training.content.packet.sign_off import add_decision
from training.content.packet.wording import CHANGED, callout_words
from training.pdf.flow import STEP, Flow
from training.pdf.pen import ACCENT, HAIRLINE
from training.pdf.table import add_table
from training.pdf.text import BODY, QUIET_BODY, Run

Pictures = Callable[[str], tuple[bytes, int, int] | None]
"""The bytes, width and height in pixels of a picture by its file; none for one to be described."""
VERDICT = 104.0
DEEPEST = 3
"""The lowest headings in the outline."""
PENDING_COLOUR, PENDING_FILL = "#936f38", "#faf3d1"
QUIET_FILL = "#f6f6f6"


class PdfWriter:
    """Writes parts into a column."""

    def __init__(self, flow: Flow, pictures: Pictures, language: str = "en") -> None:
        self._flow = flow
        self._pictures = pictures
        self._language = language

    def write(self, parts: Sequence[Part]) -> None:
        """The parts, one under the other."""
        for at, part in enumerate(parts):
            follows = parts[at + 1] if at + 1 < len(parts) else None
            above = parts[at - 1] if at else None
            about = isinstance(above, Heading) and isinstance(part, Paragraph) and part.quiet
            leads = isinstance(follows, Listing) and isinstance(part, Paragraph)
            self._part(part, keep=about or leads)

    def _part(self, part: Part, *, keep: bool) -> None:
        flow = self._flow
        if isinstance(part, Paragraph):
            style = QUIET_BODY if part.quiet else BODY
            flow.paragraph(runs_of(part.spans), style, keep=keep)
        elif isinstance(part, Heading):
            bookmark = part.level if part.level <= DEEPEST else 0
            flow.heading(part.level, runs_of(part.spans), bookmark=bookmark)
        elif isinstance(part, Listing):
            self._list(part)
        elif isinstance(part, Table):
            add_table(
                flow,
                [runs_of(each) for each in part.head],
                [[runs_of(each) for each in row] for row in part.rows],
                shares=part.shares,
            )
        elif isinstance(part, Box):
            self._box(part)
        elif isinstance(part, Told):
            with flow.within("Sect", language=part.language):
                PdfWriter(flow, self._pictures, part.language).write(part.parts)
        else:
            self._other(part)

    def _other(self, part: Part) -> None:
        flow = self._flow
        if isinstance(part, Code):
            with flow.box(HAIRLINE, QUIET_FILL):
                flow.paragraph(runs_of((Span(part.text, change=part.change),)), QUIET_BODY)
        elif isinstance(part, Picture):
            self._picture(part)
        elif isinstance(part, Rule):
            flow.rule()
        elif isinstance(part, Decision):
            add_decision(flow, part)

    def _list(self, listing: Listing) -> None:
        step = VERDICT if listing.kind == "verdicts" else STEP
        numbering = {"bullets": "Disc", "numbers": "Decimal"}.get(listing.kind, "None")
        with self._flow.listing(numbering, step):
            for item in listing.items:
                self._item(item, step)

    def _item(self, item: Item, step: float) -> None:
        label = runs_of(item.label)
        if step == VERDICT and self._language != "en":
            label = [replace(each, language="en") for each in label]
        with self._flow.item(label, step):
            self.write(item.parts)

    def _box(self, box: Box) -> None:
        pending = box.kind.endswith(PENDING_BOX)
        if box.kind == QUOTED:
            with self._flow.box(HAIRLINE):
                self.write(box.parts)
            return
        colours = (PENDING_COLOUR, PENDING_FILL) if pending else (ACCENT, QUIET_FILL)
        with self._flow.box(*colours):
            self._flow.paragraph(
                [Run(callout_words(box.kind, self._language), bold=True)], BODY, keep=True
            )
            self.write(box.parts)

    def _picture(self, picture: Picture) -> None:
        found = self._pictures(picture.path)
        if picture.change:
            self._flow.paragraph([Run(CHANGED[picture.change])], QUIET_BODY, keep=True)
        if found is None or picture.change == GONE:
            words = Span(f"[Picture: {picture.words}]", italic=True, change=picture.change)
            self._flow.paragraph(runs_of((words,)))
            return
        raw, width, height = found
        self._flow.picture(raw, picture.words, width * 0.6, height * 0.6)
        self._flow.paragraph([Run(f"Picture, described as: {picture.words}")], QUIET_BODY)


def runs_of(spans: Spans) -> list[Run]:
    """The spans as they are set."""
    return [_run(each) for each in bracketed(spans)]


def _run(span: Span) -> Run:
    text = span.text.replace("⚖ ", "")
    run = Run(text, span.bold, span.italic, link=span.link, change=span.change)
    if span.note and text:
        return replace(run, raised=True, instead=f" (source {text.lstrip(', ')})")
    return run

"""Flowing text: headings, paragraphs, lists, boxes and pictures, one under the other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO

from reportlab.lib.utils import ImageReader

from training.pdf.pen import ACCENT, Pen
from training.pdf.setting import Setting, set_line
from training.pdf.slices import Ground, Slice
from training.pdf.structure import Attributes, Element
from training.pdf.text import BODY, HEADINGS, Line, Run, Style, lines

STEP = 20.0
"""How far a list is set in."""
PADDING = 8.0
"""Free space inside a box."""


class Flow:
    """Collects what stands one under the other in a column, and what it is."""

    def __init__(self, pen: Pen, left: float, width: float, root: Element | None = None) -> None:
        self.pen = pen
        self.left = left
        self.width = width
        self.slices: list[Slice] = []
        self._here = root or pen.root
        self._label: tuple[Element, Sequence[Run], float, Style] | None = None
        self._gap = 0.0

    @contextmanager
    def within(
        self, role: str, *, language: str = "", attributes: Attributes | None = None
    ) -> Iterator[Element]:
        """What is added inside stands in an element of its own, such as a `Sect`."""
        before = self._here
        self._here = before.add(role, language=language, attributes=attributes)
        yield self._here
        self._here = before

    def part(self, role: str) -> Element:
        """A new element here, for a slice that its caller draws."""
        return self._here.add(role)

    def heading(
        self, level: int, runs: Sequence[Run], *, bookmark: int = 0, style: Style | None = None
    ) -> None:
        """A heading of level 1 to 4, kept with what follows it."""
        start = len(self.slices)
        self._text(f"H{level}", runs, style or HEADINGS[level - 1])
        for each in self.slices[start:]:
            each.glued = True
        if bookmark:
            title = "".join(each.text for each in runs if each.change != "gone")
            first, draw = self.slices[start], self.slices[start].draw

            def draw_and_mark(top: float) -> None:
                self.pen.bookmark(title, bookmark)
                draw(top)

            first.draw = draw_and_mark

    def paragraph(self, runs: Sequence[Run], style: Style = BODY, *, keep: bool = False) -> None:
        """A paragraph; `keep` holds it on the page of what follows."""
        self._text("P", runs, style, keep=keep)

    @contextmanager
    def listing(self, numbering: str = "Disc", step: float = STEP) -> Iterator[None]:
        """A list; `numbering` is `Disc`, `Decimal` or `None`, what its labels are."""
        with self.within("L", attributes={"List": {"ListNumbering": numbering}}), self._inset(step):
            yield

    @contextmanager
    def item(self, label: Sequence[Run], step: float = STEP, style: Style = BODY) -> Iterator[None]:
        """An item of a list; its label, set in `style`, stands to the left of its first line."""
        with self.within("LI") as item:
            self._label = (item.add("Lbl"), label, step, replace(style, after=0.0))
            with self.within("LBody"):
                yield
            if self._label is not None:
                self.paragraph(())

    @contextmanager
    def box(self, colour: str = ACCENT, fill: str = "") -> Iterator[None]:
        """A box with a bar at its left."""
        start = len(self.slices)
        left, width = self.left, self.width
        self._pad(glued=True)
        with self._inset(PADDING + 4):
            self.width -= PADDING
            yield
            self.width += PADDING
        if len(self.slices) > start + 1:
            self.slices[-1].glued = True
        self._pad(glued=False, after=8.0)

        def ground(top: float, bottom: float) -> None:
            with self.pen.decoration():
                if fill:
                    self.pen.block(left, bottom, width, top - bottom, fill=fill)
                self.pen.block(left, bottom, 2.5, top - bottom, fill=colour)

        self.slices[start].grounds.insert(0, Ground(ground, gap=False))
        for each in self.slices[start + 1 :]:
            each.grounds.insert(0, Ground(ground))

    def picture(self, raw: bytes, alternative: str, width: float, height: float) -> None:
        """A picture no wider than the column, and what it shows in words."""
        scale = min(1.0, self.width / width, 420 / height)
        width, height = width * scale, height * scale
        left = self.left
        figure = self._here.add("Figure", alternative=alternative)

        def draw(top: float) -> None:
            area = (left, top - height, left + width, top)
            figure.attributes = {"Layout": {"BBox": area, "Placement": "Block"}}
            with self.pen.marked(figure) as canvas:
                image = ImageReader(BytesIO(raw))
                canvas.drawImage(image, left, top - height, width, height, mask="auto")

        self.add(Slice(height, draw, before=4), after=8)

    def rule(self) -> None:
        """A thin line across the column."""
        left, right = self.left, self.left + self.width

        def draw(top: float) -> None:
            with self.pen.decoration():
                self.pen.line(left, top - 4, right)

        self.add(Slice(8, draw), after=6)

    def space(self, height: float) -> None:
        """Free space, but not at the top of a page."""
        self._gap = max(self._gap, height)

    def add(self, slice_: Slice, *, after: float = 0.0) -> None:
        """A slice drawn by the caller; `after` is left free below it."""
        slice_.before = max(slice_.before, self._gap)
        self._gap = after
        if self._label is not None:
            self._set_label(slice_)
        self.slices.append(slice_)

    def _text(self, role: str, runs: Sequence[Run], style: Style, *, keep: bool = False) -> None:
        element = self._here.add(role)
        setting = Setting(self.pen, element, style)
        rows = lines(runs, style, self.width)
        for number, row in enumerate(rows):
            whole = len(rows) <= 3
            glued = number < len(rows) - 1 and (whole or number in (0, len(rows) - 2))
            self.add(
                self._row(setting, row, style, glued=glued or (keep and number == len(rows) - 1)),
                after=style.after if number == len(rows) - 1 else 0.0,
            )
            if not number:
                self.slices[-1].before = max(self.slices[-1].before, style.before)

    def _row(self, setting: Setting, row: Line, style: Style, *, glued: bool) -> Slice:
        left = self.left
        return Slice(style.leading, lambda top: set_line(setting, row, left, top), glued=glued)

    def _set_label(self, slice_: Slice) -> None:
        element, runs, step, style = self._label or (self._here, (), 0.0, BODY)
        self._label = None
        setting = Setting(self.pen, element, style)
        row = lines(runs, style, 400)[0]
        left, draw = self.left - step, slice_.draw

        def draw_both(top: float) -> None:
            set_line(setting, row, left, top)
            draw(top)

        slice_.draw = draw_both

    def _pad(self, *, glued: bool, after: float = 0.0) -> None:
        label, self._label = self._label, None
        if glued:
            self.space(6)
        else:
            self._gap = 0.0
        self.add(Slice(PADDING, _nothing, glued=glued), after=after)
        self._label = label

    @contextmanager
    def _inset(self, step: float) -> Iterator[None]:
        self.left += step
        self.width -= step
        yield
        self.left -= step
        self.width += step


def _nothing(top: float) -> None:
    """Free space has nothing to draw."""

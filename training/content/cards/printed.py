"""The cards on one sheet of paper: to be folded for a pocket, or hung on a wall."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser

from reportlab.lib.pagesizes import landscape, letter

from training.content.cards.card import Card
from training.pdf.code import draw_code
from training.pdf.flow import Flow
from training.pdf.pen import ACCENT, HAIRLINE, Pen
from training.pdf.slices import paginate
from training.pdf.structure import Element
from training.pdf.text import QUIET_BODY, Run, Style
from training.pdf.typeface import BOLD
from training.text import Translator

SPACE = re.compile(r"\s+")
Fill = Callable[[str], str]
"""A card's HTML with names and numbers in place of `{contact: …}`."""


@dataclass(frozen=True, slots=True)
class Form:
    """A way to print: the page's size, how many panels it has, and its type, in points."""

    size: tuple[float, float]
    columns: int
    rows: int
    margin: float
    """Around the page, and between panels."""
    sizes: tuple[float, ...]
    """The largest at which every panel fits is taken."""
    folds: bool


FORMS = {
    "pocket": Form(
        landscape(letter), 3, 2, 18, (11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7), folds=True
    ),
    "poster": Form(
        letter, 2, 3, 24, (14.5, 14, 13.5, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9), folds=False
    ),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on it besides the cards. `address` is where the code leads."""

    city: str
    place: str
    """The department, and the site where it is to hang."""
    printed: date
    address: str
    short: str
    """The address as somebody types it."""


def print_cards(
    cards: Sequence[Card], sheet: Sheet, form: Form, t: Translator, fill: Fill
) -> bytes:
    """One tagged page: a panel that says what this is, and a panel for each card.

    A card that is not to be followed says so, and whom to call. Raises `ValueError` for more cards
    than there are panels.
    """
    panels = form.columns * form.rows
    if len(cards) >= panels:
        raise ValueError(f"{len(cards)} cards do not fit on {panels} panels with a cover.")
    title = t("What to do right now")
    pen = Pen(
        title=f"{title} – {sheet.place}",
        author=sheet.city,
        subject=t("Cards for when immigration officers come"),
        language=t.language,
        size=form.size,
    )
    told = [_told(each, t, fill) for each in cards]
    size = next((each for each in form.sizes if _fits(pen, form, told, each)), form.sizes[-1])
    pen.root = Element("Document")
    _folds(pen, form)
    _cover(pen, form, sheet, title, size, t)
    for at, each in enumerate(told, 1):
        section = pen.root.add("Sect", language=each.language)
        left, top, width, height = panel(form, at)
        _frame(pen, form, (left, top, width, height))
        flow = _column(Flow(pen, left, width, section), each, size)
        for placed in (one for page in paginate(flow.slices, height) for one in page):
            placed.draw(top)
    pen.next_page()
    return pen.finish()


@dataclass(frozen=True, slots=True)
class _Told:
    title: str
    lines: list[list[Run]]
    language: str


def _told(card: Card, t: Translator, fill: Fill) -> _Told:
    language = card.section.language if card.section.language != t.language else ""
    if card.may_be_followed:
        return _Told(card.section.title, read_lines(fill(card.section.html)), language)
    why = (
        t("This card is on hold while its text is checked.")
        if card.held
        else t("This card has not been approved yet.")
    )
    call = t("Call your supervisor. In danger, call 911.")
    # The title may be in another language than these words.
    return _Told(card.section.title, [[Run(why, bold=True)], [Run(call)]], "")


def panel(form: Form, at: int) -> tuple[float, float, float, float]:
    """Left, top, width and height of a panel's text; panels count from 0, row by row."""
    width = form.size[0] / form.columns
    height = form.size[1] / form.rows
    row, column = divmod(at, form.columns)
    inner = form.margin
    left, top = column * width + inner, form.size[1] - row * height - inner
    return left, top, width - 2 * inner, height - 2 * inner


def _fits(pen: Pen, form: Form, told: Sequence[_Told], size: float) -> bool:
    for at, each in enumerate(told, 1):
        left, _top, width, height = panel(form, at)
        flow = _column(Flow(pen, left, width, Element("Sect")), each, size)
        if len(paginate(flow.slices, height)) > 1:
            return False
    return True


def _column(flow: Flow, told: _Told, size: float) -> Flow:
    head = Style(size=size * 1.3, leading=size * 1.6, colour=ACCENT, heavy=BOLD, after=size * 0.45)
    style = Style(size=size, leading=size * 1.36, after=size * 0.36)
    flow.heading(2, [Run(told.title)], style=head)
    step = size * 1.5
    with flow.listing("Decimal", step):
        for at, line in enumerate(told.lines, 1):
            with flow.item([Run(f"{at}.", bold=True)], step, style):
                flow.paragraph(line, style)
    return flow


def _cover(pen: Pen, form: Form, sheet: Sheet, title: str, size: float, t: Translator) -> None:
    left, top, width, height = panel(form, 0)
    _frame(pen, form, (left, top, width, height))
    section = pen.root.add("Sect")
    flow = Flow(pen, left, width, section)
    quiet = replace(QUIET_BODY, size=size * 0.86, leading=size * 1.16)
    head = Style(size=size * 2, leading=size * 2.3, colour=ACCENT, heavy=BOLD, after=size * 0.5)
    danger = Style(size=size * 1.35, leading=size * 1.7, after=size * 0.5)
    flow.paragraph([Run(f"{sheet.city} · {sheet.place}")], quiet)
    flow.heading(1, [Run(title)], style=head)
    flow.paragraph([Run(t("In danger? Call 911"), bold=True)], danger)
    day = t.day(sheet.printed, "long")
    still = t("Printed {day}. Scan the code to see whether this is still current:", day=day)
    flow.paragraph([Run(still)], quiet)
    flow.paragraph([Run(sheet.short, bold=True, link=sheet.address)], quiet)
    flow.paragraph([Run(t("General information, not legal advice."))], quiet)
    used = 0.0
    for placed in (one for page in paginate(flow.slices, height) for one in page):
        placed.draw(top)
        used = placed.offset + placed.slice.height
    side = min(width, height - used - 6, 130.0)
    leads = t("QR code that leads to {address}", address=sheet.address)
    draw_code(pen, section, (left, top - height), side, sheet.address, leads)


def _frame(pen: Pen, form: Form, area: tuple[float, float, float, float]) -> None:
    if form.folds:
        return
    left, top, width, height = area
    inset = form.margin / 3
    with pen.decoration():
        pen.block(
            left - inset,
            top - height - inset,
            width + 2 * inset,
            height + 2 * inset,
            stroke=HAIRLINE,
        )


def _folds(pen: Pen, form: Form) -> None:
    if not form.folds:
        return
    width, height = form.size
    with pen.decoration() as canvas:
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.setDash(3, 4)
        for column in range(1, form.columns):
            x = column * width / form.columns
            canvas.line(x, 0, x, height)
        for row in range(1, form.rows):
            y = row * height / form.rows
            canvas.line(0, y, width, y)
        canvas.setDash()


def read_lines(html: str) -> list[list[Run]]:
    """The lines of a rendered card's first list, without the numbers of its sources.

    Of a card without a list its paragraphs.
    """
    reader = _Reader()
    reader.feed(html)
    lines = reader.items or reader.paragraphs
    return [[run for run in line if run.text] for line in lines]


class _Reader(HTMLParser):
    """Collects the items of the first list, and the paragraphs above everything folded away."""

    def __init__(self) -> None:
        super().__init__()
        self.items: list[list[Run]] = []
        self.paragraphs: list[list[Run]] = []
        self._line: list[Run] | None = None
        self._over = False
        self._bold = self._italic = self._silent = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "details":
            self._over = True
        if tag in ("li", "p") and not self._over and (tag == "li" or self._line is None):
            self._line = []
            (self.items if tag == "li" else self.paragraphs).append(self._line)
        self._count(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("ol", "ul"):
            self._over = True
        if tag == "li" or (tag == "p" and self._line in self.paragraphs):
            self._line = None
        self._count(tag, -1)

    def handle_data(self, data: str) -> None:
        if self._line is not None and not self._silent:
            text = SPACE.sub(" ", data)
            self._line.append(Run(text, bold=self._bold > 0, italic=self._italic > 0))

    def _count(self, tag: str, by: int) -> None:
        self._bold += by * (tag in ("strong", "b"))
        self._italic += by * (tag in ("em", "i"))
        self._silent += by * (tag == "sup")

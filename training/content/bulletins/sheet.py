"""A bulletin on one sheet of paper, for whoever reads it out at the start of a shift."""

from dataclasses import replace
from datetime import date

from training.content.bulletins.rules import Words
from training.pdf.document import Margins, Running, TaggedDocument
from training.pdf.flow import Flow
from training.pdf.pen import ACCENT, HAIRLINE, Pen
from training.pdf.text import BODY, QUIET_BODY, Run, Style
from training.text import translator

SIZES = (14.0, 12.5, 11.0, 10.0)
"""The largest that fits one page is taken."""
MARGINS = Margins(left=64, right=64, top=84, bottom=72)


def sheet(words: Words, *, since: date, language: str, city: str) -> bytes:
    """The sheet as tagged PDF in a language; `since` is the City's day on which it was shown."""
    for size in SIZES:
        document = _document(words, size, since=since, language=language, city=city)
        if document.pages == 1:
            break
    return document.build()


def _document(
    words: Words, size: float, *, since: date, language: str, city: str
) -> TaggedDocument:
    t = translator(language)
    pen = Pen(title=words.title, author=city, subject=t("Briefing sheet"), language=language)
    foot = t("This is general information, not legal advice.")
    running = Running(city, t.day(since), foot, t("Page {number} of {pages}"))
    document = TaggedDocument(pen, MARGINS, running)
    flow, style = document.chapter(), Style(size=size, leading=size * 1.45, after=size * 0.6)
    flow.paragraph([Run(t("Briefing sheet: read this out at the start of the shift."))], QUIET_BODY)
    flow.heading(1, [Run(words.title)])
    _box(flow, t("Until now"), words.before, style, HAIRLINE)
    _box(flow, t("From now on"), words.after, style, ACCENT)
    flow.space(10)
    closing = (
        t("Everybody also reads it once by themselves: they sign in and press “I have read this”."),
        t("Questions? Ask your liaison, or the Office of Equity and Inclusion, 505-768-3307."),
    )
    for each in closing:
        flow.paragraph([Run(each)], replace(BODY, after=4))
    return document


def _box(flow: Flow, heading: str, paragraphs: tuple[str, ...], style: Style, colour: str) -> None:
    flow.heading(2, [Run(heading)])
    with flow.box(colour):
        for each in paragraphs:
            flow.paragraph([Run(each)], style)

"""The parts of a packet as a Word file."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from docx.document import Document
from docx.shared import Inches, Pt
from docx.text.paragraph import Paragraph as Line

from training.content.packet.docx_page import boxed, finished, new_document, shaded_table, sign_off
from training.content.packet.docx_text import add_spans
from training.content.packet.front import Head
from training.content.packet.parts import (
    GONE,
    Box,
    Code,
    Decision,
    Heading,
    Listing,
    Paragraph,
    Part,
    Parts,
    Picture,
    Rule,
    Span,
    Spans,
    Table,
    Told,
)
from training.content.packet.reading import PENDING_BOX, QUOTED
from training.content.packet.to_pdf import Pictures
from training.content.packet.wording import CHANGED, callout_words

STEP, VERDICT = 0.28, 1.35
"""How far lists are set in, in inches."""
WIDEST = 5.3


def as_docx(
    head: Head, chapters: Sequence[Parts], pictures: Pictures, number: int, parts: int
) -> bytes:
    """A Word file, each chapter of which begins on a new page; the same bytes for the same text."""
    document = new_document(head, number, parts)
    writer = _Writer(document, pictures)
    for at, chapter in enumerate(chapters):
        start = len(document.paragraphs)
        writer.write(chapter)
        document.paragraphs[start].paragraph_format.page_break_before = bool(at)
    return finished(document)


class _Writer:
    def __init__(self, document: Document, pictures: Pictures) -> None:
        self._document = document
        self._pictures = pictures
        self._language = ""
        self._indent = 0.0
        self._label: tuple[Spans, float] | None = None
        self._box = ""

    def write(self, parts: Sequence[Part]) -> None:
        for part in parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        if isinstance(part, Paragraph):
            self._paragraph(part.spans, "Quiet" if part.quiet else "Normal")
        elif isinstance(part, Heading):
            self._paragraph(part.spans, "Title" if part.level == 1 else f"Heading {part.level - 1}")
        elif isinstance(part, Listing):
            self._list(part)
        elif isinstance(part, Table):
            shaded_table(self._document, part, self._language)
        elif isinstance(part, Box):
            self._boxed(part)
        elif isinstance(part, Told):
            before, self._language = self._language, part.language
            self.write(part.parts)
            self._language = before
        elif isinstance(part, Code):
            self._paragraph((Span(part.text, change=part.change),), "Quiet")
        elif isinstance(part, Picture):
            self._picture(part)
        elif isinstance(part, Decision):
            sign_off(self._document, part.of)
        elif isinstance(part, Rule):
            self._paragraph((Span("* * *"),), "Quiet")

    def _paragraph(self, spans: Spans, style: str) -> Line:
        line = self._document.add_paragraph(style=style)
        line.paragraph_format.left_indent = Inches(self._indent) if self._indent else None
        if self._label is not None:
            label, step = self._label
            self._label = None
            line.paragraph_format.first_line_indent = Inches(-step)
            line.paragraph_format.tab_stops.add_tab_stop(Inches(self._indent))
            add_spans(line, label, "")
            line.add_run("\t")
        if self._box:
            boxed(line, self._box)
        add_spans(line, spans, self._language)
        return line

    def _list(self, listing: Listing) -> None:
        step = VERDICT if listing.kind == "verdicts" else STEP
        self._indent += step
        for item in listing.items:
            self._label = (item.label, step)
            self.write(item.parts)
            if self._label is not None:
                self._paragraph((), "Normal")
        self._indent -= step

    def _boxed(self, box: Box) -> None:
        before, indent = self._box, self._indent
        self._indent += 0.15
        if box.kind == QUOTED:
            self._box = self._box or "quiet"
        else:
            self._box = "pending" if box.kind.endswith(PENDING_BOX) else "callout"
            line = self._paragraph(
                (Span(callout_words(box.kind, self._language or "en"), bold=True),), "Normal"
            )
            line.paragraph_format.keep_with_next = True
        self.write(box.parts)
        self._box, self._indent = before, indent

    def _picture(self, picture: Picture) -> None:
        found = self._pictures(picture.path)
        if picture.change:
            self._paragraph((Span(CHANGED[picture.change]),), "Quiet")
        words = Span(f"[Picture: {picture.words}]", italic=True, change=picture.change)
        if found is None or picture.change == GONE:
            self._paragraph((words,), "Normal")
            return
        raw, width, _height = found
        line = self._document.add_paragraph()
        shape = line.add_run().add_picture(BytesIO(raw), width=min(Pt(width * 0.6), Inches(WIDEST)))
        shape._inline.docPr.set("descr", picture.words)
        self._paragraph((replace(words, text=f"Picture, described as: {picture.words}"),), "Quiet")

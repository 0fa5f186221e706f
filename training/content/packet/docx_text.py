"""Words in a Word file."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph as Line
from docx.text.run import Run

from training.content.packet.bracketing import bracketed
from training.content.packet.parts import GONE, NEW, Span, Spans

COLOURS = {NEW: RGBColor(0x0B, 0x47, 0x78), GONE: RGBColor(0x8B, 0x0A, 0x03)}


def add_spans(line: Line, spans: Spans, language: str) -> None:
    """The spans at the end of a paragraph; `language` is empty for English."""
    for span in bracketed(spans):
        if span.text:
            run = line.add_run(span.text)
            _look(run, span)
            if language:
                set_language(run, language)


def _look(run: Run, span: Span) -> None:
    # Only what is set: a plain word keeps the look of its style.
    run.bold = span.bold or None
    run.italic = span.italic or None
    if span.note:
        run.font.superscript = True
    if span.change:
        run.font.underline = span.change == NEW or None
        run.font.strike = span.change == GONE or None
        run.font.color.rgb = COLOURS[span.change]
    elif span.link:
        run.font.underline = True


def set_language(run: Run, language: str) -> None:
    """Tells Word, and what reads it aloud, which language a run is in."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), {"es": "es-US"}.get(language, language))
    run._r.get_or_add_rPr().append(mark)

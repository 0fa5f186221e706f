"""The page of a Word file: its look, what repeats on it, tables, and where one signs."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from training.content.packet.docx_text import add_spans
from training.content.packet.front import Head
from training.content.packet.parts import Table
from training.content.packet.wording import CHOICES, LINES

BODY_FONT = "Calibri"
INK, QUIET = RGBColor(0x1B, 0x1B, 0x1B), RGBColor(0x56, 0x5C, 0x65)
BARS = {"callout": ("0F6460", "F6F6F6"), "pending": ("936F38", "FAF3D1"), "quiet": ("A9AEB1", "")}
HEADINGS = {"Title": 24, "Heading 1": 17, "Heading 2": 13, "Heading 3": 11.5}
COLUMN = 5.5
"""How wide the text is, in inches."""
ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the archive bears."""


def new_document(head: Head, number: int, parts: int) -> Document:
    """An empty document: styles, wide margins for notes, running lines."""
    document = docx.Document()
    _styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin, section.right_margin = Inches(1), Inches(2)
    section.top_margin, section.bottom_margin = Inches(1.1), Inches(1)
    part = f", part {number} of {parts}" if parts > 1 else ""
    top = section.header.paragraphs[0]
    top.text = f"{head.title} · {head.short}"
    foot = section.footer.paragraphs[0]
    foot.add_run(f"Reviewer’s packet{part} · page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    about = document.core_properties
    about.title = f"Reviewer’s packet: {head.title}{part}"
    about.author, about.subject, about.language = head.city, head.sha256, "en-US"
    about.comments = ""
    return document


def _styles(document: Document) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = BODY_FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.2
    quiet = styles.add_style("Quiet", 1)
    quiet.base_style = normal
    quiet.font.size, quiet.font.color.rgb = Pt(9.5), QUIET
    quiet.paragraph_format.space_after = Pt(4)
    for name, size in HEADINGS.items():
        style = styles[name]
        style.font.name, style.font.size, style.font.bold = BODY_FONT, Pt(size), True
        style.font.color.rgb = INK
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        fonts.set(qn("w:ascii"), BODY_FONT)
        fonts.set(qn("w:hAnsi"), BODY_FONT)
        style.paragraph_format.space_before = Pt(12)
        style.paragraph_format.space_after = Pt(5)
        style.paragraph_format.keep_with_next = True


def _field(line: Line, name: str) -> None:
    for kind, text in (("begin", ""), ("", name), ("end", "")):
        run = line.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def boxed(line: Line, kind: str) -> None:
    """A bar at the left of a paragraph, and a ground for a callout."""
    bar, ground = BARS[kind]
    properties = line._p.get_or_add_pPr()
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", bar)):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    properties.insert_element_before(borders, *_AFTER_BORDERS)
    if ground:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", ground)):
            shade.set(qn(f"w:{key}"), value)
        properties.insert_element_before(shade, *_AFTER_BORDERS[1:])


_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd",
    "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap",
    "w:outlineLvl", "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
"""What must stand behind the borders in a paragraph's properties."""


def shaded_table(document: Document, table: Table, language: str) -> None:
    """A table with a head that is repeated on every page."""
    made = document.add_table(rows=1, cols=len(table.head), style="Table Grid")
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    shares = table.shares or (1.0,) * len(table.head)
    for column, share in zip(made.columns, shares, strict=False):
        column.width = Inches(COLUMN * share / sum(shares))
    mark = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(mark)
    rows = [made.rows[0].cells, *(made.add_row().cells for _ in table.rows)]
    for number, (cells, texts) in enumerate(zip(rows, (table.head, *table.rows), strict=True)):
        for cell, text, share in zip(cells, texts, shares, strict=False):
            cell.width = Inches(COLUMN * share / sum(shares))
            line = _only(cell)
            add_spans(line, text, language)
            for run in line.runs if not number else ():
                run.bold = True
    document.add_paragraph(style="Quiet")


def _only(cell: _Cell) -> Line:
    line: Line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(2)
    return line


def sign_off(document: Document, of: str) -> None:
    """What to tick, where to write, and where to sign."""
    document.add_paragraph(f"Decision: {of}", style="Heading 2")
    line = document.add_paragraph("      ".join(f"☐ {each}" for each in CHOICES))
    notes = document.add_paragraph("Notes", style="Quiet")
    for each in (line, notes):
        each.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=1, style="Table Grid")
    table.rows[0].height = Inches(1.1)
    _only(table.rows[0].cells[0]).paragraph_format.keep_with_next = True
    _signature(document, [words for words, _ in LINES], [share for _, share in LINES])


def _signature(document: Document, words: Sequence[str], shares: Sequence[float]) -> None:
    document.add_paragraph(style="Quiet").paragraph_format.keep_with_next = True
    table = document.add_table(rows=1, cols=len(words), style="Table Grid")
    table.autofit = False
    table.rows[0].height = Inches(0.55)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Inches(COLUMN * share)
    for cell, text, share in zip(table.rows[0].cells, words, shares, strict=True):
        cell.width = Inches(COLUMN * share)
        run = _only(cell).add_run(f"{text}:")
        run.font.size, run.font.color.rgb = Pt(9.5), QUIET


def finished(document: Document) -> bytes:
    """The file, without the time at which it was made."""
    raw, made = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as before, ZipFile(made, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, ALWAYS), before.read(name), ZIP_DEFLATED)
    return made.getvalue()

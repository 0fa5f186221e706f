"""Tagged PDFs, checked by ourselves and by somebody else's validator."""

import re
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from tests.tagged_pdf import conforms, faults
from training.pdf.document import Margins, Running, TaggedDocument, shortened
from training.pdf.flow import Flow
from training.pdf.pen import Pen
from training.pdf.slices import Slice, paginate
from training.pdf.table import add_table
from training.pdf.text import BODY, Run, lines
from training.pdf.typeface import REGULAR, SEMIBOLD, printable, width_of


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20), "#0f6460").save(made, "PNG")
    return made.getvalue()


def fill(flow: Flow) -> None:
    """One of everything."""
    flow.heading(1, [Run("At the counter & beyond")], bookmark=1)
    flow.paragraph([Run("Read "), Run("this", bold=True), Run(".", raised=True, instead=" (one)")])
    address = "https://www.example.org/a/very/long/way/to/go/" + "on-and-" * 12 + "on"
    flow.paragraph([Run("See "), Run(address, link=address), Run(".")])
    flow.heading(2, [Run("Steps")], bookmark=2)
    with flow.listing("Decimal"):
        for number in range(1, 4):
            with flow.item([Run(f"{number}.")]):
                flow.paragraph([Run("Wait. ")])
                with flow.listing(), flow.item([Run("•")]):
                    flow.paragraph([Run("Listen.", change="new"), Run("Talk.", change="gone")])
        with flow.item([Run("4.")]):
            pass
    with flow.within("Sect", language="es"), flow.box():
        flow.paragraph([Run("Espere, por favor: "), Run("wait", language="en")])
    flow.picture(picture(), "A green field", 40, 20)
    flow.rule()
    rows = [[[Run(f"Row {n}")], [Run("words " * (300 if n == 30 else 3))]] for n in range(60)]
    add_table(flow, [[Run("Name")], [Run("What")]], rows)


def document(make: Callable[[Flow], None] = fill) -> TaggedDocument:
    pen = Pen(title="A & B: ñandú", author="City", subject="A test")
    made = TaggedDocument(pen, Margins(), Running("Left", "Right", "Foot"))
    make(made.chapter())
    return made


def test_a_document_of_everything_can_be_heard_as_it_is_seen() -> None:
    raw = document().build()
    assert faults(raw) == []
    assert conforms(raw)


def test_the_same_document_is_the_same_bytes() -> None:
    assert document().build() == document().build()


def test_pages_are_counted_before_they_are_drawn() -> None:
    made = document()
    made.chapter().paragraph([Run("The end.")])
    expected, first = made.pages, made.first_pages()
    reader = PdfReader(BytesIO(made.build()))
    assert (len(reader.pages), first) == (expected, [1, expected])
    assert f"Page 2 of {expected}" in reader.pages[1].extract_text()
    assert [each.title for each in reader.outline if not isinstance(each, list)] == [
        "At the counter & beyond"
    ]


def test_what_goes_on_over_a_page_is_one_element_with_its_table_head_repeated_silently() -> None:
    raw = document().build()
    text = [each.extract_text() for each in PdfReader(BytesIO(raw)).pages]
    assert sum("Name" in each for each in text) > 1
    with pikepdf.open(BytesIO(raw)) as pdf:
        heads = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary)]
        assert sum(each.get("/S") == "/TH" for each in heads) == 2


def test_an_untagged_pdf_fails_both_checks() -> None:
    made = BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 700, "Hello")
    canvas.save()
    assert {"no tree", "not marked", "no language", "no title"} <= set(faults(made.getvalue()))
    assert not conforms(made.getvalue())


def _no_alternative(pdf: pikepdf.Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure":
            del each["/Alt"]


def _no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def _no_label(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def _untagged_words(pdf: pikepdf.Pdf) -> None:
    contents = pdf.pages[0].Contents
    marks = rb"/H1 <</MCID 0>> BDC(.*?)EMC"
    contents.write(re.sub(marks, rb"\1", contents.read_bytes(), count=1, flags=re.DOTALL))


def _another_order(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K[0].K
    kids[0], kids[1] = kids[1], kids[0]


def _silent_links(pdf: pikepdf.Pdf) -> None:
    for each in pdf.pages[0].Annots:
        del each["/Contents"]


@pytest.mark.parametrize(
    "damage",
    [_no_alternative, _no_language, _no_label, _untagged_words, _another_order, _silent_links],
)
def test_each_kind_of_damage_is_found(damage: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(BytesIO(document().build())) as pdf:
        damage(pdf)
        made = BytesIO()
        pdf.save(made)
    assert faults(made.getvalue())


def test_nothing_can_be_drawn_without_saying_what_it_is() -> None:
    pen = Pen(title="A", author="B")
    with pytest.raises(RuntimeError):
        pen.text(72, 72, "Words")
    with pytest.raises(RuntimeError), pen.decoration(), pen.decoration():
        pass


def test_positioned_drawing_is_tagged_too() -> None:
    pen = Pen(title="A certificate", author="City", size=(792, 612))
    with pen.decoration():
        pen.block(10, 10, 700, 500, stroke="#000000")
    with pen.marked(pen.root.add("H1")):
        pen.text(72, 400, "Certificate")
    name = pen.root.add("P", language="es")
    with pen.marked(name):
        pen.text(72, 300, "José Núñez")
    pen.next_page()
    raw = pen.finish()
    assert faults(raw) == []
    assert conforms(raw)


@given(st.lists(st.text("ab –/\n", max_size=30), max_size=6), st.integers(20, 200))
def test_lines_keep_every_word_and_the_width(texts: list[str], width: int) -> None:
    runs = [Run(each, bold=bool(at % 2)) for at, each in enumerate(texts)]
    rows = lines(runs, BODY, width)
    said = "".join(piece.text for row in rows for piece in row)
    assert said.replace(" ", "") == re.sub(r"\s", "", "".join(texts))
    for row in rows:
        text = "".join(piece.text for piece in row)
        if row and text.strip():
            last = row[-1]
            space = max(width_of(" ", each, BODY.size) for each in (REGULAR, SEMIBOLD))
            trailing = space * (len(text) - len(text.rstrip()))
            assert last.x + last.width <= width + trailing + 0.01


@given(
    st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.integers(0, 20)), max_size=30),
    st.integers(70, 200),
)
def test_slices_stand_on_pages_in_order_and_within_them(
    sizes: list[tuple[int, bool, int]], height: int
) -> None:
    slices = [Slice(h, lambda top: None, before=b, glued=g) for h, g, b in sizes]
    placed = paginate(slices, height)
    assert [each.slice for sheet in placed for each in sheet] == slices
    for each in (each for sheet in placed for each in sheet):
        assert each.offset + each.slice.height <= height


def test_a_heading_stands_with_what_follows_it() -> None:
    slices = [Slice(90, lambda top: None), Slice(8, lambda top: None, glued=True)]
    slices.append(Slice(8, lambda top: None))
    assert [len(each) for each in paginate(slices, 100)] == [1, 2]


def test_letters_the_font_lacks_are_never_empty_boxes() -> None:
    assert printable("☐ → x") == "? -› x"
    assert shortened("one two three", 60) == "one two …"

import re
import subprocess
import sys
import time
import unicodedata
from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from tests.credentials.earned import FACTS
from tests.tagged_pdf import conforms, faults
from training.content.certificate_file import DESIGNS
from training.credentials.drawing import draw_certificate
from training.credentials.facts import CertificateFacts
from training.credentials.page import fit
from training.pdf.code import runs
from training.pdf.typeface import ABOVE, SEMIBOLD, letters, outline, printable
from training.text import translator

URL = "https://training.example.gov/verify/K7QM-4XRT-9PWC-HJ3F-TDKN"
LONG = replace(
    FACTS,
    name="María Guadalupe de los Ángeles Villanueva-Fernández de Ñuñez",
    department={
        "en": "Department of Youth and Family Services, Early Head Start Programs Division",
        "es": "Departamento de Servicios para Jóvenes y Familias, División Early Head Start",
    },
    pilot=True,
    modules=FACTS.modules * 6,
)

NAMES = [
    "Łį́į́ʼ Tł'ízí Nééz Begay-Ǫǫ́shíní",
    "Nguyễn Thị Hồng Đào",
    "Trần Quốc Tuấn Dũng Ưởng",
    "José Ángel Ñuñez Güereña",
]
"""As people here write them: Diné, Vietnamese, Spanish."""
ACTUAL = re.compile(rb"/ActualText <([0-9A-F]+)>")


def drawn(facts: CertificateFacts, language: str = "en") -> PdfReader:
    return PdfReader(BytesIO(draw_certificate(facts, translator(language), URL)))


def words_of(reader: PdfReader, page: int = 0) -> str:
    text = re.sub(r"\s+", " ", reader.pages[page].extract_text())
    return text.replace(" ,", ",").replace(" .", ".")  # pypdf guesses where words end


def test_it_says_who_what_when_and_which_exact_text() -> None:
    text = words_of(drawn(FACTS))
    for each in (
        "This certifies that",
        "Lee Learner",
        "of Public Library has completed Immigrant Protection: Core",
        "Wednesday, November 4, 2026",
        "The Executive Order",
        "Revision 3",
        "9f2c4be1a07d",
        "K7QM-4XRT-9PWC-HJ3F-TDKN",
        "Check this certificate",
        "https://training.example.gov/verify/",
        "Director, Office of Equity and Inclusion",
    ):
        assert each in text


def test_it_speaks_spanish() -> None:
    text = words_of(drawn(FACTS, "es"))
    for each in ("Certifica que", "de Biblioteca Pública, completó", "miércoles, 4 de noviembre"):
        assert each in text


def test_its_metadata_say_what_it_is() -> None:
    reader = drawn(FACTS, "es")
    assert reader.metadata is not None
    assert reader.metadata.title == "Protección a inmigrantes: fundamentos – Lee Learner"
    assert reader.metadata.author == "City of Albuquerque"
    assert "K7QM-4XRT-9PWC-HJ3F-TDKN" in (reader.metadata.subject or "")
    assert reader.trailer["/Root"]["/Lang"] == "es"  # type: ignore[index]


def test_every_font_is_embedded() -> None:
    fonts = drawn(FACTS).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_the_printed_address_and_the_code_lead_to_the_check() -> None:
    links = [each.get_object()["/A"]["/URI"] for each in drawn(FACTS).pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert links == [URL, URL]


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "facts",
    [
        FACTS,
        LONG,
        replace(FACTS, demonstration=True, expires=FACTS.day, check_ins=(FACTS.day,)),
        replace(FACTS, modules=FACTS.modules * 14),
        replace(FACTS, name=NAMES[0]),
    ],
    ids=["short", "long", "renewed", "two pages", "marks"],
)
def test_it_can_be_heard_as_it_can_be_seen(
    facts: CertificateFacts, language: str, design: str
) -> None:
    raw = draw_certificate(replace(facts, design=design), translator(language), URL)
    assert faults(raw) == []
    assert conforms(raw)


def test_a_pilot_and_a_demonstration_say_so_in_words() -> None:
    assert "PILOT" in words_of(drawn(replace(FACTS, pilot=True)))
    both = words_of(drawn(replace(FACTS, pilot=True, demonstration=True)))
    assert "DEMONSTRATION" in both
    assert "Demonstration: this person is invented" in both
    assert "Pilot: not all reviewers" in both
    assert "PILOT" not in words_of(drawn(FACTS))


def test_an_untagged_pdf_is_no_such_document() -> None:
    plain = BytesIO()
    canvas = Canvas(plain)
    canvas.drawString(72, 72, "Lee Learner")
    canvas.save()
    assert faults(plain.getvalue())
    assert not conforms(plain.getvalue())


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("name", NAMES)
def test_names_are_printed_as_they_are_spelt_here(name: str, design: str) -> None:
    reader = drawn(replace(FACTS, name=name, design=design))
    content = reader.pages[0].get_contents()
    assert content is not None
    spelt = [bytes.fromhex(each.decode()) for each in ACTUAL.findall(content.get_data())]
    marked = [each for each in letters(printable(name), SEMIBOLD) if not isinstance(each, str)]
    said = [each.decode("utf-16") for each in spelt]
    assert [each.said for each in marked] == said[: len(marked)]
    whole = printable(name)
    for each in marked:
        whole = whole.replace(each.said, " ")
    told = "".join(words_of(reader).split())
    assert all(part in told for part in whole.split())


@pytest.mark.parametrize("letter", ["ą́", "į́", "ǫ́", "ę́", "Ą́", "i̋"])
def test_a_mark_stands_over_the_middle_of_its_letter(letter: str) -> None:
    (found,) = letters(letter, SEMIBOLD)
    assert not isinstance(found, str)
    left, _low, right, high = outline(found.sign, SEMIBOLD)
    above = [each for each in found.marks if unicodedata.combining(each.sign) == ABOVE]
    for mark in above:
        first, low, last, _top = outline(mark.sign, SEMIBOLD)
        assert mark.right + (first + last) / 2 == pytest.approx((left + right) / 2)
        assert low + mark.up > high, "it touches nothing"
    assert above


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_long_names_print_whole_and_nothing_leaves_the_page(language: str, design: str) -> None:
    reader = drawn(replace(LONG, design=design), language)
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    text = words_of(reader)
    assert LONG.name in text
    assert LONG.department[language] in text
    places: list[tuple[float, float]] = []

    def visit(words: str, cm: list[float], tm: list[float], *_: object) -> None:
        if words.strip():
            places.append(
                (
                    tm[4] * cm[0] + tm[5] * cm[2] + cm[4],
                    tm[4] * cm[1] + tm[5] * cm[3] + cm[5],
                )
            )

    reader.pages[0].extract_text(visitor_text=visit)
    assert all(0 <= x < width and 0 <= y < height for x, y in places), places


def test_many_modules_stand_on_a_second_page() -> None:
    reader = drawn(replace(FACTS, modules=FACTS.modules * 14))
    assert len(reader.pages) == 2
    assert "14 modules, listed on the next page" in words_of(reader)
    assert words_of(reader, 1).count("9f2c4be1a07d") == 14


def test_mark_up_in_a_name_prints_as_it_is() -> None:
    text = words_of(drawn(replace(FACTS, name="*Ann* <b>", department={"en": "R&D <i> {name}"})))
    assert "*Ann* <b>" in text
    assert "of R&D <i> {name} has completed" in text


def test_a_body_without_the_name_is_printed_whole() -> None:
    text = words_of(drawn(replace(FACTS, body={"en": "For *outstanding* work on {date}."})))
    assert "Lee Learner" in text
    assert "For outstanding work on Wednesday, November 4, 2026." in text


def test_the_same_facts_are_the_same_bytes_in_any_process() -> None:
    here = draw_certificate(LONG, translator("es"), URL)
    assert draw_certificate(LONG, translator("es"), URL) == here
    code = (
        "from tests.credentials.test_drawing import *; import sys;"
        "sys.stdout.buffer.write(draw_certificate(LONG, translator('es'), URL))"
    )
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert there.stdout == here


def test_it_is_drawn_quickly_once_the_fonts_are_warm() -> None:
    draw_certificate(FACTS, translator("en"), URL)
    times = []
    for _ in range(10):
        begun = time.process_time()
        draw_certificate(FACTS, translator("en"), URL)
        times.append(time.process_time() - begun)
    assert min(times) < 0.030  # 12 ms on an idle machine


def test_a_word_without_spaces_shrinks_until_it_fits() -> None:
    size, rows = fit("N" * 80, "PublicSans-Bold", 300, (40, 20), 2)
    assert size < 20
    assert rows == ["N" * 80]


def test_letters_the_font_lacks_lose_their_mark_at_most() -> None:
    assert printable("n\u0303 Đặng Ġ") == "ñ Đặng Ġ"
    assert printable("\u0227\u1e9b\u0323")[0] in "aȧ"


def test_runs_are_the_dark_stretches_of_a_row() -> None:
    assert runs([1, 1, 0, 1, 0, 0, 1]) == [(0, 2), (3, 4), (6, 7)]
    assert runs([0, 0]) == []

"""What a bulletin says, and its sheet of paper."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Pdf

from tests.tagged_pdf import faults
from training.content.bulletins.rules import Words, paragraphs, read_stored, stored, tidy
from training.content.bulletins.sheet import sheet
from training.errors import InputRefused

WORDS = Words("Doors", "Open it.", "Ask first.\r\n\r\nThen\r\ncall.")
SPANISH = Words("Puertas", "Ábrala.", "Pregunte.")


def test_paragraphs_are_parted_by_empty_lines_and_by_nothing_else() -> None:
    assert WORDS.after == ("Ask first.", "Then call.")
    assert paragraphs(" \n\n \n") == ()


@given(st.text())
def test_tidied_text_stays_as_it_is(text: str) -> None:
    once = "\n\n".join(paragraphs(text))
    assert "\n\n".join(paragraphs(once)) == once


def test_both_languages_are_required_and_every_fault_is_named() -> None:
    with pytest.raises(InputRefused) as refused:
        tidy({"en": Words("x" * 121, " ", "Now")})
    assert [each.where for each in refused.value.problems] == [
        "title_en",
        "was_en",
        "title_es",
        "was_es",
        "now_es",
    ]


def test_it_is_stored_as_it_will_be_read() -> None:
    texts = tidy({"en": WORDS, "es": SPANISH})
    assert read_stored(stored(texts)) == texts
    assert texts["en"].now == "Ask first.\n\nThen call."


@pytest.mark.parametrize(("language", "words"), [("en", WORDS), ("es", SPANISH)])
def test_its_sheet_can_be_heard_as_it_can_be_seen(language: str, words: Words) -> None:
    raw = sheet(words, since=date(2026, 11, 23), language=language, city="City of Albuquerque")
    assert faults(raw) == []


def test_the_longest_bulletin_still_fits_one_page() -> None:
    longest = Words("Door " * 24, ("word " * 200).strip(), ("word " * 200).strip())
    raw = sheet(longest, since=date(2026, 11, 23), language="en", city="City")
    with Pdf.open(BytesIO(raw)) as pdf:
        assert len(pdf.pages) == 1

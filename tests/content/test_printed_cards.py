"""The cards on paper: one tagged page, whatever they say."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.tagged_pdf import conforms, faults
from training.content.cards.card import Card
from training.content.cards.printed import FORMS, Sheet, print_cards, read_lines
from training.content.edition import SectionView
from training.text import translator

LONG = "Ask for the name, the agency and the number to call back, and write all of it down. "
SHEET = Sheet(
    city="City of Albuquerque",
    place="Youth and Family Services, Westside Community Center, front desk",
    printed=date(2026, 11, 24),
    address="https://training.example.gov/now/en?printed=3fa91c22&of=youth-family-services",
    short="training.example.gov/now",
)


def card(n: int, lines: list[str], *, approved: bool = True, held: bool = False) -> Card:
    items = "".join(f"<li>{each}</li>" for each in lines)
    html = f"<ol>{items}</ol><details class='sources'><ol><li>A source</li></ol></details>"
    section = SectionView(f"card-{n}", f"Situation {n}", html, "0", "en", True, 1.0, False)
    return Card(section, approved, held)


def five(lines: list[str]) -> list[Card]:
    return [card(n, lines) for n in range(1, 6)]


def printed(cards: list[Card], form: str, language: str = "en") -> bytes:
    return print_cards(cards, SHEET, FORMS[form], translator(language), lambda html: html)


def words(raw: bytes) -> str:
    return " ".join(PdfReader(BytesIO(raw)).pages[0].extract_text().split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("lines", [["Stay."], [f"<strong>Call.</strong> {LONG}"] * 5])
def test_it_is_one_page_that_can_be_heard(form: str, language: str, lines: list[str]) -> None:
    raw = printed(five(lines), form, language)
    assert len(PdfReader(BytesIO(raw)).pages) == 1
    assert faults(raw) == []
    assert conforms(raw)
    assert raw == printed(five(lines), form, language), "the same bytes for the same words"


def test_it_says_what_the_cards_say_and_where_to_look() -> None:
    said = words(printed(five(["Stay.<sup>1</sup>", "<em>Call</em> 505-555-0137"]), "pocket"))
    for each in ("Situation 1", "Situation 5", "Stay.", "Call 505-555-0137", SHEET.place):
        assert each in said
    assert "training.example.gov/now" in said
    assert "A source" not in said
    assert "Stay.1" not in said


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"approved": False}, "This card has not been approved yet."),
        ({"held": True}, "This card is on hold while its text is checked."),
    ],
)
def test_what_may_not_be_followed_is_not_printed(state: dict[str, bool], said: str) -> None:
    found = words(printed([card(1, ["Open every door."], **state)], "poster"))
    assert said in found
    assert "Call your supervisor. In danger, call 911." in found
    assert "Open every door" not in found


def test_more_cards_than_panels_are_refused() -> None:
    with pytest.raises(ValueError, match="6 cards"):
        printed([*five(["Stay."]), card(6, ["Stay."])], "pocket")


def test_lines_keep_their_weight_and_lose_their_sources() -> None:
    (line,) = read_lines("<ol><li><strong>Ask\nonce:</strong> name<sup>1</sup></li></ol>")
    assert [(each.text, each.bold) for each in line] == [("Ask once:", True), (" name", False)]

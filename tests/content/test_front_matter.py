import pytest

from training.content.attributes import read_heading
from training.content.front_matter import FrontMatter, read_front_matter, split_list
from training.content.source import Report, read_source

KEYS = ("title", "summary", "needs")


def read(text: str) -> tuple[FrontMatter, list[str]]:
    report = Report("x.md")
    source = read_source("x.md", text.encode("utf-8"), report)
    assert source is not None
    front = read_front_matter(source, KEYS, (), report)
    return front, [str(each) for each in report.problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("When ICE comes: what to do", "When ICE comes: what to do"),
        ("Call #SAFE", "Call #SAFE"),
        ("no", "no"),
        ('"When ICE comes: what to do"', "When ICE comes: what to do"),
        ("'It''s here'", "It's here"),
        ("[Draft] 5 * 3 & {more}", "[Draft] 5 * 3 & {more}"),
        ("2026-11-01", "2026-11-01"),
        ("", ""),
    ],
)
def test_a_value_is_the_rest_of_the_line(written: str, value: str) -> None:
    front, problems = read(f"---\ntitle: {written}\n---\n")
    assert problems == []
    assert front.text("title") == value


@pytest.mark.parametrize(
    "written", ["a, b", "[a, b]", "['a', \"b\"]", "\n- a\n- b", "\n  - a\n  - b"]
)
def test_a_list_has_commas_brackets_or_dashes(written: str) -> None:
    front, problems = read(f"---\nneeds: {written}\n---\n")
    assert problems == []
    assert front.items("needs") == ("a", "b")
    assert split_list("a") == ("a",)


def test_lines_below_keep_their_numbers() -> None:
    front, _ = read("---\ntitle: A\n---\n\n## Here\n")
    assert front.body.split("\n")[4] == "## Here"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("---\ntitle: A\n", "x.md:1: the settings do not end"),
        ("---\nhello\n---\n", "x.md:2: “hello” is not a setting"),
        ("---\ntitle: A\nsumary: B\n---\n", "x.md:3: “sumary” is not a setting here; did you mean"),
        ("---\nTitle: A\ntitle: B\n---\n", "x.md:3: “title” is set again"),
    ],
)
def test_what_cannot_be_read_is_reported(text: str, problem: str) -> None:
    assert any(each.startswith(problem) for each in read(text)[1])


def test_a_heading_s_attributes_have_one_written_form() -> None:
    report = Report("x.md")
    allowed = frozenset({"id", "card", "in", "after", "from", "draw", "was"})
    title, at = read_heading("At the desk {in=b .card #a draw=2}", 1, allowed, report)
    assert title == "At the desk"
    assert at.canonical() == " {#a .card in=b draw=2}"
    assert report.problems == []


def test_a_word_to_be_filled_in_is_no_attribute() -> None:
    report = Report("x.md")
    title, at = read_heading("Call {contact: liaison}", 1, frozenset({"id"}), report)
    assert (title, at.canonical(), report.problems) == ("Call {contact: liaison}", "", [])


def test_a_list_says_the_same_however_it_is_written() -> None:
    written = ["legal, oei", "[legal,oei]", "\n- legal\n- oei", '["legal", oei]']
    said = {read(f"---\nneeds: {each}\n---\n")[0].canonical() for each in written}
    assert said == {"needs: legal, oei\n"}

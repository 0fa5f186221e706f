"""A module's packet: nothing of its words is missing from it, and it is fit to be read aloud."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image
from pypdf import PdfReader

from tests.content.roots import LIBRARY, MODULE, QUIZ, SPANISH, module, tree
from tests.tagged_pdf import conforms, faults
from training.content.packet.making import Approved, Text, packet_of
from training.content.packet.packet import Packet, Printed

ROOT = Path(__file__).resolve().parents[3]
DAY = date(2026, 11, 14)
Files = Mapping[str, str | bytes]
RICH = MODULE.replace(
    "Because memory fades.",
    """Because memory fades.

> [!IMPORTANT]
> To be confirmed by OEI: where notes are kept.

![A green door](images/door.png)
""",
)
KINDS = (
    QUIZ
    + """
### Put these in order {#steps}
Covers: after

1. Listen to them
2. Write it down
3. Pass it on

### Which number do you dial? {#number}
Covers: before
Answer: 311 | three-one-one

### Attest: I have read it {#read}
Covers: before

I have read this module.

### Scenario: At the door {#door}
Covers: before

#### Somebody knocks. {#start}
- [Open the door](#open)
- [Ask who it is](#ask)

#### You have opened it. {#open}
Result: harmful 0
> That cannot be undone.

#### They tell you. {#ask}
Result: best 2
> Now you know whom to call.
"""
)


def door() -> bytes:
    made = BytesIO()
    Image.new("RGB", (60, 30), "green").save(made, "PNG")
    return made.getvalue()


ALL: Files = {
    "modules/basics/module.md": RICH,
    "modules/basics/images/door.png": door(),
    "quizzes/basics.md": KINDS,
    LIBRARY: "---\n---\n\n## At the desk {#desk in=before}\n\nCards are private.[^S2]\n",
    SPANISH: "---\ntitle: Lo básico\n---\n\n## Antes {#before}\n\nSalude. {contact: liaison}.\n",
}


def made(root: Path, files: Files, was: Files | None = None) -> Packet:
    parsed = tree(root, files)
    text = Text(
        module(root, files),
        "ab" * 32,
        "As it is in the folder",
        {path: image.raw for path, image in parsed.reader.images.items()},
    )
    before = Approved(module(root / "was", was), "revision 1") if was is not None else None
    return packet_of(text, before, parsed.departments, city="City of Tests", day=DAY)


def one(packet: Packet) -> Printed:
    (printed,) = packet.print(200)
    return printed


def seen(printed: Printed) -> str:
    pages = (each.extract_text() for each in PdfReader(BytesIO(printed.pdf)).pages)
    return _flat(" ".join(pages))


def in_word(printed: Printed) -> str:
    return _flat(" ".join(each.text for each in docx.Document(BytesIO(printed.docx)).paragraphs))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_everything_a_reviewer_answers_for_is_in_both_files(tmp_path: Path) -> None:
    printed = one(made(tmp_path, ALL))
    for text in (seen(printed), in_word(printed)):
        for words in (
            "Greet people. Your liaison is {contact: liaison}.",
            "Write down what happened.",
            "More: Why",
            "In English, also, for Public Library and Bookmobile",
            "Cards are private.",
            "In Spanish",
            "Salude.",
            "No Spanish is made from this English yet.",
            "F1 Notes are kept.",
            "Sureness A. Rests on S1, S2.",
            "The City Attorney has yet to review this.",
            "S1 The handbook, 2026. https://www.example.org/a/long/way",
            "Important · Not settled yet",
            "Still to be confirmed by OEI (1)",
            "Picture, described as: A green door",
            "Question “first”",
            "CORRECT",
            "INCORRECT",
            "Feedback: That comes last.",
            "Why: People come first.",
            "Approved",
            "Change as marked",
            "Comment",
        ):
            assert words in text, words


def test_every_kind_of_question_names_what_is_right(tmp_path: Path) -> None:
    text = in_word(one(made(tmp_path, ALL)))
    assert "The CORRECT order: 1. Listen to them 2. Write it down 3. Pass it on" in text
    assert "A CORRECT 311 B CORRECT three-one-one" in text
    assert "A statement to sign with one’s name" in text
    assert "Open the door (leads to scene “open”)" in text
    assert "INCORRECT, harmful: 0 points. Told at the end: That cannot be undone." in text
    assert "CORRECT, the best end: 2 points. Told at the end: Now you know" in text


def test_wrong_answers_are_never_called_right(tmp_path: Path) -> None:
    text = in_word(one(made(tmp_path, {})))
    assert "A CORRECT A greeting" in text
    assert "B INCORRECT A farewell" in text
    assert "A INCORRECT A greeting" in text


def test_the_first_page_says_which_text_it_is(tmp_path: Path) -> None:
    printed = one(made(tmp_path, {}))
    first = _flat(PdfReader(BytesIO(printed.pdf)).pages[0].extract_text())
    assert "Basics" in first
    assert "hash begins abababababab" in first
    assert "November 14, 2026" in first
    assert "the City Attorney (legal), OEI (oei), a translator" in first
    cells = [c.text for t in docx.Document(BytesIO(printed.docx)).tables for c in t._cells]
    assert "ab" * 32 in cells


def test_the_pdf_can_be_heard_as_it_is_seen(tmp_path: Path) -> None:
    changed = replace_words(ALL)
    for printed in (one(made(tmp_path / "a", ALL)), one(made(tmp_path / "b", ALL, changed))):
        assert faults(printed.pdf) == []
        assert conforms(printed.pdf)


def replace_words(files: Files) -> Files:
    text = str(files["modules/basics/module.md"])
    old = text.replace("Greet people.", "Greet all.") + "\n## Later {#later}\n\nGo home.[^S1]\n"
    quiz = str(files["quizzes/basics.md"]).replace("- [ ] A farewell", "- [ ] A wave", 1)
    return {**files, "modules/basics/module.md": old, "quizzes/basics.md": quiz}


def test_a_redline_marks_what_changed_and_nothing_else(tmp_path: Path) -> None:
    made_of = made(tmp_path, ALL, replace_words(ALL))
    text = re.sub(r"(?<=\[[+-]) | (?=[+-]\])|(?<=\]) ", "", seen(one(made_of)))
    assert "Greet [-all-][+people+]. Your liaison" in text
    assert "[-wave-][+farewell+]" in text
    assert "What is removed" in text
    assert "[-Go home." in text
    assert {each.key: each.changed for each in made_of.units} == {
        "section:before": True,
        "section:after": False,
        "removed:sections": True,
        "pool:1": True,
    }
    word = docx.Document(BytesIO(one(made_of).docx))
    runs = [run for line in word.paragraphs for run in line.runs]
    assert [each.text for each in runs if each.font.strike and "Go home" in each.text]
    assert [each.text for each in runs if each.font.underline and each.text == "people"]


def test_the_same_text_as_approved_has_no_mark(tmp_path: Path) -> None:
    assert not any(each.changed for each in made(tmp_path, ALL, ALL).units)


def test_spanish_is_told_to_be_spanish(tmp_path: Path) -> None:
    printed = one(made(tmp_path, ALL))
    assert b"es-US" in b"".join(
        run._r.xml.encode()
        for line in docx.Document(BytesIO(printed.docx)).paragraphs
        for run in line.runs
        if "Salude" in run.text
    )


def test_the_same_text_is_the_same_files(tmp_path: Path) -> None:
    first, second = one(made(tmp_path / "a", ALL)), one(made(tmp_path / "b", ALL))
    assert (first.pdf, first.docx) == (second.pdf, second.docx)


@pytest.fixture(scope="module")
def ours() -> Packet:
    """The packet of the module that comes with the software."""
    from training.content.tree import read_tree

    parsed = read_tree(ROOT)
    text = Text(parsed.modules["executive-order"], "cd" * 32, "As it is in the folder", {})
    return packet_of(text, None, parsed.departments, city="City of Albuquerque", day=DAY)


def test_no_part_has_more_pages_than_wanted_unless_one_unit_has(ours: Packet) -> None:
    printed = list(ours.print(25))
    groups = ours.parts(25)
    assert [len(PdfReader(BytesIO(each.pdf)).pages) for each in printed] == [
        each.pages for each in printed
    ]
    assert all(p.pages <= 25 or len(g) == 1 for p, g in zip(printed, groups, strict=True))
    assert [each for group in groups for each in group] == list(ours.units)
    assert [each.name for each in printed] == [
        f"executive-order-cdcdcdcdcdcd-part-{n}-of-{len(printed)}"
        for n in range(1, len(printed) + 1)
    ]
    assert all(faults(each.pdf) == [] for each in printed)


def test_where_a_unit_is_said_to_begin_it_begins(ours: Packet) -> None:
    (printed,) = replace(ours, units=ours.units[:2]).print(200)
    pages = [_flat(each.extract_text()) for each in PdfReader(BytesIO(printed.pdf)).pages]
    contents = " ".join(pages[:3])
    for unit in ours.units[:2]:
        match = re.search(re.escape(unit.title) + r" Page (\d+)", contents)
        assert match
        assert unit.title in pages[int(match[1]) - 1]

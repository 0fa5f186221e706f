"""What an author should look at: a table of texts that each rule finds, and of some it must not."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.content.roots import LIBRARY, MODULE, QUIZ, SPANISH, SPANISH_QUIZ, tree
from training.content.checkup import Fault, Severity, check_up, waiting_for_oei
from training.content.lint.prose import sentences
from training.content.lint.reading import grade, syllables
from training.content.source import SourceFile
from training.content.trail import trail

BASE = "modules/basics/module.md"
PICTURE = "modules/basics/images/map.png"
Files = Mapping[str, str | bytes]

SPANISH_BEFORE = """---
title: Bases
---

## Antes {{#before from={hash}}}

Salude. Su enlace es {{contact: liaison}}.[^S1]

## Después {{#after}}

Anote lo que pasó.[^F1]
"""
HARD = (
    "Notwithstanding considerable organizational responsibilities, municipal representatives "
    "consistently prioritize comprehensive documentation requirements, particularly whenever "
    "investigatory authorities communicate extraordinary expectations regarding confidentiality, "
    "administrative cooperation, institutional accountability or constitutional entitlements.\n\n"
    "Employees nevertheless demonstrate professionalism."
)
LONGEST = "\n\n".join(
    f"### Question {n}? {{#q{n}}}\nCovers: before\n\n- [ ] No\n- [x] {'A long answer' * (n < 4)}Yes"
    for n in range(5)
)


def section(text: str) -> dict[str, str]:
    """The root's module with this text as its first section."""
    start, _, rest = MODULE.partition("Greet people.")
    return {BASE: f"{start}{text}\n\nGreet people.{rest}"}


def warnings(root: Path, over: Files, rule: str) -> list[Fault]:
    """What one rule says; nothing may stop the publication."""
    found = check_up(tree(root, over))
    assert [str(each) for each in found if each.severity is Severity.ERROR] == []
    return [each for each in found if each.rule == rule]


CITED = "A federal law says so, 8 U.S.C. 1373.[^S1] It is short."
FOUND: list[tuple[str, Files, str, str]] = [
    (
        "stale-translation",
        {SPANISH: SPANISH_BEFORE.format(hash="0123456789ab")},
        f"{SPANISH}:5: the English of “before” has changed since this was translated",
        f"training content fresh {SPANISH}#before",
    ),
    (
        "stale-translation",
        {
            SPANISH_QUIZ: "### ¿Qué va primero? {#first from=0123456789ab}\n\n- [x] Un saludo\n"
            "- [ ] Una despedida\n"
        },
        f"{SPANISH_QUIZ}:1: the English of “first” has changed",
        f"fresh {SPANISH_QUIZ}#first",
    ),
    (
        "stale-replacement",
        {LIBRARY: "## Before {#before from=0123456789ab}\n\nWhisper.\n"},
        f"{LIBRARY}:1: “before” of the module has changed since this was written to replace it",
        f"fresh {LIBRARY}#before",
    ),
    (
        "untranslated",
        {SPANISH: "## Antes {#before}\n\nSalude.\n"},
        f"{SPANISH}:1: 1 section is not translated: after",
        "see the English",
    ),
    (
        "missing-supplement",
        {LIBRARY: "## Shelves {#shelves in=before}\n\nWhisper.\n"},
        f"{BASE}:1: nothing is added for 1 of 3 departments: transit",
        "modules/basics/departments/<department>.md",
    ),
    (
        "reading-grade",
        section(HARD),
        f"{BASE}:11: “Before” reads at grade ",
        "shorten sentences",
    ),
    (
        "long-page",
        section("One word more. " * 270),
        f"{BASE}:9: the page “before” has 817 words, more than four minutes of reading",
        "fold detail",
    ),
    (
        "law-without-footnote",
        section("Be kind.\n\nA law, 8 U.S.C. 1373,\nsays so."),
        f"{BASE}:13: “U.S.C” is named here without a footnote",
        "cite a fact or source",
    ),
    (
        "law-without-footnote",
        {
            "quizzes/basics.md": QUIZ.replace(
                "What comes last?", "What does the Fourth Amendment say?"
            )
        },
        "quizzes/basics.md:18: “Amendment” is named here without a footnote",
        "cite a fact",
    ),
    (
        "longest-answer",
        {"quizzes/basics.md": f"---\ntitle: Basics\nmodule: basics\n---\n\n## All\n\n{LONGEST}\n"},
        "quizzes/basics.md:8: in 5 of 5 questions the right answer is the longest",
        "shorten right answers",
    ),
]


@pytest.mark.parametrize(("rule", "over", "said", "remedy"), FOUND)
def test_each_rule_finds_its_fault_and_says_what_to_do(
    tmp_path: Path, rule: str, over: Files, said: str, remedy: str
) -> None:
    (found,) = warnings(tmp_path, over, rule)
    assert str(found).startswith(said)
    assert remedy in found.remedy


NOTHING: list[tuple[str, Files]] = [
    ("stale-translation", {SPANISH: SPANISH_BEFORE.format(hash="").replace(" from=", "")}),
    ("law-without-footnote", section(CITED)),
    ("law-without-footnote", section("The law of the land.\n\n```\n§ 5 is code here\n```")),
    ("reading-grade", section("Extraordinary organizational responsibilities.")),
    ("reading-grade", section("Say who you are. Ask what they need. Call your lead. " * 9)),
    ("missing-supplement", {LIBRARY: "---\ndepartments: library, transit\n---\n\n"
     "## Shelves {#shelves in=before}\n\nWhisper.\n"}),
    ("missing-supplement", {}),
    ("longest-answer", {}),
    ("long-page", section("A few words. " * 200)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "over"), NOTHING)
def test_no_rule_cries_wolf(tmp_path: Path, rule: str, over: Files) -> None:
    assert warnings(tmp_path, over, rule) == []


def test_a_picture_that_stays_heavy_on_a_phone_is_named(tmp_path: Path) -> None:
    noise = Image.effect_noise((900, 600), 80)
    out = BytesIO()
    noise.save(out, "PNG")
    over = {**section("![A map of the counter](images/map.png)"), PICTURE: out.getvalue()}
    (found,) = warnings(tmp_path, over, "heavy-picture")
    assert str(found).startswith(f"{PICTURE}:1: a phone has to load about ")


def test_all_errors_and_warnings_of_a_tree_come_in_one_run_with_their_trail(tmp_path: Path) -> None:
    over = {
        **section("A law, 8 U.S.C. 1373, says so. Call {contact: nobody}."),
        "quizzes/basics.md": QUIZ.replace("  > Yes.", "  > Yes.[^S9]"),
    }
    found = check_up(tree(tmp_path, over))
    assert [(each.severity.value, each.path, each.trail) for each in found] == [
        ("error", BASE, ("Before",)),
        ("error", "quizzes/basics.md", ("Anything", "What comes first?", "A greeting")),
        ("warning", BASE, ("Before",)),
    ]


def test_what_waits_for_oei_is_listed_with_its_place(tmp_path: Path) -> None:
    over = section("> [!IMPORTANT]\n> To be confirmed by OEI: who decides.")
    (found,) = waiting_for_oei(tree(tmp_path, over))
    assert (found.path, found.line, found.trail) == (BASE, 11, ("Before",))
    assert found.text == "To be confirmed by OEI: who decides."


def test_what_waits_in_a_briefing_or_a_question_is_listed_too(tmp_path: Path) -> None:
    waits = "> [!NOTE]\n> To be confirmed by OEI: who decides.\n"
    over = {
        "modules/basics/huddle.md": f"Greet.\n\n{waits}",
        "quizzes/basics.md": QUIZ.replace("Covers: before\n", f"Covers: before\n\n{waits}", 1),
    }
    found = waiting_for_oei(tree(tmp_path, over))
    assert [(each.path, each.line) for each in found] == [
        ("modules/basics/huddle.md", 3),
        ("quizzes/basics.md", 11),
    ]


def test_a_trail_leads_through_scenes_and_not_through_code() -> None:
    text = (
        "## Pool\n```\n### not this\n```\n### Scenario: Two *people* {#two}\n#### They ask {#a}\n"
    )
    text += "- [Buzz them in](#b)\n  > Hm.\n"
    source = SourceFile("x.md", b"", tuple(text.split("\n")))
    assert trail(source.lines, 3) == ("Pool",)
    assert trail(source.lines, 8) == (
        "Pool", "Scenario: Two people", "They ask", "[Buzz them in](#b)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See 8 U.S.C. 1373 at 9 a.m. today. Then **call**.", 2),
        ("“Who are you?” she asks. He says nothing.", 3),
        ("Ask [the liaison](<https://example.org/a.b>) first!", 1),
    ],
)
def test_sentences_end_where_people_would_stop(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected


def test_the_grade_is_that_of_flesch_and_kincaid() -> None:
    assert [syllables(each) for each in ("cat", "officer", "immigration")] == [1, 3, 4]
    # 6 words, 1 sentence, 6 syllables: 0.39 * 6 + 11.8 - 15.59.
    assert grade(["The cat sat on the mat"]) == pytest.approx(-1.45)

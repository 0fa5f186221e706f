from collections.abc import Mapping

import pytest

from tests.content.roots import FACTS, FILES, LIBRARY, MODULE, QUIZ, SPANISH
from training.content.city import lineages
from training.content.diff import Change, as_text, diff_files, diff_modules
from training.content.labelling import pair_options, to_label
from training.content.lineage import lineage_questions
from training.content.tree import Tree, tree_of

PATH, QUIZ_PATH = "modules/basics/module.md", "quizzes/basics.md"
DESK = "## At the desk {#desk in=before}\n\nLibrary cards are private.\n"
SECOND = "\n## Later {#later was=before}\n\nYour liaison is {contact: liaison}.[^S1]\n"


def root(over: Mapping[str, str] | None = None) -> Tree:
    return tree_of({path: text.encode() for path, text in {**FILES, **(over or {})}.items()})


def changes(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[Change, ...]:
    new = root(now)
    return diff_modules(
        root(was).modules["basics"], new.modules["basics"], lineages(new.departments)
    )


def said(was: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str | None, str]]:
    return [(each.what, each.part, each.department, each.language) for each in changes(was, now)]


GREET = MODULE.replace("Greet people.", "Greet everybody.")
ITEM = "### What is said? {#said}\nCovers: before\n\n- [x] Hello\n- [ ] Nothing\n"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ({}, []),
        ({PATH: MODULE.replace("people. Your", "people.\nYour")}, []),
        ({PATH: GREET}, [("changed", "section:before", None, "en")]),
        ({PATH: MODULE + "\n## More {#more}\n\nRest.\n"}, [("added", "section:more", None, "en")]),
        (
            {PATH: MODULE[: MODULE.index("## After")]},
            [("removed", "section:after", None, "en")],
        ),
        (
            {PATH: MODULE.replace("{#after .card}", "{#end .card was=after}")},
            [("renamed", "section:end", None, "en")],
        ),
        ({PATH: GREET.replace(" Your liaison is {contact: liaison}.[^S1]", "") + SECOND}, [
            ("changed", "section:before", None, "en"),
            ("split", "section:later", None, "en"),
        ]),
        (
            {
                PATH: MODULE[: MODULE.index("## Before")]
                + "## Both {#both was=before,after}\n\nGreet people, and write it down.[^F1]\n"
            },
            [("merged", "section:both", None, "en")],
        ),
        ({QUIZ_PATH: QUIZ + "\n" + ITEM}, [
            ("changed", f"settings:{QUIZ_PATH}", None, "en"),
            ("added", "item:said", None, "en"),
        ]),
        ({QUIZ_PATH: QUIZ.replace("  > Yes.", "  > Indeed.")}, [
            ("changed", "item:first", None, "en")
        ]),
        ({LIBRARY: DESK}, [("changed", "section:before", "library", "en")]),
        (
            {SPANISH: "## Antes {#before}\n\nSalude.[^S1]\n"},
            [("added", "section:before", None, "es")],
        ),
        ({"modules/basics/huddle.md": "Say hello.\n"}, [
            ("added", "settings:modules/basics/huddle.md", None, "en")
        ]),
        ({"city/facts.md": FACTS.replace("Sources: S1, S2", "Sources: S1")}, [
            ("changed", "section:after", None, "en")
        ]),
    ],
)  # fmt: skip
def test_each_kind_of_change_is_named_once(
    now: Mapping[str, str], expected: list[tuple[str, str, str | None, str]]
) -> None:
    assert said({}, now) == expected


def test_what_stands_elsewhere_has_moved_and_says_the_same() -> None:
    head, first, second = MODULE.partition("## Before")[0], *_sections()
    found = changes({}, {PATH: head + second + "\n" + first})
    assert [(each.what, each.was, each.now) for each in found] == [("moved", None, None)]


def drawing(side: int) -> str:
    """A square."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"/>'


def _sections() -> tuple[str, str]:
    at = MODULE.index("## After")
    return MODULE[MODULE.index("## Before") : at], MODULE[at:]


def test_a_department_is_named_only_where_it_reads_something_else() -> None:
    was = {LIBRARY: DESK}
    assert said(was, {**was, PATH: GREET}) == [
        ("changed", "section:before", None, "en"),
        ("changed", "section:before", "library", "en"),
    ]
    touched = MODULE.replace("Write down", "Note")
    assert said(was, {**was, PATH: touched}) == [("changed", "section:after", None, "en")]
    assert said(was, {}) == [("changed", "section:before", "library", "en")]


def test_a_translation_that_its_english_left_behind_is_a_matter_of_the_english() -> None:
    english = root().modules["basics"].base.sections[0].sha256[:12]
    spanish = {SPANISH: f"## Antes {{#before from={english}}}\n\nSalude.[^S1]\n"}
    assert said(spanish, {**spanish, PATH: GREET}) == [("changed", "section:before", None, "en")]
    assert said(spanish, {}) == [("removed", "section:before", None, "es")]


def test_what_a_change_comes_from_is_asked_once_for_all_it_touches() -> None:
    was = {LIBRARY: DESK}
    found = to_label(changes(was, {**was, PATH: GREET}))
    assert [(each.cause, each.units, each.new) for each in found] == [
        (
            f"{PATH}#before",
            (("section:before", None, "en"), ("section:before", "library", "en")),
            False,
        )
    ]
    everywhere = {PATH: MODULE.replace("happened.[^F1]", "happened.[^S1]")}
    source = {"city/sources.md": "[^S1]: The handbook, 2027.\n\n[^S2]: Another book.\n"}
    found = to_label(changes(everywhere, {**everywhere, **source}))
    assert [(each.cause, len(each.units)) for each in found] == [("source S1", 3)]


def test_a_section_that_takes_another_in_is_merged_out_of_both() -> None:
    kept = MODULE.split("## After")[0].replace("{#before}", "{#before was=after}")
    (found,) = changes({}, {PATH: kept + "Write down what happened.[^F1]\n"})
    assert (found.what, found.part) == ("merged", "section:before")
    assert found.from_parts == ("section:before", "section:after")


@pytest.mark.parametrize(
    ("before", "after", "was", "now"),
    [
        ("{#after .card}", "{#after}", "{.card}", ""),
        ("{#before}\n", "{#before}\nPolicy: the Order\n", "", "Policy: the Order"),
    ],
)
def test_no_change_of_the_hash_goes_unsaid(before: str, after: str, was: str, now: str) -> None:
    (found,) = changes({}, {PATH: MODULE.replace(before, after)})
    assert (found.what, found.was, found.now) == ("changed", was, now)
    assert to_label([found]) == ()
    assert "Changed: settings modules/basics/module.md#" in as_text([found])


def test_another_picture_in_a_question_is_asked_about() -> None:
    image = "modules/basics/images/door.svg"
    quiz = {
        QUIZ_PATH: QUIZ.replace("Covers: before\n", f"Covers: before\n\n![A door](../{image})\n", 1)
    }
    found = to_label(changes({**quiz, image: drawing(10)}, {**quiz, image: drawing(20)}))
    assert [each.cause for each in found] == [f"picture {image}"]


def test_footnotes_of_two_files_with_one_label_are_told_apart() -> None:
    own = {PATH: MODULE.replace("[^S1]", "[^a]") + "\n[^a]: A letter.\n"}
    own[LIBRARY] = "## Desk {#desk in=before}\n\nCards.[^a]\n\n[^a]: A book.\n"
    found = to_label(changes(own, {**own, PATH: own[PATH].replace("A letter", "Two letters")}))
    assert {each.cause for each in found} == {f"source a of {PATH}"}
    assert len(found[0].units) == 2


def test_a_first_translation_is_new_only_with_its_english() -> None:
    spanish = {SPANISH: "## Antes {#before}\n\nSalude.[^S1]\n\n## Más {#more}\n\nDescanse.\n"}
    more = {PATH: MODULE + "\n## More {#more}\n\nRest.\n"}
    found = to_label(changes({}, {**more, **spanish}))
    assert [(each.cause, each.new, each.translation) for each in found] == [
        (f"{PATH}#more", True, False),
        (f"{SPANISH}#before", False, True),
        (f"{SPANISH}#more", True, False),
    ]


def test_nothing_is_asked_about_what_moved_went_or_was_only_renamed() -> None:
    renamed = {PATH: MODULE.replace("{#after .card}", "{#end .card was=after}")}
    gone = {PATH: MODULE[: MODULE.index("## After")]}
    assert to_label((*changes({}, renamed), *changes({}, gone))) == ()
    new = to_label(changes({}, {PATH: MODULE + "\n## More {#more}\n\nRest.\n"}))
    assert [each.new for each in new] == [True]


def test_the_first_text_is_all_new() -> None:
    new = root().modules["basics"]
    found = diff_modules(None, new, {})
    assert {each.what for each in found} == {"added"}
    assert len(found) == 4


def test_options_are_paired_by_their_text_and_then_by_their_place() -> None:
    assert pair_options(["A", "B"], ["B", "A"]) == ((0, 1), (1, 0))
    assert pair_options(["A", "B", "C"], ["A", "B!", "C"]) == ((0, 0), (1, 1), (2, 2))
    assert pair_options(["A", "B"], ["A", "C", "B!"]) == ((0, 0), (1, None), (None, 1), (None, 2))


def test_a_new_part_with_much_of_an_old_one_s_wording_is_a_question() -> None:
    long = "Greet people as they come in, and ask them politely what it is that they need today."
    was = root({PATH: MODULE.replace("Greet people.", long)}).modules["basics"]
    text = MODULE.replace("Greet people.", "Wave.") + f"\n## Hello {{#hello}}\n\n{long}\n"
    now = root({PATH: text}).modules["basics"]
    asked = lineage_questions(was, now)
    assert [(each.part, each.old) for each in asked] == [("section:hello", "section:before")]
    assert "write {#hello was=before}" in asked[0].question
    named = root({PATH: text.replace("{#hello}", "{#hello was=before}")}).modules["basics"]
    assert lineage_questions(was, named) == ()


def test_it_reads_well_in_a_terminal() -> None:
    text = as_text(changes({LIBRARY: DESK}, {LIBRARY: DESK, PATH: GREET}))
    assert text.startswith("Changed: section before “Before”\n  Was: Greet people.")
    assert "Changed: section before “Before”, for library" in text
    source = as_text(
        changes({}, {"city/facts.md": FACTS.replace("Sources: S1, S2", "Sources: S1")})
    )
    assert "Its words stay; what changes is source F1." in source


def test_other_files_are_compared_as_they_stand() -> None:
    found = diff_files({"city/a.md": b"One.\n", "city/b.md": b"Two.\n"}, {"city/a.md": b"1.\n"})
    assert [(each.what, each.part) for each in found] == [
        ("changed", "file:city/a.md"),
        ("removed", "file:city/b.md"),
    ]

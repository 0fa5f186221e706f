"""What an author must say of each change before it is published."""

from collections.abc import Mapping
from datetime import date

import pytest

from tests.content.roots import FILES, LIBRARY, MODULE, QUIZ, SPANISH
from training.content.city import lineages
from training.content.diff import diff_modules
from training.content.labelling import Question, to_label
from training.content.labels import Given, Label, Testable, can_test, check_labels, labelled
from training.content.tree import Tree, tree_of

PATH, QUIZ_PATH = "modules/basics/module.md", "quizzes/basics.md"
TODAY, LATER = date(2027, 1, 1), date(2027, 3, 1)
CAUSE = f"{PATH}#before"
GREET = {PATH: MODULE.replace("Greet people.", "Greet everybody.")}
MORE = {PATH: MODULE + "\n## More {#more}\n\nRest.\n"}
DESK = "## At the desk {#desk in=before}\n\nLibrary cards are private.\n"
SPANISH_TEXT = "## Antes {#before}\n\nSalude.[^S1]\n"


def root(over: Mapping[str, str]) -> Tree:
    return tree_of({path: text.encode() for path, text in {**FILES, **over}.items()})


def asked(was: Mapping[str, str], now: Mapping[str, str]) -> tuple[tuple[Question, ...], Testable]:
    """The labels to give, and what can be tested, of a change."""
    new = root({**was, **now})
    known = lineages(new.departments)
    found = diff_modules(root(was).modules["basics"], new.modules["basics"], known)
    return to_label(found), can_test(new.modules["basics"], known)


def given(label: str, cause: str = CAUSE, *, reason: str = "law", due: date | None = LATER,
          new: bool = False, wrong_key: bool = False) -> Given:  # fmt: skip
    return Given(cause, Label(label), reason, due, new, wrong_key)


NO_QUESTION = QUIZ.replace("Covers: before", "Covers: after")
FOR_LIBRARY = QUIZ.replace("Covers: before", "Covers: before\nDepartments: library")
PRACTICE = QUIZ.replace("module: basics\n", "module: basics\nscored: no\n")
HELD_OUT = QUIZ.replace("Covers: before", "Covers: before\nUse: held-out")
KEY = {QUIZ_PATH: QUIZ.replace("- [x] A greeting", "- [ ] A greeting").replace(
    "- [ ] A farewell\n  >", "- [x] A farewell\n  >")}  # fmt: skip
KEY_CAUSE = f"{QUIZ_PATH}#first"


@pytest.mark.parametrize(
    ("was", "now", "labels", "said"),
    [
        pytest.param({}, GREET, [given("retest")], [], id="a label with reason and day will do"),
        pytest.param({}, GREET, [given("wording", due=None)], [], id="wording needs no day"),
        pytest.param({}, {}, [], [], id="nothing is asked where nothing changes"),
        pytest.param({}, GREET, [], [
            (f"{CAUSE}: nobody has said what this change to “Before” asks of those who know it; "
            "choose “wording” (nothing), “reread” or “retest”")
        ], id="every change has a label"),
        pytest.param({}, GREET, [given("reread", reason=" ", due=None)], [
            (f"{CAUSE}: the label has no reason; "
            "say in a sentence why; everybody who is asked reads it"),
            f"{CAUSE}: the label has no due date; say by when it is to be done",
        ], id="a label has a reason and a day"),
        pytest.param({}, GREET, [given("reread", due=date(2026, 12, 31))], [
            f"{CAUSE}: the due date 2026-12-31 is past; choose today or a later day"
        ], id="the day is not past"),
        pytest.param({}, GREET, [given("reread"), given("retest"), given("reread", "term ICE")], [
            f"{CAUSE}: has two labels; keep one of them",
            "term ICE: has a label, but nothing changes because of it; leave the label out",
        ], id="a label stands once, and for something"),
        pytest.param({}, MORE, [given("wording", f"{PATH}#more", due=None, new=True)], [
            (f"{PATH}#more: “More” is new, so that it cannot be a change of wording; "
            "choose “reread” or “retest”; if it is an older text renamed, split or merged, say so"
            " with was=")
        ], id="a new unit is no change of wording"),
        pytest.param({}, MORE, [given("reread", f"{PATH}#more", new=True)], [],
                     id="a new unit can be read"),
        pytest.param({}, {**GREET, QUIZ_PATH: NO_QUESTION}, [given("retest")], [
            (f"{CAUSE}: “retest”, but no question covers the section “before”; "
            "write one with “Covers: before” that attempts may ask, or say “reread”")
        ], id="a retest needs a question"),
        pytest.param({LIBRARY: DESK}, {**GREET, QUIZ_PATH: FOR_LIBRARY}, [given("retest")], [
            (f"{CAUSE}: “retest”, but no question covers the section “before”; "
            "write one with “Covers: before” that attempts may ask, or say “reread”")
        ], id="a question for one department does not test the others"),
        pytest.param({LIBRARY: DESK, QUIZ_PATH: FOR_LIBRARY},
                     {LIBRARY: DESK.replace("private", "secret")},
                     [given("retest", f"{LIBRARY}#desk")], [],
                     id="a question for one department tests that one"),
        pytest.param({QUIZ_PATH: HELD_OUT}, GREET, [given("retest")], [
            (f"{CAUSE}: “retest”, but no question covers the section “before”; "
            "write one with “Covers: before” that attempts may ask, or say “reread”")
        ], id="a question that is never drawn tests nothing"),
        pytest.param({QUIZ_PATH: PRACTICE}, GREET, [given("retest")], [
            (f"{CAUSE}: “retest”, but no question covers the section “before”; "
            "write one with “Covers: before” that attempts may ask, or say “reread”")
        ], id="practice tests nothing"),
        pytest.param({}, {SPANISH: SPANISH_TEXT}, [], [],
                     id="a translation may go without a label"),
        pytest.param({}, {SPANISH: SPANISH_TEXT}, [given("reread", f"{SPANISH}#before")], [],
                     id="a translation may have one"),
        pytest.param({}, {**MORE, SPANISH: "## Más {#more}\n\nDescanse.\n"},
                     [given("reread", f"{PATH}#more", new=True)], [
            (f"{SPANISH}#more: nobody has said what is asked about “Más”, which is new; "
            "say whether people read it, or are tested on it too")
        ], id="the translation of a new unit is new"),
        pytest.param({}, KEY, [given("retest", KEY_CAUSE, wrong_key=True)], [],
                     id="a key can be wrong"),
        pytest.param({}, GREET, [given("reread", wrong_key=True)], [
            (f"{CAUSE}: only a question that was published before has a key that can have been "
             "wrong; leave “wrong key” out")
        ], id="a section has no key"),
    ],
)  # fmt: skip
def test_each_fault_of_a_label_is_said_with_its_remedy(
    was: Mapping[str, str], now: Mapping[str, str], labels: list[Given], said: list[str]
) -> None:
    questions, tests = asked(was, now)
    found = check_labels(questions, labels, tests, today=TODAY)
    assert [str(each) for each in found] == said


def test_one_label_for_a_cause_stands_for_every_unit_and_variant() -> None:
    questions, _tests = asked({LIBRARY: DESK}, GREET)
    rows = labelled(questions, [given("reread")])
    assert [(each.part, each.department, each.language, each.label) for each in rows] == [
        ("section:before", None, "en", Label.REREAD),
        ("section:before", "library", "en", Label.REREAD),
    ]
    assert {(each.cause, each.reason, each.due) for each in rows} == {(CAUSE, "law", LATER)}


def test_a_translation_nobody_labelled_is_a_change_of_wording() -> None:
    questions, _tests = asked({}, {SPANISH: SPANISH_TEXT})
    assert [each.translation for each in questions] == [True]
    assert [each.label for each in labelled(questions, [])] == [Label.WORDING]

"""What of real texts is text: which edits cost nothing, and which units an edit reaches."""

from collections.abc import Mapping

import pytest

from tests.assignments.publishing import case, on, owed, person
from tests.content.roots import FILES, LIBRARY, MODULE, QUIZ, SPANISH
from training.assignments.owing.debts import Owes
from training.assignments.owing.facts import NOT_READ, Publication, completed, readings_of
from training.content.city import lineages
from training.content.diff import diff_modules
from training.content.labelling import to_label
from training.content.labels import Given, Label, labelled
from training.content.packages import Part
from training.content.placed import placed
from training.content.tree import Tree, tree_of
from training.content.units import LANGUAGES, Known, units

PATH, QUIZ_PATH, GLOSSARY = "modules/basics/module.md", "quizzes/basics.md", "city/glossary.md"
REREAD, NEW = Owes.REREAD, Owes.NEW
DESK = "## At the desk {#desk in=before}\n\nLibrary cards are private.\n"
TERM = "Warrant | Orden\n: A paper. | Un papel.\n"


def root(over: Mapping[str, str]) -> Tree:
    return tree_of({path: text.encode() for path, text in {**FILES, **over}.items()})


def published(number: int, tree: Tree, before: Tree | None = None) -> Publication:
    """A revision of the module, every change to it labelled `reread`."""
    module, known = tree.modules["basics"], lineages(tree.departments)
    departments = {None: (), **{each: known[each] for each in module.mentioned}}
    made: Known = {}
    readings = {
        department: {
            language: {
                part: unit.sha256 for part, unit in units(module, lineage, language, made).items()
            }
            for language in LANGUAGES
        }
        for department, lineage in departments.items()
    }
    kind = {each.part: each.part.partition(":")[0] for each in placed(module)}
    origins = {
        each.part: tuple(f"{kind[each.part]}:{one}" for one in each.was)
        for each in placed(module)
        if each.was
    }
    old = before.modules["basics"] if before else None
    questions = to_label(diff_modules(old, module, known)) if before else ()
    labels = [Given(each.cause, Label.REREAD, "law", None, each.new) for each in questions]
    return Publication(number, on(10 * number), readings, origins, labelled(questions, labels))


def owed_after(
    was: Mapping[str, str], now: Mapping[str, str], department: str, language: str = "en"
) -> dict[str, Owes]:
    """What somebody of a department owes, who completed what was published first."""
    older, newer = root(was), root({**was, **now})
    first, second = published(1, older), published(2, newer, older)
    lineage = lineages(newer.departments).get(department, (department,))
    done = completed(first, lineage, language, tested=(), at=on(15))
    who = person(done, department="library" if department == "library" else "transit")
    return owed([first, second], who)


AFTER = MODULE.index("## After")
HEAD = MODULE.index("## Before")
SWAPPED = f"{MODULE[:HEAD]}{MODULE[AFTER:]}\n{MODULE[HEAD:AFTER]}"
GREET = MODULE.replace("Greet people.", "Greet everybody.")
LAST = QUIZ.index("### What comes last?")
POOLS = f"{QUIZ[:LAST]}## Others\n\n{QUIZ[LAST:]}"


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        case("the pass mark",
             {QUIZ_PATH: QUIZ.replace("module: basics", "module: basics\npass: 90%")}, {}),
        case("how many are drawn", {QUIZ_PATH: QUIZ.replace("{draw=1}", "{draw=2}")}, {}),
        case("pools: a question that moved to another", {QUIZ_PATH: POOLS}, {}),
        case("points", {QUIZ_PATH: QUIZ.replace("Covers: after", "Covers: after\nPoints: 3")}, {}),
        case("what is critical",
             {QUIZ_PATH: QUIZ.replace("Covers: after", "Covers: after\nCritical: yes")}, {}),
        case("what a question covers", {QUIZ_PATH: QUIZ.replace("Covers: after", "Covers: before")},
             {}),
        case("as-of", {PATH: MODULE.replace("2026-11-01", "2026-12-01")}, {}),
        case("the order of sections", {PATH: SWAPPED}, {}),
        case("how lines are wrapped", {PATH: MODULE.replace("people. Your", "people.\nYour")}, {}),
        case("a removed section", {PATH: MODULE[:AFTER], QUIZ_PATH: QUIZ[:LAST]}, {}),
        case("a renamed section", {PATH: MODULE.replace("{#after .card}", "{#end .card was=after}"),
                                   QUIZ_PATH: QUIZ.replace("Covers: after", "Covers: end")}, {}),
        case("a changed section", {PATH: GREET}, {"before": REREAD}),
        case("an added section", {PATH: MODULE + "\n## More {#more}\n\nRest.\n"}, {"more": NEW}),
        case("a source of three units", {"city/sources.md": "[^S1]: The handbook, 2027.\n\n"
                                                         "[^S2]: Another book.\n"},
             {"before": REREAD, "after": REREAD, "item:first": REREAD}),
    ],
)  # fmt: skip
def test_what_an_edit_of_a_module_costs(
    now: Mapping[str, str], expected: Mapping[str, Owes]
) -> None:
    assert owed_after({}, now, "transit") == expected


def test_a_term_reaches_every_unit_that_shows_it() -> None:
    was = {
        PATH: MODULE.replace("Greet people.", "A warrant is shown.").replace(
            "Write down", "Keep the warrant and"
        ),
        GLOSSARY: TERM,
    }
    now = {GLOSSARY: TERM.replace("A paper", "An order")}
    assert owed_after(was, now, "transit") == {"before": REREAD, "after": REREAD}


def test_a_supplement_reaches_its_department_only() -> None:
    was, now = {LIBRARY: DESK}, {LIBRARY: DESK.replace("private", "secret")}
    assert owed_after(was, now, "library") == {"before": REREAD}
    assert owed_after(was, now, "transit") == {}


def test_a_translation_reaches_its_readers_only() -> None:
    was = {SPANISH: "## Antes {#before}\n\nSalude.[^S1]\n"}
    now = {SPANISH: "## Antes {#before}\n\nSalude a todos.[^S1]\n"}
    assert owed_after(was, now, "transit", "es") == {"before": REREAD}
    assert owed_after(was, now, "transit", "en") == {}


def test_what_a_department_reads_is_told_by_its_own_rows_over_those_of_all() -> None:
    rows = [
        Part("section:a", None, "en", "a"),
        Part("section:a", None, "es", "á"),
        Part("section:b", None, "en", "b"),
        Part("section:a", "library", "en", "a of the library"),
        Part("section:a", "library", "es", NOT_READ),
        Part("section:b", "library", "en", NOT_READ),
        Part("section:c", "library", "en", "c"),
    ]
    assert readings_of(rows, {"library", "bookmobile"}) == {
        None: {"en": {"section:a": "a", "section:b": "b"}, "es": {"section:a": "á"}},
        "bookmobile": {"en": {"section:a": "a", "section:b": "b"}, "es": {"section:a": "á"}},
        "library": {"en": {"section:a": "a of the library", "section:c": "c"}, "es": {}},
    }

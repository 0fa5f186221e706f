"""The places in a content root where a payload is put, and the page that shows each."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.content.roots import FACTS, FILES, MODULE, QUIZ, SOURCES, SPANISH
from tests.hostile.payloads import Payload
from tests.hostile.pictures import dots, svg

BASE, ASKED = "modules/basics/module.md", "quizzes/basics.md"
READ, QUIZ_PAGE = "/modules/basics/read/before", "/modules/basics/quiz"
IMAGES = "modules/basics/images"
Over = dict[str, str | bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """Which files hold a payload, and where it is looked at."""

    files: Callable[[str], Over]
    page: str = READ


def _text(pattern: str) -> Place:
    return Place(lambda text: {BASE: MODULE.replace("Greet people.", pattern.replace("@", text))})


def _asked(before: str, after: str) -> Place:
    return Place(lambda text: {ASKED: QUIZ.replace(before, after.replace("@", text))}, QUIZ_PAGE)


def _supplement(text: str) -> Over:
    return {"modules/basics/departments/library.md": f"## Desk {{#desk in=before}}\n\n{text}\n"}


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


SCENARIO = """
### Scenario: A {#two}
Covers: before

#### B {#ask}
@

- [Wait](#wait)

#### C {#wait}
Result: best 2
> @
"""
MARKED = (
    _text("Greet people. @"),
    _text("@"),
    _text("- a\n- b @"),
    _text("> a @"),
    _text("> [!NOTE]\n> a @"),
    _text("1. a\n\n   @"),
    _text("a\n: b @"),
    _text("Text.[^own]\n\n[^own]: See @"),
    _asked("What comes first? {", "What? @ {"),
    _asked("- [x] A greeting", "- [x] A greeting @"),
    _asked("  > Yes.", "  > Yes. @"),
    _asked("> People come first.", "> People. @"),
    _asked("> People come first.[^S1]", f"> People.\n{SCENARIO}"),
    Place(lambda text: {"city/sources.md": SOURCES.replace("The handbook", f"The {text}")}),
    Place(lambda text: {"modules/basics/huddle.md": f"Read {text}\n"}, "/modules/basics/huddle"),
    Place(_supplement, f"{READ}?department=library"),
    _text("Hello.\n\n### More: a @\n\nb @"),
    _text("#### a @\n\nb"),
    _text("**a @** *b*"),
    _asked("Covers: before", "Covers: before\nHint: a @"),
)
"""Where Markdown is read: in each of these, one payload of every class of marks."""


def _front(key: str) -> Place:
    def files(text: str) -> Over:
        return {BASE: MODULE.replace("title: Basics", "title: B").replace(
            f"\n{key}:", f"\n{key}: a {_one_line(text)} x"
        )}  # fmt: skip

    return Place(files, "/modules/basics")


def _certificate(before: str) -> Place:
    certificate = FILES["certificates/core.md"]
    return Place(
        lambda text: {"certificates/core.md": certificate.replace(before, f"{before} {text}")},
        "/certificates/core",
    )


def _departments(before: str) -> Place:
    known = FILES["city/departments.md"]
    return Place(
        lambda text: {"city/departments.md": known.replace(before, f"{before} {text}", 1)},
        f"{READ}?department=library",
    )


def _glossary(term: str, meaning: str) -> Place:
    def files(text: str) -> Over:
        words = f"{term} | Gente\n: {meaning} | Palabras.\n".replace("@", text)
        return {"city/glossary.md": words}

    return Place(files)


PLAIN = (
    _front("title"),
    _front("summary"),
    Place(lambda text: {BASE: MODULE.replace("{#before}", f"{text} {{#before}}")}),
    _certificate("title: Core"),
    _certificate("signed-by: Director, OEI"),
    _certificate("This certifies that"),
    _certificate("has completed"),
    _departments("## Public Library"),
    _asked("## Anything", "## Anything @"),
    _glossary("People", "Whoever @ comes."),
    _text("Greet people.\n\n*[Greet]: a word @"),
    Place(
        lambda text: {"city/facts.md": FACTS.replace("Notes are kept", f"Notes {text}")},
        "/modules/basics/read/after",
    ),
    _text("```\n@\n```"),
    _text("`@`"),
    _text("| a | b |\n|---|---|\n| @ | c |"),
    Place(lambda text: {BASE: MODULE.replace("Greet people.", text)}, f"/source/{BASE}"),
    Place(lambda text: {ASKED: QUIZ.replace("A greeting", text)}, f"/source/{ASKED}"),
    Place(
        lambda text: {SPANISH: f"---\ntitle: {text}\n---\n\n## A {{#before}}\n\nb\n"},
        "/modules/basics?language=es",
    ),
    _asked("title: Basics", "title: @"),
    _text("a\n\n<!-- a -->@"),
)  # fmt: skip
"""Where words stand as they are."""


def place_of(payload: Payload) -> Place:
    """Where a payload is put: each of a class in another place."""
    if payload.kind == "drawings":
        return Place(_drawn)
    if payload.kind == "ways out of attributes":
        return Place(_beside_picture)
    return (PLAIN if payload.kind.startswith("words") else MARKED)[payload.turn]


def _beside_picture(text: str) -> Over:
    return {BASE: MODULE.replace("Greet people.", text), f"{IMAGES}/x.png": dots(9, 9)}


def _drawn(text: str) -> Over:
    shown = MODULE.replace("Greet people.", "![A desk](images/x.svg)")
    return {BASE: shown, f"{IMAGES}/x.svg": svg(text, xlink=True)}

"""A quiz of every kind of question, each part of which says a word of its own: a canary.

`zq`, a language, a question, a part, `qz`: `zqenpickwhyqz` stands in the explanation of `pick` in
English. Questions named `spare…`, `kept` and `far` are never all asked.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.hostile.pictures import svg
from tests.small_content import write_root

WORD = re.compile(r"zq[a-z0-9]+?qz|731\.37")
POINTS = "731.37"
"""What a question is worth; no other number is like it."""
LANGUAGES = ("en", "es")
ASKED = ("pick", "several", "steps", "number", "sign", "desk")
"""Asked of everybody."""
SPARE = ("sparea", "spareb", "sparec")
"""One of them is asked."""
KEPT = ("kept", "check", "far")
"""Held out, kept for checks, and for another department: asked of nobody here."""
LETTERS = "abc"
IMAGES = "../modules/basics/images"


def word(language: str, item: str, part: str) -> str:
    """The canary of a part of a question; the language of its id is `id`."""
    return f"zq{language}{item}{part}qz"


def key(item: str) -> str:
    """A question's id, a canary too."""
    return word("id", item, "")


def shown(item: str, language: str) -> set[str]:
    """What of a question may be seen before its answer is sent; of a scenario its first scene."""
    parts = ["stem", "hint"] if item != "desk" else ["stem", *scene("first")]
    if item not in ("number", "sign", "desk"):
        parts += [f"option{each}" for each in LETTERS]
    return {key(item), *(word(language, item, each) for each in parts)}


def scene(name: str) -> list[str]:
    """The parts of a scene that may be seen while one is in it."""
    return [f"scene{name}", *(f"{name}{each}" for each in "ab" if name in ("first", "second"))]


def plant(folder: Path, *, feedback: str = "after each attempt", passing: str = "1%") -> Path:
    """Write the content root; its quiz in both languages."""
    rules = f"module: basics\npass: {passing}\nfeedback: {feedback}\n"
    root = write_root(folder / "root", quiz=_quiz("en", rules))
    (root / "quizzes/basics.es.md").write_text(_quiz("es", ""), "utf-8")
    images = root / "modules/basics/images"
    images.mkdir()
    for item in (*ASKED, *SPARE, *KEPT):
        # A name is in no address: pictures go by their hash. The drawing says its canary itself.
        for part in ("picture", "later"):
            name = word("id", item, part)
            images.joinpath(f"{name}.svg").write_bytes(svg(f"<title>{name}</title>"))
    return root


def _quiz(language: str, rules: str) -> str:
    front = f"---\ntitle: Basics\n{rules}"
    parts = ["## Every", *(_item(each, language) for each in ASKED)]
    parts += ["## Some {draw=1}" if language == "en" else "## Some"]
    parts += [_item(each, language) for each in (*SPARE, *KEPT)]
    return "\n\n".join([f"{front}---", *parts]) + "\n"


def _item(item: str, language: str) -> str:
    prefix = {"sign": "Attest: ", "desk": "Scenario: "}.get(item, "")
    heading = f"### {prefix}{word(language, item, 'stem')}? {{#{key(item)}}}"
    settings = "\n".join(_settings(item, language))
    return "\n\n".join([f"{heading}\n{settings}".strip(), *_answers(item, language)])


def _settings(item: str, language: str) -> Iterable[str]:
    if language == "en":
        yield "Covers: before"
        extra = {
            "pick": f"Points: {POINTS}",
            "several": "Choose: all",
            "kept": "Use: held-out",
            "check": "Use: check",
            "far": "Departments: abq-ride",
        }
        if item in extra:
            yield extra[item]
    if item != "desk":
        yield f"Hint: {word(language, item, 'hint')}"
    if item == "number":
        yield f"Answer: {word(language, item, 'right')} | {word(language, item, 'other')}"


def _answers(item: str, language: str) -> Iterable[str]:
    if item == "desk":
        yield from _scenes(language)
    elif item == "steps":
        yield "\n".join(
            f"{n}. {_option(item, letter, language)}" for n, letter in enumerate(LETTERS, 1)
        )
    elif item not in ("number", "sign"):
        right = "ab" if item == "several" else "b"
        yield "\n".join(
            f"- [{'x' if letter in right else ' '}] {_option(item, letter, language)}"
            for letter in LETTERS
        )
    if item != "desk":
        yield f"> {word(language, item, 'why')} {_picture(item, 'picture', language)}"


def _option(item: str, letter: str, language: str) -> str:
    said = f"{word(language, item, 'option' + letter)}"
    return f"{said}\n  > {word(language, item, 'feedback' + letter)}"


def _picture(item: str, part: str, language: str) -> str:
    alt = word(language, item, f"alt{part}")
    return f"![{alt}]({IMAGES}/{word('id', item, part)}.svg)"


def _scenes(language: str) -> Iterable[str]:
    """Two scenes and two ends; of each only the words of a scene that one is in may be seen."""
    for name, ways in (("first", ("second", "harm")), ("second", ("best", "harm"))):
        choices = "\n".join(
            f"- [{word(language, 'desk', name + letter)}](#{key('to' + way)})\n"
            f"  > {word(language, 'desk', name + 'feedback' + letter)}"
            for letter, way in zip("ab", ways, strict=True)
        )
        yield f"#### {word(language, 'desk', 'scene' + name)} {{#{key('to' + name)}}}"
        if name == "second":
            yield _picture("desk", "later", language)
        yield choices
    for name, result in (("best", "best 2"), ("harm", "harmful 0")):
        heading = f"#### {word(language, 'desk', 'scene' + name)} {{#{key('to' + name)}}}"
        yield f"{heading}\nResult: {result}" if language == "en" else heading
        yield f"> {word(language, 'desk', 'debrief' + name)}"

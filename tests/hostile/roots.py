"""Content roots for what somebody might send: as small as can be, filled with one thing."""

from tests.content.roots import FILES
from training.content.source import MOST_IN_FILE, SIGNS, levels

Sent = dict[str, bytes] | bytes
"""A content root by path, or a zip."""

FRONT = "---\ntitle: A\nsummary: B\nminutes: 5\n---\n\n"
MODULE, QUIZ = "modules/basics/module.md", "quizzes/basics.md"
CITY = {path: text.encode() for path, text in FILES.items() if path.startswith("city/")}
ROOM = 290_000
"""Characters that a file may have."""


def full(unit: str, apart: str = "\n\n", room: int = ROOM) -> str:
    """As much of something as a file may hold, by its size and by all that is counted in it."""
    return apart.join([unit] * _times(unit + apart, room))


def numbered(pattern: str, apart: str = "\n\n", room: int = ROOM) -> str:
    """The same with a number in each."""
    times = _times(pattern + apart, room * len(pattern) // (len(pattern) + 6))
    return apart.join(pattern.replace("#N", str(n)) for n in range(times))


def _times(unit: str, room: int) -> int:
    counted = {
        "lines": sum(map(bool, unit.split("\n"))),
        "brackets": unit.count("["),
        "signs": sum(map(unit.count, SIGNS)),
        "levels": sum(map(levels, unit.split("\n"))),
    }
    share = room / ROOM
    fits = (int(MOST_IN_FILE[name] * share * 0.95) // n for name, n in counted.items() if n)
    return max(1, min((room // len(unit), *fits)))


def module(text: str, **others: str) -> dict[str, bytes]:
    """A root with one module of this text; others by path, `/` as `__`."""
    files = CITY | {MODULE: f"{FRONT}## One {{#one}}\n\n{text}\n".encode()}
    return files | {path.replace("__", "/") + ".md": each.encode() for path, each in others.items()}


def quiz(text: str) -> dict[str, bytes]:
    """A root with a module and a quiz of this text."""
    front = "---\ntitle: A\nmodule: basics\n---\n\n## Pool\n\n"
    return module("Text.") | {QUIZ: f"{front}{text}\n".encode()}


def city(name: str, text: str, said: str = "Words.") -> dict[str, bytes]:
    """A root one of whose City files is this text."""
    return module(said) | {f"city/{name}.md": text.encode()}


def picture(raw: bytes, name: str = "x.png") -> dict[str, bytes]:
    """A root with a module that shows this picture."""
    return module(f"![A desk](images/{name})") | {f"modules/basics/images/{name}": raw}

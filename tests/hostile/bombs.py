"""What somebody might send to bring a server down: small content roots, and zips of them.

Each is made anew, so that the repository holds no bomb; each is of a size that can be sent.
"""

from collections.abc import Callable, Iterator

from tests.hostile.pictures import PICTURES
from tests.hostile.roots import CITY, FRONT, MODULE, Sent, city, full, module, numbered, quiz
from tests.hostile.texts import MARKS
from tests.hostile.zips import ZIPS


def text_bombs() -> Iterator[tuple[str, Callable[[], Sent]]]:
    """Each text as a module's, and as a question's explanation."""
    for name, text in MARKS.items():
        yield f"module: {name}", lambda text=text: module(text)
    question = "### Which? {#first}\nCovers: one\n\n- [x] A\n- [ ] B\n\n"
    for name in ("brackets", "emphasis that never ends", "deep quotes", "raw HTML", "tables"):
        yield f"quiz: {name}", lambda name=name: quiz(question + MARKS[name])


def _questions() -> str:
    return numbered("### Q #N {#q#N}\nCovers: one\n\n- [x] A\n  > a\n- [ ] B")


def _scenes(count: int, choices: int) -> str:
    told = "\n\n".join(
        f"#### Scene {n} {{#s{n}}}\n\n"
        + "\n".join(f"- [To {m}](#s{m % count})" for m in range(n + 1, n + 1 + choices))
        for n in range(count)
    )
    return f"### Scenario: A {{#a}}\nCovers: one\n\n{told}"


OTHERS: dict[str, Callable[[], Sent]] = {
    "a line of 50 MB": lambda: module("a" * 50_000_000),
    "a line of 290 kB": lambda: module("a " * 145_000),
    "50 MB that are no text": lambda: CITY | {MODULE: b"\xff" * 50_000_000},
    "zeros": lambda: CITY | {MODULE: bytes(290_000)},
    "settings": lambda: CITY | {MODULE: f"---\n{numbered('key#N: a', chr(10))}\n---\n".encode()},
    "settings that never end": lambda: CITY | {MODULE: ("---\n" + "a: b\n" * 50_000).encode()},
    "a list in the settings": lambda: CITY
    | {MODULE: f"---\ntitle: a\nneeds:\n{full('- legal', chr(10))}\n---\n".encode()},
    "spaces in the settings": lambda: CITY
    | {MODULE: f"---\n{full('a' + ' ' * 4_000 + 'b', chr(10))}\n---\n".encode()},
    "departments of nobody": lambda: module(
        "a",
        modules__basics__departments__x=f"---\ndepartments:\n{numbered('- d#N', chr(10))}\n---\n\n"
        "## X {#x in=one}\n\nb",
    ),
    "supplements": lambda: module(
        "a",
        **{
            f"modules__basics__departments__d{n}": f"## X {{#x{n} in=one}}\n\n{'b ' * 1_500}"
            for n in range(300)
        },
    ),
    "questions": lambda: quiz(_questions()),
    "answers": lambda: quiz("### Q {#q}\nCovers: one\n\n- [x] A\n" + numbered("- [ ] B#N", "\n")),
    "answers that are the same": lambda: quiz("### Q {#q}\n\n" + full("- [ ] B", "\n")),
    "answers accepted": lambda: quiz("### Q {#q}\nAnswer: " + "a|" * 2_400),
    "near answers": lambda: quiz("### Q {#q}\n\n" + full("-[ ] B")),
    "boxes in boxes": lambda: quiz("### Q {#q}\n\n" + full("- [ ] [ ] [x] " * 10, "\n")),
    "settings of questions": lambda: quiz(full("### Q {#q}\nCovers: a\nCover: b\nPonts: 1")),
    "scenes": lambda: quiz(_scenes(60, 60)),
    "too many scenes": lambda: quiz(_scenes(4_000, 2)),
    "a term that is everywhere": lambda: city(
        "glossary",
        numbered("a a a a#N | b\n: c | d"),
        "a " * 2_400 + "\n\n" + full("a a a b" * 200, room=200_000),
    ),
    "terms with long names": lambda: city("glossary", full(f"{'a ' * 2_000}| b\n: c | d")),
    "terms on terms": lambda: city("glossary", numbered("w#N, x#N / y#N | b\n: c | d")),
    "sources": lambda: city("sources", numbered("[^S#N]: a")),
    "facts that nearly are some": lambda: city(
        "facts", "[^F1]: Kind: A. Sure: A. a Sources: " + "S1, Sources: S2. " * 250 + "\n"
    ),
    "departments": lambda: city("departments", numbered("## D#N {#d#N}\nCode: C#N")),
    "departments in departments": lambda: city(
        "departments",
        "\n\n".join(f"## D{n} {{#d{n}}}\nCode: C{n}\nParent: d{n + 1}" for n in range(6_000)),
    ),
    "a circle of departments": lambda: city(
        "departments",
        "\n\n".join(
            f"## D{n} {{#d{n}}}\nCode: C{n}\nParent: d{(n + 1) % 5_000}" for n in range(5_000)
        ),
    ),
    "acts": lambda: city("acts", numbered("## A {#a#N}")),
    "holidays": lambda: city("calendar", full("- 2026-12-25: A | B", "\n")),
    "holidays that are none": lambda: city("calendar", full("- 9999-99-99: A | B", "\n")),
    "a mail": lambda: city("mail/a", f"---\nsubject: {'a' * 4_000}\n---\n\n" + full("[" * 190)),
    "a certificate": lambda: module("a", certificates__core=f"{FRONT}{full('**a *b ' * 100)}"),
    "writing from the right": lambda: module("a\u202ebc\u202c"),
    "many tiny files": lambda: CITY
    | {f"modules/m{n}/module.md": b"a" for n in range(5_000)},
    "many tiny pictures": lambda: module("a")
    | {f"modules/basics/images/{n}.png": b"a" for n in range(5_000)},
    "paths": lambda: CITY | {f"modules/{'a/' * 2_000}module.md": b"a", "modules/../x.md": b"b"},
}  # fmt: skip

BOMBS: dict[str, Callable[[], Sent]] = {**dict(text_bombs()), **OTHERS, **PICTURES, **ZIPS}

"""Seeds and what becomes of them: bytes cut, doubled, swapped, and mixed with signs."""

import random
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image

from tests.content.roots import FILES
from tests.fuzz.targets import PLACES, Target
from tests.hostile.payloads import payloads
from tests.hostile.pictures import svg

REPOSITORY = Path(__file__).parents[2]
MOST = 20_000
"""Bytes of an input: what is larger is a matter of size, and tried elsewhere."""
TOKENS = (
    "---", "# ", "## ", "### ", "#### ", "### More: ", "- [ ] ", "- [x] ", "- ", "1. ", "> ",
    "    ", "```", "~~~", "`", "**", "*", "_", "[", "]", "](", "](#a)", "![", "[^", "[^S1]",
    "[^S1]: ", "^", "{#a}", "{#a .card}", "{#a in=before}", "{#a after=after}",
    "{#a from=01234567}", "{draw=2}", "{contact: liaison}", "{name}", "{", "}", "<!-- ", " -->",
    "<b>", "</b>", "<", ">", "&amp;", "&", "|", "| a | b |\n|---|---|\n", "\n: ",
    "a | b\n: c | d\n", "*[A]: ", "\\", "\n", "\n\n", "\t", " ", "> [!NOTE]\n> ",
    "> [!WARNING]", "Covers: before", "Critical: yes", "Points: 2", "Answer: a | b",
    "Choose: all", "Shuffle: no", "Departments: library", "Use: check", "Hint: a",
    "Result: best 2",
    "### Scenario: A {#s}\nCovers: before\n\n#### B {#b}\n- [C](#c)\n\n",
    "#### C {#c}\nResult: best 1\n",
    "### Attest: A {#t}", "title: ", "module: basics", "pass: 80%", "wait: 2 days",
    "instead: yes", "departments: [a, b]", "Kind: US. Sure: A. ", "Sources: S1.", "Code: A",
    "Parent: library", "2026-12-25: A", "https://example.org", "javascript:", "mailto:",
    "\u202e", "\u00a0", "\ufeff", "ñ", "👩‍👩‍👧", "\x00", "\r", "\r\n", "\u2028", "999999999999",
    "0", "-1", "%", "(", ")", "\"", "'",
)  # fmt: skip


def seeds(target: Target) -> list[bytes]:
    """What a target is fed with before anything is changed."""
    if target.name == "zip":
        return [_zipped(ZIP_DEFLATED), _zipped(0)]
    if target.name == "picture":
        return [_picture(kind) for kind in ("PNG", "JPEG", "GIF", "WEBP")]
    if target.name == "drawing":
        drawn = [each.text for each in payloads() if each.kind == "drawings"]
        return [svg(text, xlink=True) for text in ('<path d="M0 0" fill="url(#a)"/>', *drawn)]
    texts = [each.encode() for each in FILES.values()]
    folders = ("city", "modules", "quizzes", "certificates")
    texts += [path.read_bytes() for each in folders for path in (REPOSITORY / each).rglob("*.md")]
    own = FILES.get(PLACES.get(target.name, ""))
    # Its own kind comes most often.
    return [own.encode()] * len(texts) + texts if own else texts


def mutated(seed: bytes, others: list[bytes], chance: random.Random, *, text: bool) -> bytes:
    """A seed after one to eight changes."""
    found = bytearray(seed[:MOST])
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        _change(found, others, chance, text=text)
    return bytes(found[:MOST])


def _change(found: bytearray, others: list[bytes], chance: random.Random, *, text: bool) -> None:
    at = chance.randrange(len(found) + 1)
    end = min(len(found), at + chance.choice((1, 2, 8, 40, 200)))
    match chance.randrange(8 if text else 5):
        case 0:
            del found[at:end]
        case 1:
            found[at:at] = found[at:end] * chance.choice((1, 2, 30))
        case 2:
            found[at : at + 1] = bytes([chance.randrange(256)])
        case 3:
            other = chance.choice(others)
            begin = chance.randrange(len(other) + 1)
            found[at:end] = other[begin : begin + chance.choice((4, 40, 400))]
        case 4:
            found[at:end] = bytes(reversed(found[at:end]))
        case 5:
            lines = found.split(b"\n")
            lines.insert(chance.randrange(len(lines) + 1), chance.choice(lines))
            found[:] = b"\n".join(lines)
        case _:
            token = chance.choice(TOKENS).encode() * chance.choice((1, 1, 1, 2, 9, 60))
            found[at:at] = token


def _zipped(method: int) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for path, text in FILES.items():
            archive.writestr(f"a/{path}", text)
    return out.getvalue()


def _picture(kind: str) -> bytes:
    out = BytesIO()
    Image.effect_noise((40, 30), 90).convert("RGB").save(out, kind)
    return out.getvalue()

"""How long the difference of two texts of 5,000 words takes: `python -m bench.differences`."""

import random
import time

from training.content.city import lineages
from training.content.diff import diff_modules, words
from training.content.tree import Tree, tree_of

SECTIONS, WORDS, DEPARTMENTS, RUNS = 25, 200, 28, 7
VOCABULARY = 1_500
FRONT = "---\ntitle: Generated\nsummary: Generated.\nminutes: 30\n---\n"


def main() -> None:
    """Print the middle of some runs, in milliseconds, without and with departments of their own."""
    for departments in (0, DEPARTMENTS):
        was, now = _root(departments, changed=False), _root(departments, changed=True)
        took = sorted(_once(was, now) for _ in range(RUNS))[RUNS // 2]
        print(f"difference of 5,000 words, {departments} supplements: {took * 1_000:.0f} ms")


def _once(was: Tree, now: Tree) -> float:
    began = time.perf_counter()
    lines = lineages(now.departments)
    changes = diff_modules(was.modules["generated"], now.modules["generated"], lines)
    for each in changes:
        words(each.was or "", each.now or "")
    return time.perf_counter() - began


def _root(departments: int, *, changed: bool) -> Tree:
    """A module in which every tenth word of every section is another one when it is changed."""
    chance = random.Random(7)
    sections = [_section(n, chance, changed=changed) for n in range(SECTIONS)]
    files = {"modules/generated/module.md": FRONT + "\n".join(sections)}
    listed = [f"## Department {n} {{#d{n}}}\nCode: D{n}\n" for n in range(DEPARTMENTS)]
    files["city/departments.md"] = "\n".join(listed)
    for n in range(departments):
        text = f"## Here {{#here-{n} in=s{n % SECTIONS}}}\n\nOnly {'now' if changed else 'then'}.\n"
        files[f"modules/generated/departments/d{n}.md"] = text
    return tree_of({path: text.encode() for path, text in files.items()})


def _section(number: int, chance: random.Random, *, changed: bool) -> str:
    words = [f"word{int(chance.paretovariate(0.7)) % VOCABULARY}" for _ in range(WORDS)]
    if changed:
        words[::10] = [f"other{n}" for n in range(0, WORDS, 10)]
    paragraphs = [" ".join(words[at : at + 50]) + "." for at in range(0, WORDS, 50)]
    return f"## Section {number} {{#s{number}}}\n\n" + "\n\n".join(paragraphs) + "\n"


if __name__ == "__main__":
    main()

"""A content root in memory: the smallest whole one, with files put over it."""

from collections.abc import Mapping
from pathlib import Path

from training.content.module import Module
from training.content.tree import Tree, check_tree, read_tree

MODULE = """---
title: Basics
summary: What everybody knows.
minutes: 5
needs: legal, oei, translator
as-of: 2026-11-01
---

## Before {#before}

Greet people. Your liaison is {contact: liaison}.[^S1]

## After {#after .card}

Write down what happened.[^F1]

### More: Why

Because memory fades.
"""
QUIZ = """---
title: Basics
module: basics
---

## Anything {draw=1}

### What comes first? {#first}
Covers: before

- [x] A greeting
  > Yes.
- [ ] A farewell
  > That comes last.

> People come first.[^S1]

### What comes last? {#last}
Covers: after

- [ ] A greeting
- [x] A farewell
"""
CERTIFICATE = """---
title: Core
requires: basics
valid-for: until the text changes
signed-by: Director, OEI
---

This certifies that **{name}** of {department} has completed {title}
on {date}.
"""
DEPARTMENTS = """## Public Library {#library}
Code: LBR
Spanish: Biblioteca Pública

## Bookmobile {#bookmobile}
Code: BOOK
Parent: library

## Transit {#transit}
Code: BUS
"""
SOURCES = """[^S1]: The handbook, 2026. <https://www.example.org/a/long/way>

[^S2]: Another book.
"""
FACTS = """[^F1]: Kind: ORDER. Sure: A. Review: pending. Notes are kept. Sources: S1, S2.

[^F2]: Kind: US. Sure: C. Everybody knows. Sources: none seen.
"""
FILES = {
    "city/departments.md": DEPARTMENTS,
    "city/sources.md": SOURCES,
    "city/facts.md": FACTS,
    "modules/basics/module.md": MODULE,
    "quizzes/basics.md": QUIZ,
    "certificates/core.md": CERTIFICATE,
}
LIBRARY = "modules/basics/departments/library.md"
SPANISH = "modules/basics/module.es.md"
SPANISH_QUIZ = "quizzes/basics.es.md"


def write(root: Path, over: Mapping[str, str | bytes] | None = None) -> Path:
    """Write the root; `over` adds or replaces files by path."""
    for path, text in {**FILES, **(over or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return root


def tree(root: Path, over: Mapping[str, str | bytes] | None = None) -> Tree:
    """The parsed root."""
    return read_tree(write(root, over))


def problems(root: Path, over: Mapping[str, str | bytes] | None = None) -> list[str]:
    """What the check says of the root, a line each."""
    return [str(each) for each in check_tree(tree(root, over))]


def module(root: Path, over: Mapping[str, str | bytes] | None = None) -> Module:
    """The root's module, which must have nothing wrong with it."""
    parsed = tree(root, over)
    assert [str(each) for each in check_tree(parsed)] == []
    return parsed.modules["basics"]

"""A content root that is as small as one can be: a module of two pages, a quiz, a certificate."""

from pathlib import Path

MODULE = """---
title: Basics
summary: What everybody knows.
minutes: 5
needs: legal, oei
as-of: 2026-11-01
---

## Before {#before}

Greet people. Your liaison is {contact: liaison}.[^S1]

## After {#after}

Write down what happened.[^S1]

### More: Why

Because memory fades.
"""
SUPPLEMENT = """---
departments: public-library
---

## At the desk {#desk in=before}

Library cards are private.[^S1]
"""
QUIZ = """---
title: Basics
module: basics
pass: 66%
attempts: no limit
feedback: after each attempt
---

## Anything {draw=2}

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
  > That comes first.
- [x] A farewell
  > Yes.

> Then write it down.[^S1]

### Which are kind? {#kind}
Covers: before
Choose: all

- [x] Listening
  > Yes.
- [x] Waiting
  > Yes.
- [ ] Shouting
  > No.

> Kindness is calm.[^S1]

## Always {draw=1}

### What do you write down? {#note}
Covers: after
Critical: yes

- [x] What happened
  > Yes.
- [ ] What you guess
  > Never.

> Only what you saw.[^S1]
"""
CERTIFICATE = """---
title: Core
requires: basics
valid-for: until the text changes
signed-by: Director, Office of Equity and Inclusion
design: landscape-letter
---

This certifies that **{name}** of **{department}** has completed {title} on {date}.
"""
DEPARTMENTS = """# Departments

## Public Library {#public-library}
Code: LIB
Spanish: Biblioteca Pública

## Transit (ABQ RIDE) {#abq-ride}
Code: ABQR
Spanish: Transporte (ABQ RIDE)
"""


def write_root(
    root: Path, *, module: str = MODULE, quiz: str = QUIZ, modules: tuple[str, ...] = ("basics",)
) -> Path:
    """Write the content root; with several `modules` the certificate requires them all."""
    for name in ("city", "quizzes", "certificates"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "city" / "departments.md").write_text(DEPARTMENTS, "utf-8")
    (root / "city" / "sources.md").write_text("# Sources\n\n[^S1]: The handbook, 2026.\n", "utf-8")
    for name in modules:
        folder = root / "modules" / name
        (folder / "departments").mkdir(parents=True, exist_ok=True)
        (folder / "module.md").write_text(module, "utf-8")
        (folder / "departments" / "public-library.md").write_text(SUPPLEMENT, "utf-8")
        text = quiz.replace("module: basics", f"module: {name}")
        (root / "quizzes" / f"{name}.md").write_text(text, "utf-8")
    certificate = CERTIFICATE.replace("requires: basics", f"requires: {', '.join(modules)}")
    (root / "certificates" / "core.md").write_text(certificate, "utf-8")
    return root

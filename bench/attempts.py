"""What a quiz costs from its first click to its result: `python -m bench.attempts`.

With 5 and with 20 questions, on SQLite and on a PostgreSQL that it starts for itself, by the
worker's CPU time; each learner passes, and is certified. The journey is *begin, a question's page,
an answer kept, hand in, the result*; beside it what it comes to with every answer kept.
"""

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from rich.console import Console

from bench import city, servers
from bench.browser import Answer, Browser
from bench.journey import MODULE, sign_in
from bench.pages import ROUNDS, Page, table
from bench.servers import Server
from tests import postgres
from training.config import Config

SIZES = (5, 20)
LEARNERS = 10
"""In a round; each takes the quiz once, for nobody takes it twice."""
LOOKS = 4
"""How often each looks at a page."""
MOST_MS = 18.0
MOST_STATEMENTS = 40
MOST_SAVE_MS = 2.0
STEPS = ("begin", "a question's page", "keep an answer", "hand in", "the result")
DEPARTMENTS = "## Public Library {#public-library}\nCode: LIB\nSpanish: Biblioteca Pública\n"
TEXT = """---
title: Basics
summary: What everybody knows.
minutes: 5
needs: oei
as-of: 2026-11-01
---

## Before {#before}

Greet people.[^S1]
"""
CERTIFICATE = f"""---
title: Core
requires: {city.MODULE}
valid-for: until the text changes
signed-by: Director, OEI
---

This certifies that **{{name}}** of {{department}} has completed {{title}} on {{date}}.
"""


@dataclass
class Taker:
    """Somebody in a quiz, all of whose pages they have opened."""

    browser: Browser
    first: str = ""
    """The address of the first question."""

    def begin(self, form: Mapping[str, str]) -> Answer:
        """Begin the quiz; the first question's address is known from then on."""
        answer = self.browser.post(f"{MODULE}/quiz", form)
        self.first = answer.location
        return answer


def main() -> int:
    """Measure and print; 1 when something is over its limit."""
    over = False
    for name in ("sqlite", "postgresql"):
        found = {size: _measured(name, size) for size in SIZES}
        few, many = (found[each] for each in SIZES)
        for one, other in zip(few, many, strict=True):
            if one.statements != other.statements:
                print(f"{one.name}: {one.statements} statements, {other.statements} with more")
                over = True
        over |= any(each.over for pages in found.values() for each in pages)
    return int(over)


def _measured(name: str, size: int) -> list[Page]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = _settings(Path(folder), name, size)
        right = city.found(Config.read(settings), people=(ROUNDS + 1) * LEARNERS + 1)
        with servers.hello() as stick, servers.site(settings) as site:
            pages = _pages(stick, site, right)
    Console().print(table(pages, f"{size} questions on {name}"))
    whole = [each for each in pages if each.name in STEPS]
    kept = next(each for each in pages if each.name == "keep an answer")
    ms, count = sum(median(each.ms) for each in whole), sum(each.statements for each in whole)
    all_ms, all_count = ms + (size - 1) * median(kept.ms), count + (size - 1) * kept.statements
    journey = Page("the journey", MOST_MS, MOST_STATEMENTS, [ms], count)
    print(f"the journey: {ms:.1f} ms ({MOST_MS}), {count} statements ({MOST_STATEMENTS})", end="")
    print(f"; with all {size} answers kept: {all_ms:.1f} ms, {all_count} statements", flush=True)
    return [*pages, journey]


def _pages(stick: Server, site: Server, right: Mapping[str, list[str]]) -> list[Page]:
    hello = Page("hello, world")
    begin, page, keep, submit, result = (Page(each) for each in STEPS)
    keep.most_ms = MOST_SAVE_MS
    greeter = Browser(stick.port)
    pages = [hello, begin, page, keep, submit, result]
    for turn in range(ROUNDS + 1):
        if turn == 1:  # the first one only warms up
            for found in pages:
                found.ms, found.statements = [], 0
        people = [_reader(site, 1 + turn * LEARNERS + n) for n in range(LEARNERS)]
        hello.measure(stick, [partial(greeter.page, "/")] * 200)
        begins = [(each, each.browser.get(f"{MODULE}/quiz").hidden) for each in people]
        begin.measure(site, [partial(each.begin, form) for each, form in begins])
        looks = [partial(each.browser.page, each.first) for each in people]
        page.measure(site, looks * LOOKS)
        keep.measure(site, [save for each in people for save in _saves(each, right)])
        attempts = [each.first.rsplit("/", 1)[0] for each in people]
        ready = list(zip(people, attempts, strict=True))
        forms = [each.browser.get(f"{attempt}/review").hidden for each, attempt in ready]
        submit.measure(
            site,
            [
                partial(each.browser.post, f"{attempt}/submit", form)
                for (each, attempt), form in zip(ready, forms, strict=True)
            ],
        )
        told = [partial(each.browser.page, f"{attempt}/result") for each, attempt in ready]
        result.measure(site, told * LOOKS)
        for each in people:
            each.browser.close()
    return pages


def _reader(site: Server, n: int) -> Taker:
    """Somebody who has read the module."""
    browser = sign_in(site.port, city.learner(n))
    here = browser.send(MODULE, f"{MODULE}/start").location
    while "/read/" in here:
        here = browser.send(here, here).location
    return Taker(browser)


def _saves(taker: Taker, right: Mapping[str, list[str]]) -> Iterator[partial[Answer]]:
    """Every question of theirs answered rightly, as the page's script sends it."""
    attempt = taker.first.rsplit("/", 1)[0]
    for position in range(1, len(right) + 1):
        here = f"{attempt}/{position}"
        hidden = taker.browser.get(here).hidden
        fields: dict[str, str | list[str]] = {**hidden, "n": "1"}
        fields["answer"] = right[hidden["item"]]
        yield partial(taker.browser.save, here, fields)


def _settings(folder: Path, name: str, size: int) -> dict[str, str]:
    settings = {
        "TRAINING_INSTANCE": str(folder / "instance"),
        "TRAINING_CONTENT": str(_write(folder / "content", size)),
        "TRAINING_PUBLIC_URL": "http://127.0.0.1",
        "TRAINING_TIMING": "yes",
        "TRAINING_SECOND_FACTOR": "offered",
    }
    (folder / "instance").mkdir()
    if name == "postgresql":
        server = postgres.start(folder / "data")
        settings["TRAINING_DATABASE_URL"] = postgres.create(server, "bench_attempts")
    return settings


def _write(root: Path, size: int) -> Path:
    """A content root whose one quiz asks so many questions, four answers each."""
    questions = "\n\n".join(_question(n) for n in range(size))
    files = {
        "city/departments.md": DEPARTMENTS,
        "city/sources.md": "[^S1]: The handbook, 2026.\n",
        f"modules/{city.MODULE}/module.md": TEXT,
        f"quizzes/{city.MODULE}.md": (
            f"---\ntitle: Basics\nmodule: {city.MODULE}\n---\n\n## All\n\n{questions}\n"
        ),
        f"certificates/{city.CERTIFICATE}.md": CERTIFICATE,
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return root


def _question(number: int) -> str:
    answers = "\n".join(
        f"- [{'x' if n == 2 else ' '}] Say number {n} of {number} and wait\n  > It is so."
        for n in range(4)
    )
    return (
        f"### What do you say at {number}? {{#at-{number}}}\nCovers: before\n\n{answers}\n\n> So."
    )


if __name__ == "__main__":
    sys.exit(main())

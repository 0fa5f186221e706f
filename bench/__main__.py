"""What a page costs beside one that says hello: `make bench`.

Both run in one worker process under the same gunicorn settings, in turn, five times. CPU time is
the worker's, so that it matters little how busy the machine is otherwise.
"""

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from typing import Any

from rich.console import Console
from rich.table import Table

from bench import city, servers
from bench.browser import Browser
from bench.journey import Step, begin, filled_in, saving, sign_in
from bench.servers import Server
from training.config import Config

ROUNDS = 5
HANDED_IN = 20
"""Quizzes handed in in each round, each by another person."""


@dataclass
class Page:
    """Something that is measured, its limits and what was found."""

    name: str
    most_ms: float | None = None
    most_statements: int | None = None
    ms: list[float] = field(default_factory=list)
    statements: int = 0

    @property
    def over(self) -> bool:
        """Whether it costs more than was promised."""
        return (self.most_ms is not None and median(self.ms) > self.most_ms) or (
            self.most_statements is not None and self.statements > self.most_statements
        )

    def measure(self, server: Server, steps: Iterable[Step]) -> None:
        """Run the steps and note the worker's CPU time for each, and the most statements."""
        before, count = server.cpu(), 0
        for step in steps:
            self.statements = max(self.statements, step().statements)
            count += 1
        self.ms.append((server.cpu() - before) * 1000 / count)


def main() -> int:
    """Measure, print the table; 1 when something is over its limit."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "TRAINING_INSTANCE": folder,
            "TRAINING_PUBLIC_URL": "http://127.0.0.1",
            "TRAINING_TIMING": "yes",
            "TRAINING_SECOND_FACTOR": "offered",
        }
        right = city.found(Config.read(settings))
        with servers.hello() as stick, servers.site(settings) as site:
            pages = measure_all(stick, site, right)
    Console().print(table(pages))
    return int(any(each.over for each in pages))


def measure_all(stick: Server, site: Server, right: dict[str, list[str]]) -> list[Page]:
    """Every page, in turn with hello, `ROUNDS` times."""
    hello = Page("hello, world")
    quick = {
        "/sign-in": Page("sign-in page"),
        "/": Page("My training"),
    }
    module = Page("module page", most_ms=2.5, most_statements=4)
    question = Page("quiz question")
    save = Page("save an answer")
    submit = Page("hand in a quiz", most_statements=18)
    department = Page(f"department of {city.PEOPLE}", most_statements=5)

    liaison = sign_in(site.port, city.LIAISON)
    reader = sign_in(site.port, city.learner(1))
    stranger, greeter = Browser(site.port), Browser(stick.port)
    section, quiz = begin(reader)
    for turn in range(ROUNDS + 1):
        numbers = range(2 + turn * HANDED_IN, 2 + (turn + 1) * HANDED_IN)
        ready = [filled_in(site.port, city.learner(n), right) for n in numbers]
        hidden = reader.get(quiz).hidden
        hello.measure(stick, [partial(greeter.page, "/")] * 600)
        quick["/sign-in"].measure(site, [partial(stranger.page, "/sign-in")] * 200)
        quick["/"].measure(site, [partial(reader.page, "/")] * 200)
        module.measure(site, [partial(reader.page, section)] * 200)
        question.measure(site, [partial(reader.page, quiz)] * 200)
        save.measure(site, [saving(reader, quiz, hidden, turn * 200 + n) for n in range(200)])
        submit.measure(site, ready)
        people = partial(liaison.page, f"/departments/{city.DEPARTMENT}")
        department.measure(site, [people] * 30)
    pages = [hello, *quick.values(), module, question, save, submit, department]
    for each in pages:
        del each.ms[0]  # the first turn only warms up
    return pages


def table(pages: list[Page]) -> Table:
    """What was found, as a table."""
    found = Table(title=f"Worker CPU for a request, median of {ROUNDS} rounds")
    for heading in ("", "CPU ms", "limit", "× hello", "statements", "limit", ""):
        found.add_column(heading, justify="left" if not heading else "right")
    base = median(pages[0].ms)
    for each in pages:
        cost = median(each.ms)
        found.add_row(
            each.name,
            f"{cost:.2f}",
            _limit(each.most_ms),
            f"{cost / base:.1f}",
            str(each.statements),
            _limit(each.most_statements),
            "over" if each.over else "",
        )
    return found


def _limit(value: Any) -> str:
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())

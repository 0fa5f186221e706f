"""What a page costs beside one that says hello: `make bench`.

Both run in one worker process under the same gunicorn settings, in turn, five times. CPU time is
the worker's, so that it matters little how busy the machine is otherwise.
"""

import sys
import tempfile
from functools import partial

from rich.console import Console

from bench import city, servers
from bench.browser import Browser
from bench.journey import begin, filled_in, saving, sign_in
from bench.pages import ROUNDS, Page, table
from bench.servers import Server
from training.config import Config

HANDED_IN = 20
"""Quizzes handed in in each round, each by another person."""


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


if __name__ == "__main__":
    sys.exit(main())

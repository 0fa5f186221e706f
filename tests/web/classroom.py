"""A small module published and asked of everyone, and how a browser goes through it."""

import re
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import NOW, TODAY
from tests.small_content import QUIZ, write_root
from tests.web.conftest import post
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.content.service import approve
from training.db import Database
from training.flows.publish import publish_tree

DUE = date(2026, 12, 15)
RIGHT = {"first": ["0"], "last": ["1"], "kind": ["0", "1"], "note": ["0"]}
WRONG = {"first": ["1"], "last": ["0"], "kind": ["2"], "note": ["1"]}
PAGES = ("before", "after")


def teach(database: Database, folder: Path, *, approved: bool = True, quiz: str = QUIZ) -> None:
    """Publish the small content root and require its certificate of everyone by `DUE`."""
    with database.writing() as db:
        done = publish_tree(db, write_root(folder / "root", quiz=quiz), by=None, now=NOW)
        read = next(each.revision.sha256 for each in done if each.revision.slug == "basics")
        for role in ("legal", "oei") if approved else ():
            approve(db, "module", "basics", sha256=read, role=role, by=1, now=NOW)
        require(db, "core", Audience(), rules=Rules(due=DUE), by=None, now=NOW, today=TODAY)
        db.commit()


def read_it_all(client: FlaskClient) -> None:
    """Open the module and read every page of it."""
    post(client, "/modules/basics", "/modules/basics/start")
    for page in PAGES:
        address = f"/modules/basics/read/{page}"
        assert post(client, address, address).status_code == 303


def begin(client: FlaskClient) -> str:
    """Read the module and begin its quiz; the attempt's address, `/attempts/7`."""
    read_it_all(client)
    answer = post(client, "/modules/basics/quiz", "/modules/basics/quiz")
    return str(answer.location).rsplit("/", 1)[0]


def hidden(page: str) -> dict[str, str]:
    """The hidden inputs of the quiz form on a page."""
    form = page.split('class="quiz"')[1].split("</form>")[0]
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', form)
    found = {}
    for each in fields:
        name, value = re.search(r'name="([^"]*)"', each), re.search(r'value="([^"]*)"', each)
        assert name
        assert value
        found[name[1]] = value[1]
    return found


def answer_all(client: FlaskClient, attempt: str, answers: dict[str, list[str]]) -> None:
    """Answer every question of an attempt."""
    for position in (1, 2, 3):
        address = f"{attempt}/{position}"
        fields = hidden(client.get(address).text)
        data = {**fields, "answer": answers[fields["item"]]}
        assert client.post(address, data=data).status_code == 303


def finish(client: FlaskClient, answers: dict[str, list[str]]) -> TestResponse:
    """Take the whole quiz and send it; the result page."""
    attempt = begin(client)
    answer_all(client, attempt, answers)
    return send(client, attempt)


def send(client: FlaskClient, attempt: str) -> TestResponse:
    """Send an attempt; the page one lands on."""
    answer = post(client, f"{attempt}/review", f"{attempt}/submit")
    assert answer.status_code == 303, answer.text
    return client.get(str(answer.location))

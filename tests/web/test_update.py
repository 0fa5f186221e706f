"""The pages that show somebody what changed, up to the renewed certificate."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import NOW, TODAY
from tests.retraining import label
from tests.small_content import MODULE, QUIZ, write_root
from tests.web.classroom import RIGHT, finish, hidden, teach
from tests.web.conftest import SignIn, post
from training.content.labels import Labelled
from training.db import Database
from training.flows.publish import publish_tree

HELLO = MODULE.replace("Greet people.", "Greet everybody who comes.")
DUE = TODAY + timedelta(days=30)
LATER = NOW + timedelta(hours=1)
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def lee(app: Flask, sign_in: SignIn, database: Database, tmp_path: Path) -> FlaskClient:
    """Lee, certified on the first text, an hour later."""
    teach(database, tmp_path)
    lee = sign_in("1002")
    finish(lee, RIGHT)
    app.extensions["training"].clock = lambda: LATER
    return lee


def change(
    database: Database, folder: Path, labels: list[Labelled], module: str = HELLO, quiz: str = QUIZ
) -> None:
    """Publish the module once more."""
    with database.writing() as db:
        root = write_root(folder / "next", module=module, quiz=quiz)
        publish_tree(db, root, by=None, now=LATER, labels={("module", "basics"): labels})
        db.commit()


def serial_on(page: str) -> str:
    found = re.search(r"/certificates/([0-9A-Z-]+)", page)
    assert found
    return found[1]


def test_only_what_changed_is_shown_then_asked_and_the_certificate_renewed(
    lee: FlaskClient, database: Database, tmp_path: Path
) -> None:
    old = serial_on(lee.get("/modules/basics").text)
    change(database, tmp_path, label("retest", "before", due=DUE))
    page = lee.get("/modules/basics").text
    assert "1 page changed since you were certified." in page
    assert "The rule is another one." in page
    assert "Please do it by" in page
    started = post(lee, "/modules/basics", "/modules/basics/start")
    assert started.location == "/modules/basics/changed/before"
    shown = lee.get(started.location).text
    assert "<del>people</del>" in shown
    assert "<ins>everybody who comes</ins>" in shown
    assert "To the questions" in shown
    first = post(lee, started.location, started.location)
    attempt = str(first.location).rsplit("/", 1)[0]
    asked = set()
    for position in (1, 2):
        fields = hidden(lee.get(f"{attempt}/{position}").text)
        asked.add(fields["item"])
        data = {**fields, "answer": RIGHT[fields["item"]]}
        assert lee.post(f"{attempt}/{position}", data=data).status_code == 303
    assert asked == {"first", "kind"}
    sent = post(lee, f"{attempt}/review", f"{attempt}/submit")
    result = lee.get(str(sent.location)).text
    assert "Your certificate is renewed" in result
    new = serial_on(result)
    assert new != old
    assert "A newer certificate has replaced this one" in lee.get(f"/verify/{old}").text
    assert new not in lee.get(f"/verify/{old}").text
    assert f"/certificates/{new}" in lee.get(f"/certificates/{old}").text
    assert "This certificate is from a pilot" in lee.get(f"/verify/{new}").text
    assert "What changed for you" not in lee.get("/modules/basics").text


def test_what_is_to_be_reread_is_done_when_it_is_read(
    lee: FlaskClient, database: Database, tmp_path: Path
) -> None:
    quiz = QUIZ.replace("What comes last?", "What is last?")
    change(
        database,
        tmp_path,
        [*label("reread", "before"), *label("reread", "item:last", cause="the question")],
        quiz=quiz,
    )
    post(lee, "/modules/basics", "/modules/basics/start")
    page = "/modules/basics/changed/before"
    assert "Next change" in lee.get(page).text
    question = post(lee, page, page).location
    assert question == "/modules/basics/changed/item:last"
    shown = lee.get(str(question)).text
    assert "This question changed. You only need to read it." in shown
    assert "Finish" in shown
    done = post(lee, str(question), str(question))
    assert done.location == "/modules/basics"
    assert "You finished this." in lee.get("/modules/basics").text


def test_a_new_page_is_shown_whole(lee: FlaskClient, database: Database, tmp_path: Path) -> None:
    module = HELLO.replace(
        "### More: Why", "## Extra {#extra}\n\nSay goodbye.[^S1]\n\n### More: Why"
    )
    change(
        database,
        tmp_path,
        [*label("wording", "before", "after"), *label("retest", "extra", due=DUE)],
        module=module,
    )
    assert "1 page is new for you." in lee.get("/modules/basics").text
    started = post(lee, "/modules/basics", "/modules/basics/start")
    shown = lee.get(str(started.location)).text
    assert "This is new for you." in shown
    assert "Say goodbye." in shown
    assert "<del>" not in shown


def test_nobody_sees_a_change_that_is_not_theirs(
    lee: FlaskClient, database: Database, tmp_path: Path
) -> None:
    assert lee.get("/modules/basics/changed/before").location == "/modules/basics"
    change(database, tmp_path, label("reread", "before"))
    post(lee, "/modules/basics", "/modules/basics/start")
    assert lee.get("/modules/basics/changed/after").status_code == 404
    assert lee.get("/modules/basics/read/after").status_code == 200, "it can be looked up"
    assert lee.get("/modules/basics/quiz").location == "/modules/basics/changed/before"

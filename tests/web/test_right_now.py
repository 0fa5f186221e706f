"""What to do right now: for anybody, approved text only, and never a number of staff."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import NOW, Cast
from tests.small_content import MODULE, write_root
from tests.web.conftest import SignIn
from training.content.holds.service import set_hold
from training.content.queries import in_force
from training.content.service import approve
from training.db import Database
from training.flows.publish import publish_tree

WITH_CARD = MODULE.replace("{#before}", "{#before .card}")
LINES = "Greet people."


def publish(database: Database, root: Path) -> None:
    with database.writing() as db:
        publish_tree(db, root, by=None, now=NOW)
        db.commit()


@pytest.fixture(autouse=True)
def published(app: Flask, database: Database, tmp_path: Path) -> None:
    publish(database, write_root(tmp_path / "cards", module=WITH_CARD))


@pytest.fixture
def approved(published: None, database: Database, cast: Cast) -> None:
    with database.writing() as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        for role in ("legal", "oei"):
            read, by = revision.sha256, cast.olga.id
            approve(db, "module", "basics", sha256=read, role=role, by=by, now=NOW)
        db.commit()


def test_what_nobody_has_approved_is_shown_to_nobody(app: Flask) -> None:
    page = app.test_client().get("/now").text
    assert "Before" in page
    assert "This card has not been approved yet." in page
    assert "Call your supervisor. In danger, call 911." in page
    assert LINES not in page


def test_anybody_reads_an_approved_card_and_only_staff_the_numbers(
    approved: None, app: Flask, sign_in: SignIn
) -> None:
    page = app.test_client().get("/now").text
    assert LINES in page
    assert "Lia Liaison" not in page
    assert "(sign in to see the number)" in page
    assert "Write down what happened" not in page
    assert "Lia Liaison" in sign_in("1002").get("/now").text


def test_a_card_on_hold_says_so_instead(
    approved: None, app: Flask, database: Database, cast: Cast
) -> None:
    client = app.test_client()
    before = client.get("/now/version").json
    with database.writing() as db:
        by, second = cast.olga.id, cast.ada.id
        set_hold(db, "basics", "before", "set", by=by, second=second, reason="Wrong.", now=NOW)
        db.commit()
    page = client.get("/now").text
    assert "This card is on hold while its text is checked." in page
    assert LINES not in page
    after = client.get("/now/version").json
    assert before is not None
    assert after is not None
    assert before["en"] != after["en"]


def test_it_speaks_the_language_of_its_address(app: Flask) -> None:
    client = app.test_client()
    assert "Ahora mismo" in client.get("/now/es").text
    assert '<html lang="en">' in client.get("/now/en").text
    assert client.get("/now/fr").status_code == 404


def test_a_printed_card_is_told_whether_it_is_current(approved: None, app: Flask) -> None:
    client = app.test_client()
    found = client.get("/now/version").json
    assert found is not None
    assert "Your printed card is current." in client.get(f"/now/en?printed={found['en']}").text
    assert "Your printed card is out of date." in client.get("/now/en?printed=00000000").text
    assert "printed card" not in client.get("/now/en").text


def test_the_worker_keeps_the_pages_and_may_rule_over_them(app: Flask) -> None:
    client = app.test_client()
    script = client.get("/now/worker.js")
    assert script.mimetype == "text/javascript"
    assert script.headers["Service-Worker-Allowed"] == "/now"
    assert '["/now", "/now/en", "/now/es"]' in script.text


def test_without_any_card_it_says_whom_to_call(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    publish(database, write_root(tmp_path / "none"))
    assert "There are no cards yet." in app.test_client().get("/now").text


MOST_BYTES = 60_000


def test_all_of_it_is_small(approved: None, app: Flask) -> None:
    client = app.test_client()
    page = client.get("/now/en")
    files = re.findall(r'(?:href|src)="(/assets/[^"]+)"', page.text)
    assert len(files) == 3
    sizes = [len(page.data)]
    for each in ("/now/worker.js", *files):
        with client.get(each) as answer:
            assert answer.status_code == 200
            sizes.append(len(answer.data))
    assert sum(sizes) < MOST_BYTES

"""Checking a certificate: what anybody is told of it, and of a number that is none of ours."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, update

from tests.cast import NOW, Cast
from tests.small_content import MODULE, write_root
from tests.web.classroom import teach
from tests.web.conftest import SignIn, post
from tests.web.test_certificates import earn
from training.content.queries import in_force
from training.content.service import approve
from training.credentials.facts import facts_sha256
from training.credentials.models import Credential, CredentialEvent
from training.credentials.serials import new_serial
from training.db import Database
from training.flows.publish import publish_tree
from training.web.verify import plain

VALID = "This certificate is valid"


@pytest.fixture(autouse=True)
def taught(app: Flask, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


@pytest.fixture
def serial(sign_in: SignIn) -> str:
    """Lee's certificate."""
    return earn(sign_in("1002"))


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    """A browser that we have never seen."""
    return app.test_client()


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Every statement that is sent in between."""
    found: list[str] = []

    def hear(*each: object) -> None:
        found.append(str(each[2]))

    event.listen(database.engine, "before_cursor_execute", hear)
    yield found
    event.remove(database.engine, "before_cursor_execute", hear)


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>([^<]+)", page)
    assert found
    return found[1]


def change(database: Database, **facts: object) -> None:
    """The certificate as if it had been issued with these facts."""
    with database.writing() as db:
        now = {**db.query(Credential).one().facts, **facts}
        db.execute(update(Credential).values(facts=now, facts_sha256=facts_sha256(now)))
        db.commit()


def test_it_takes_two_statements(serial: str, anybody: FlaskClient, database: Database) -> None:
    anybody.get(f"/verify/{serial}")
    with statements(database) as sent:
        assert heading(anybody.get(f"/verify/{serial}").text) == VALID
    assert len([each for each in sent if each.lstrip().startswith("SELECT")]) == 2


def test_what_has_changed_since_is_named(
    serial: str, anybody: FlaskClient, database: Database, tmp_path: Path
) -> None:
    with database.writing() as db:
        changed = write_root(tmp_path / "new", module=MODULE.replace("Greet people", "Smile"))
        publish_tree(db, changed, by=None, now=NOW)
        db.commit()
    page = anybody.get(f"/verify/{serial}").text
    assert heading(page) == "This certificate is valid; its text has changed since"
    assert "Changed or new in it: Before." in page


def test_one_that_has_run_out(serial: str, anybody: FlaskClient, database: Database) -> None:
    change(database, expires=(NOW - timedelta(days=2)).date().isoformat())
    assert heading(anybody.get(f"/verify/{serial}").text) == "This certificate has run out"


def test_one_of_a_pilot(serial: str, anybody: FlaskClient, database: Database) -> None:
    change(database, pilot=True)
    assert heading(anybody.get(f"/verify/{serial}").text) == "This certificate is from a pilot"


def test_one_that_was_revoked(
    serial: str, anybody: FlaskClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        credential = db.query(Credential).one()
        db.add(
            CredentialEvent(
                credential_id=credential.id,
                kind="revoked",
                reason="A reason that is nobody's business.",
                by=cast.olga.id,
                second=cast.ada.id,
                at=NOW,
            )
        )
        db.commit()
    page = anybody.get(f"/verify/{serial}").text
    assert heading(page) == "This certificate has been revoked"
    assert "nobody's business" not in page.replace("&#39;", "'")


@pytest.mark.parametrize("name", ["Lee Learner", "lee  LEARNER", "Léé-Learner"])
def test_the_name_on_the_paper_matches(serial: str, anybody: FlaskClient, name: str) -> None:
    page = post(anybody, f"/verify/{serial}", f"/verify/{serial}", name=name).text
    assert "The name matches" in page


@pytest.mark.parametrize("name", ["Max Mover", "Lee", "Lee Learner II"])
def test_another_name_does_not(serial: str, anybody: FlaskClient, name: str) -> None:
    page = post(anybody, f"/verify/{serial}", f"/verify/{serial}", name=name).text
    assert "The name does not match" in page
    assert "The name matches" not in page


def test_without_a_name_one_is_asked_for_it(serial: str, anybody: FlaskClient) -> None:
    page = post(anybody, f"/verify/{serial}", f"/verify/{serial}", name=" ").text
    assert "Type the name as it stands on the paper." in page


def test_names_are_compared_as_people_type_them() -> None:
    assert plain("Yá'át'ééh Łį́į́ʼ") == plain("YA'AT'EEH LII")
    assert plain("Nguyễn Thị Đào") == plain("nguyen thi dao")
    assert plain("Muñoz-Ortiz") == plain("Munoz Ortiz")
    assert plain("Ana") != plain("Anna")


def test_the_file_is_compared_by_its_hash(
    serial: str, anybody: FlaskClient, sign_in: SignIn
) -> None:
    assert "data-compare" not in anybody.get(f"/verify/{serial}").text
    pdf = sign_in("1002").get(f"/certificates/{serial}.pdf").data
    assert hashlib.sha256(pdf).hexdigest() in anybody.get(f"/verify/{serial}").text


def test_a_number_that_is_none_of_ours_is_answered_alike(anybody: FlaskClient) -> None:
    numbers = [new_serial(), "AAAA-BBBB", "x", "..x", "ñ" * 500, "'%20OR%201=1"]
    answers = [anybody.get(f"/verify/{each}") for each in numbers]
    assert {each.status_code for each in answers} == {404}
    bodies = {re.sub(r'name="next" value="[^"]*"', "", each.text) for each in answers}
    assert len(bodies) == 1


def test_whoever_guesses_waits_and_whoever_holds_one_does_not(
    serial: str, anybody: FlaskClient
) -> None:
    answers = [anybody.get(f"/verify/{new_serial()}").status_code for _ in range(201)]
    assert answers == [404] * 200 + [429]
    waiting = anybody.get(f"/verify/{new_serial()}")
    assert int(waiting.headers["Retry-After"]) > 0
    assert "Too many tries" in waiting.text
    assert heading(anybody.get(f"/verify/{serial}").text) == VALID


def test_a_number_can_be_typed(serial: str, anybody: FlaskClient) -> None:
    assert "The number on the certificate" in anybody.get("/verify").text
    answer = anybody.get("/verify", query_string={"serial": serial.lower()})
    assert answer.status_code == 303
    assert heading(anybody.get(answer.location or "").text) == VALID


def test_an_approved_text_is_no_pilot(
    serial: str, anybody: FlaskClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        revision = in_force(db, "module", "basics")
        assert revision is not None
        for role in ("legal", "oei"):
            read, by = revision.sha256, cast.olga.id
            approve(db, "module", "basics", sha256=read, role=role, by=by, now=NOW)
        db.commit()
    assert heading(anybody.get(f"/verify/{serial}").text) == VALID

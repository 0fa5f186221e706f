"""Disputing a result in a browser, and answering it: who sees what, and what is kept."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from tests.web.classroom import WRONG, answer_all, begin, finish, teach
from tests.web.classroom import send as hand_in
from tests.web.conftest import SignIn, post, token_on
from training.audit import AuditEvent
from training.content.models import Revision
from training.db import Database
from training.learning.disputes.models import Dispute
from training.learning.helping.models import Help
from training.learning.models import Attempt

NASTY = "<script>alert(1)</script> & {{ 7*7 }}"


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def dispute(sign_in: SignIn, text: str = NASTY) -> str:
    """Lee disputes a question; the receipt's address."""
    lee = sign_in("1002")
    finish(lee, WRONG)
    page = "/attempts/1/dispute"
    item = re.findall(r'<option value="(\w+)"', lee.get(page).text)[0]
    answer = post(lee, page, page, item=item, text=text)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_a_dispute_leads_to_a_receipt_that_names_who_answers(
    sign_in: SignIn, database: Database
) -> None:
    receipt = dispute(sign_in)
    lee = sign_in("1002")
    page = lee.get(receipt).text
    assert "Olga Organizer answers" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert "Under review since" in lee.get("/attempts/1/result").text
    assert "A result of yours is under review" in lee.get("/").text
    again = lee.get("/attempts/1/dispute")
    assert again.location == receipt, "twice is the same"
    assert sign_in("1004").get(receipt).status_code == 404
    assert sign_in("1004").get("/attempts/1/dispute").status_code == 404
    with database.reading() as db:
        told = str([each.facts for each in db.scalars(select(AuditEvent))])
    assert "script" not in told, "an audit holds no words of anybody's"


def test_what_was_typed_survives_a_mistake(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    finish(lee, WRONG)
    page = "/attempts/1/dispute"
    answer = post(lee, page, page, item="", text="too long " * 300)
    assert answer.status_code == 422
    assert "too long too long" in answer.text
    assert "Write at most 2000 characters." in answer.text
    blank = post(lee, page, page, item="", text=" ")
    assert (blank.status_code, "Write a few words." in blank.text) == (422, True)
    with database.reading() as db:
        assert db.scalars(select(Dispute)).all() == []


def test_whoever_answers_sees_what_was_asked_and_each_look_is_kept(
    sign_in: SignIn, database: Database
) -> None:
    receipt = dispute(sign_in)
    olga = sign_in("1005")
    assert "Basics" in olga.get("/disputes").text
    page = olga.get("/disputes/1").text
    for shown in ("Right by the key", "Chosen", "Lee Learner", "&lt;script&gt;"):
        assert shown in page
    missing = post(olga, "/disputes/1", "/disputes/1/answer", text="I have looked.")
    assert missing.status_code == 422
    assert "I have looked." in missing.text
    fields = {"outcome": "key", "text": "You are right."}
    done = post(olga, "/disputes/1", "/disputes/1/answer", **fields)
    assert done.status_code == 303
    lee = sign_in("1002")
    assert "Your dispute is answered" in lee.get("/").text
    assert "the key of this question is wrong" in lee.get(receipt).text
    assert post(lee, receipt, f"{receipt}/read").status_code == 303
    assert "Your dispute is answered" not in lee.get("/").text
    with database.reading() as db:
        looks = select(AuditEvent).where(AuditEvent.act == "learning:dispute:looked")
        assert len(db.scalars(looks).all()) >= 3


def test_neither_the_liaison_nor_an_author_who_does_not_answer_it_looks_in(
    sign_in: SignIn, database: Database
) -> None:
    dispute(sign_in)
    for number in ("1001", "1003"):
        assert sign_in(number).get("/disputes/1").status_code == 403
    assert sign_in("1003").get("/disputes").status_code == 403
    listed = sign_in("1001").get("/disputes").text
    assert "/disputes/1" not in listed
    assert "Lee" not in listed
    department = sign_in("1003").get("/departments/public-library").text
    assert "script" not in department.split("<main")[1]
    assert "part of it is under review" in department


def test_an_author_answers_what_they_published_and_passes_it_on(
    sign_in: SignIn, database: Database
) -> None:
    with database.writing() as db:
        db.execute(update(Revision).values(by=1))
        db.commit()
    dispute(sign_in)
    ada = sign_in("1001")
    page = ada.get("/disputes/1").text
    assert "Ada Author answers." in page
    olga = re.findall(r'<option value="(\d+)">Olga', page)[0]
    answer = pass_on(ada, olga)
    assert answer.status_code == 303
    assert ada.get("/disputes/1").status_code == 403
    for to in ("", "abc", "99999999999999999999999", "0"):
        bad = pass_on(sign_in("1005"), to)
        assert bad.status_code == 403


def pass_on(client: FlaskClient, to: str) -> TestResponse:
    form = {**token_on(client, "/disputes/1"), "to": to}
    return client.post("/disputes/1/pass-on", data=form)


def fail_three_times(sign_in: SignIn) -> str:
    lee = sign_in("1002")
    attempt = begin(lee)
    for n in range(3):
        answer_all(lee, attempt, WRONG)
        page = hand_in(lee, attempt).text
        if n < 2:
            again = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
            attempt = str(again.location).rsplit("/", 1)[0]
    return page


def test_after_three_a_person_helps_and_nothing_says_failed(
    sign_in: SignIn, database: Database
) -> None:
    page = fail_three_times(sign_in)
    assert "Lia Liaison" in page
    assert "Try again" in page
    lia = sign_in("1003")
    department = lia.get("/departments/public-library").text
    assert "Lee Learner is stuck in “Basics”." in department
    assert "failed" not in department.lower()
    with database.reading() as db:
        enrolment = db.scalar(select(Attempt.enrolment_id))
    form = f"/help/{enrolment}"
    assert post(lia, form, form).status_code == 422
    assert post(lia, form, form, how="interpreter").status_code == 303
    assert "is stuck in" not in lia.get("/departments/public-library").text
    assert lia.get(form).status_code == 403, "nothing is left to write down"
    with database.reading() as db:
        assert [each.how for each in db.scalars(select(Help))] == ["interpreter"]
    for number in ("1001", "1002", "1004"):
        assert sign_in(number).get(form).status_code == 403

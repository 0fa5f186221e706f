"""Human Resources' pages."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cast import TODAY, Cast, grant
from tests.staff import ask, publish_core
from tests.web.conftest import SignIn, post
from training.assignments.models import Accommodation, Excuse
from training.audit import AuditEvent
from training.db import Database
from training.learning.models import Completion, Evidence
from training.web.languages import COOKIE

LATER = (TODAY + timedelta(days=30)).isoformat()
NEW = "/hr/excuses/new"
NEEDS = "/hr/people/1002/needs"
EVIDENCE = "/hr/evidence"
PDF = b"%PDF-1.7\nA sign-in sheet"
TAKEN = {
    "numbers": "1002 1003",
    "module": "basics",
    "day": TODAY.isoformat(),
    "kind": "classroom",
    "language": "en",
    "what": "Sheet 7",
}


@pytest.fixture(autouse=True)
def staffed(app: object, database: Database, cast: Cast, tmp_path: Path) -> None:
    with database.writing() as db:
        publish_core(db, tmp_path)
        ask(db)
        grant(db, cast.max, "hr")
        db.commit()


def excuse(**more: str) -> dict[str, str]:
    sent = {"numbers": "1002, 1001", "certificate": "", "from_day": TODAY.isoformat()}
    return {**sent, "to_day": LATER, **more}


def test_several_are_excused_listed_changed_and_ended(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    hr = sign_in("1004")
    assert "Nobody is excused now" in hr.get("/hr").text
    assert post(hr, NEW, NEW, **excuse()).location == "/hr"
    page = hr.get("/hr").text
    assert "Lee Learner and Ada Author" in page
    assert page.count("End now") == 2
    with database.reading() as db:
        first = db.scalars(select(Excuse).where(Excuse.employee_id == cast.lee.id)).one()
    sooner = excuse(numbers="1002", to_day=TODAY.isoformat(), instead=str(first.id))
    assert post(hr, NEW, NEW, **sooner).status_code == 303
    with database.reading() as db:
        found = db.scalars(select(Excuse).where(Excuse.employee_id == cast.lee.id)).all()
        assert [(each.to_day, each.ended is not None) for each in found] == [
            (TODAY + timedelta(days=30), True),
            (TODAY, False),
        ]
        last = found[-1].id
    assert post(hr, "/hr", f"/hr/excuses/{last}/end").status_code == 303
    assert hr.get("/hr").text.count("End now") == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"numbers": "1002 4711"}, "4711: nobody with this number works here"),
        ({"numbers": ""}, "Write at least one employee number."),
        ({"to_day": "2026-11-01", "from_day": "2026-10-01"}, "The last day has passed"),
        ({"to_day": "2026-11-23", "from_day": "2026-12-01"}, "comes before the first"),
        ({"to_day": ""}, "Choose a day."),
    ],
)
def test_a_mistake_is_said_beside_its_field_and_nothing_is_lost(
    sign_in: SignIn, database: Database, wrong: dict[str, str], words: str
) -> None:
    answer = post(sign_in("1004"), NEW, NEW, **excuse(**wrong))
    assert answer.status_code == 422
    assert words in answer.text
    if "numbers" not in wrong:
        assert "1002, 1001" in answer.text
    with database.reading() as db:
        assert db.scalars(select(Excuse)).all() == []


def test_what_somebody_needs_is_seen_by_hr_and_its_owner_only(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    hr = sign_in("1004")
    answer = post(hr, NEEDS, NEEDS, quiz_time="150", paper="y")
    assert answer.location == "/people/1002"
    said = "150 % of the usual time for a quiz"
    assert said in hr.get("/people/1002").text
    assert said in sign_in("1002").get("/account").text
    for number in ("1003", "1005"):
        assert said not in sign_in(number).get("/people/1002").text
        assert sign_in(number).get(NEEDS).status_code == 403
    assert post(hr, NEEDS, NEEDS, quiz_time="999").status_code == 422
    post(hr, NEEDS, NEEDS, quiz_time="")
    assert said not in sign_in("1002").get("/account").text
    with database.reading() as db:
        assert len(db.scalars(select(Accommodation)).all()) == 4


def test_training_elsewhere_counts_once_a_second_person_agrees(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    hr, olga = sign_in("1004"), sign_in("1005")
    sent = post(hr, f"{EVIDENCE}/new", f"{EVIDENCE}/new", **TAKEN, file=(io.BytesIO(PDF), "a.pdf"))
    assert sent.location == EVIDENCE, sent.text
    mine, theirs = hr.get(EVIDENCE).text, olga.get(EVIDENCE).text
    assert "Take it back" in mine
    assert 'value="agree"' not in mine
    for words in ("2 people took it in a classroom", "Sheet 7", "Lee Learner", "Max Mover"):
        assert words in theirs
    act = theirs.split(f'action="{EVIDENCE}/')[1].split('"')[0]
    assert post(hr, EVIDENCE, f"{EVIDENCE}/{act}", answer="agree").status_code == 403
    agreed = post(olga, EVIDENCE, f"{EVIDENCE}/{act}", answer="agree")
    assert agreed.status_code == 303
    assert "Recorded for 2 people. 2 certificates were issued." in olga.get(EVIDENCE).text
    with database.reading() as db:
        assert len(db.scalars(select(Completion)).all()) == 2
        (sha256,) = set(db.scalars(select(Evidence.blob_sha256)))
    page = sign_in("1003").get("/people/1002").text
    assert "taken in a classroom, Nov 23, 2026" in page
    assert "The file" not in page
    file = f"{EVIDENCE}/files/{sha256}"
    assert sign_in("1003").get(file).status_code == 403
    found = olga.get(file)
    assert found.data == PDF
    assert found.headers["Content-Type"] == "application/pdf"
    assert found.headers["Content-Disposition"].startswith("attachment")
    with database.reading() as db:
        opened = select(AuditEvent).where(AuditEvent.act == "learning:evidence:opened")
        assert [each.actor for each in db.scalars(opened)] == [cast.olga.id]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"file": b"<svg onload=x>"}, "Send a PDF, or a picture"),
        ({"day": "2026-11-22"}, "On that day no text of this module was in force."),
        ({"day": "2026-11-24"}, "That day is still to come."),
        ({"kind": ""}, "Choose where it was."),
        ({"what": ""}, "Say what shows it"),
        ({"numbers": "4711"}, "4711: nobody with this number works here"),
    ],
)
def test_what_cannot_be_recorded_is_said(
    sign_in: SignIn, wrong: dict[str, object], words: str
) -> None:
    page, sent = f"{EVIDENCE}/new", {**TAKEN, **wrong}
    if isinstance(data := sent.get("file"), bytes):
        sent["file"] = (io.BytesIO(data), "a.pdf")
    answer = post(sign_in("1004"), page, page, **sent)
    assert answer.status_code == 422
    assert words in answer.text


def test_the_notice_is_looked_at_kept_in_both_languages_and_taken_back(sign_in: SignIn) -> None:
    hr, page = sign_in("1004"), "/hr/notice"
    texts = {"en": "Do this at work.\r\n\r\nAsk your supervisor.", "es": "Hágalo en el trabajo."}
    looked = post(hr, page, page, **texts, then="preview")
    assert looked.status_code == 200
    shown = "<p>Do this at work.</p>\n<p>Ask your supervisor.</p>"
    assert shown in looked.text
    assert shown not in hr.get(page).text
    half = post(hr, page, page, en="Only English.", es="")
    assert half.status_code == 422
    assert "Write the notice in both languages, or in none." in half.text
    assert post(hr, page, page, **texts).status_code == 303
    assert shown in hr.get("/").text
    hr.set_cookie(COOKIE, "es")
    assert "Hágalo en el trabajo." in hr.get("/modules/basics").text
    assert post(hr, page, page, en="", es="").status_code == 303
    assert "Hágalo" not in hr.get(page).text

"""A person's page, and another due day for one person."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.staff import TOMORROW, ask, certify, publish_core
from tests.web.conftest import SignIn, post, token_on
from training.assignments.excuses.service import set_excuses
from training.assignments.models import Assignment
from training.db import Database

LATER = (TODAY + timedelta(days=30)).isoformat()


@pytest.fixture(autouse=True)
def asked(app: object, database: Database, cast: Cast, tmp_path: Path) -> None:
    with database.writing() as db:
        publish_core(db, tmp_path)
        ask(db)
        certify(db, cast.lia)
        db.commit()


def assignment(database: Database, employee_id: int) -> int:
    with database.reading() as db:
        found = select(Assignment.id).where(Assignment.employee_id == employee_id)
        return db.scalars(found).one()


def test_a_liaison_sees_their_own_people_only(sign_in: SignIn, database: Database) -> None:
    lia = sign_in("1003")
    page = lia.get("/people/1002").text
    for words in ("Lee Learner", "Public Library", "Core", "Another due day"):
        assert words in page
    assert "Excuse" not in page
    assert "Record training" not in page
    assert lia.get("/people/1004").status_code == 403
    assert lia.get("/people/4711").status_code == 403
    assert sign_in("1005").get("/people/1004").status_code == 200
    assert sign_in("1002").get("/people/1002").status_code == 403


def test_somebody_who_moved_away_is_not_their_liaison_s_any_more(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia, link = sign_in("1003"), f"/people/1002/assignments/{assignment(database, cast.lee.id)}"
    token = token_on(lia, link)
    with database.writing() as db:
        move(db, cast.lee, cast.transit, since=TODAY)
        db.commit()
    assert lia.get("/people/1002").status_code == 403
    sent = lia.post(link, data={**token, "due": LATER, "reason": "Night shifts"})
    assert sent.status_code == 403


def test_one_person_s_day_is_put_off_shown_and_taken_back(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    link = f"/people/1002/assignments/{assignment(database, cast.lee.id)}"
    form = post(lia, link, link, due=LATER, reason="")
    assert form.status_code == 422
    assert "Say why they need another day." in form.text
    early = post(lia, link, link, due=TODAY.isoformat(), reason="Night shifts")
    assert early.status_code == 422
    assert "after the one that all others have" in early.text
    assert post(lia, link, link, due=LATER, reason="Night shifts").status_code == 303
    page = lia.get("/people/1002").text
    assert "Wednesday, December 23, 2026" in page
    assert "Night shifts (Lia Liaison)" in page
    mine = sign_in("1002").get("/account").text
    assert "Night shifts" in mine
    assert "Wednesday, December 23, 2026" in mine
    post(lia, link, link, due=TOMORROW.isoformat(), reason="A mistake")
    again = lia.get("/people/1002").text
    assert "December 23" not in again
    assert "Take it back" not in again


def test_nobody_gives_themselves_another_day(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    assert "Another due day" not in lia.get("/people/1003").text
    link = f"/people/1003/assignments/{assignment(database, cast.lia.id)}"
    assert post(lia, link, link, due=LATER, reason="Mine").status_code == 403


def test_until_when_somebody_is_excused_stands_there_for_all_and_the_rest_for_hr(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "hr")
        set_excuses(
            db,
            [cast.lee.id],
            certificate=None,
            from_day=TODAY,
            to_day=TOMORROW,
            by=cast.max.id,
            now=NOW,
            today=TODAY,
        )
        db.commit()
    for number in ("1003", "1005"):
        page = sign_in(number).get("/people/1002").text
        assert "Excused until Tuesday, November 24, 2026" in page
        assert "End now" not in page
    assert "End now" in sign_in("1004").get("/people/1002").text
    assert "Excused until" not in sign_in("1003").get("/people/1003").text

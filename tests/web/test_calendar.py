"""A person's own due days, for their own calendar, at an address that only they know."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import NOW, TODAY, Cast, move
from tests.web.classroom import RIGHT, finish, teach
from tests.web.conftest import SignIn, post
from tests.web.test_tablets import enter, tablet  # noqa: F401 - a fixture
from training.audit import AuditEvent
from training.db import Database
from training.people.models import CalendarLink
from training.people.throttle.delays import ADDRESS

PAGE = "/account/calendar"


@pytest.fixture(autouse=True)
def taught(app: Flask, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def address(client: FlaskClient) -> str:
    page = post(client, PAGE, PAGE).text
    return str(re.findall(r'value="http://localhost(/calendar/[\w-]{40,}\.ics)"', page)[0])


def test_a_calendar_is_told_what_is_due_without_signing_in(
    app: Flask, sign_in: SignIn, database: Database
) -> None:
    lee = sign_in("1002")
    where = address(lee)
    answer = app.test_client().get(where)
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "DTSTART;VALUE=DATE:20261215\r\n" in answer.text
    assert "SUMMARY;LANGUAGE=en:City training: Core\r\n" in answer.text
    assert not re.search(r"Lee|Learner|1002|Lia|[Oo]verdue", answer.text)
    again = app.test_client().get(where).text
    uid = r"UID:([0-9a-f-]{36})\r\n"
    assert re.findall(uid, again) == re.findall(uid, answer.text)
    assert re.findall(uid, app.test_client().get(address(sign_in("1004"))).text) != re.findall(
        uid, again
    ), "each person has their own"
    finish(lee, RIGHT)
    assert "BEGIN:VEVENT" not in app.test_client().get(where).text
    with database.reading() as db:
        token = where.removeprefix("/calendar/").removesuffix(".ics")
        kept = [repr(vars(each)) for each in db.scalars(select(CalendarLink))]
        kept += [str(each.facts) for each in db.scalars(select(AuditEvent))]
        assert not any(token in each for each in kept)


def test_a_withdrawn_address_a_replaced_one_and_a_leaver_s_tell_nothing(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee, calendar = sign_in("1002"), app.test_client()
    first, second = address(lee), address(lee)
    assert "You have had an address since" in lee.get(PAGE).text
    assert (calendar.get(first).status_code, calendar.get(second).status_code) == (404, 200)
    assert post(lee, PAGE, f"{PAGE}/end").location == PAGE
    assert "The address is withdrawn." in lee.get(PAGE).text
    assert calendar.get(second).status_code == 404
    assert post(lee, PAGE, f"{PAGE}/end").status_code == 404
    third = address(lee)
    with database.writing() as db:
        move(db, cast.lee, cast.library, since=TODAY, active=False)
        db.commit()
    assert calendar.get(third).status_code == 404


def test_whoever_guesses_has_to_wait_and_a_right_address_costs_nothing(
    app: Flask, sign_in: SignIn
) -> None:
    where, guesser = address(sign_in("1002")), app.test_client()
    for _ in range(3):
        assert guesser.get(where).status_code == 200
    for _ in range(ADDRESS.free):
        assert guesser.get("/calendar/guessed.ics").status_code == 404
    late = guesser.get("/calendar/guessed.ics")
    assert (late.status_code, late.headers["Retry-After"]) == (429, "60")
    app.extensions["training"].clock = lambda: NOW + timedelta(minutes=2)
    assert guesser.get(where).status_code == 200


def test_a_shared_tablet_shows_nobody_s_address(tablet: FlaskClient) -> None:  # noqa: F811
    enter(tablet, "1002")
    assert PAGE not in tablet.get("/account").text
    assert tablet.get(PAGE).status_code == 403
    assert post(tablet, "/account", PAGE).status_code == 403

"""A quiz with a time limit in a browser, and two windows that agree."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import NOW, Cast
from tests.small_content import QUIZ
from tests.web.classroom import RIGHT, WRONG, answer_all, begin, hidden, read_it_all, send, teach
from tests.web.conftest import SignIn, post
from training.assignments.accommodations.service import set_accommodations
from training.db import Database

JSON = {"Accept": "application/json"}
LIMITED = QUIZ.replace("attempts: no limit", "attempts: no limit\ntime-limit: 20 minutes")


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path, quiz=LIMITED)


def later(app: Flask, minutes: float) -> None:
    """Let the server's clock go on."""
    now = NOW + timedelta(minutes=minutes)
    app.extensions["training"].clock = lambda: now


def test_before_it_begins_it_says_how_long_it_takes(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee, max_ = sign_in("1002"), sign_in("1004")
    with database.writing() as db:
        set_accommodations(db, cast.lee.id, {"quiz-time": "150"}, by=cast.olga.id, now=NOW)
        db.commit()
    for each in (lee, max_):
        read_it_all(each)
    mine, his = (each.get("/modules/basics/quiz").text for each in (lee, max_))
    assert "You have 30 minutes, from when you begin." in mine
    assert "Others have 20 minutes: you have been granted more." in mine
    assert "You have 20 minutes, from when you begin." in his
    assert "granted" not in his


def test_each_page_says_what_is_left_by_the_server_s_clock(app: Flask, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    for minutes, said in ((0, "20 minutes left"), (18.5, "1 minute left"), (19.5, "Less than a")):
        later(app, minutes)
        for page in ("1", "review"):
            assert said in lee.get(f"{attempt}/{page}").text


def test_when_the_time_is_over_what_was_saved_is_handed_in(app: Flask, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    later(app, 21)
    for page in ("1", "review"):
        told = lee.get(f"{attempt}/{page}").text
        assert "What you had answered by then is saved, and it counts." in told
    assert "The time is over" in lee.get("/modules/basics/quiz").text
    on = post(lee, "/modules/basics/quiz", f"{attempt}/submit")
    assert "You passed" in lee.get(str(on.location)).text


def test_a_late_answer_is_refused_kindly_and_hands_the_rest_in(app: Flask, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    later(app, 21)
    answer = lee.post(f"{attempt}/1", data={**fields, "answer": ["0"]}, headers=JSON)
    assert answer.status_code == 409
    assert "What you had answered by then counts." in answer.text
    late = lee.post(f"{attempt}/1", data={**fields, "answer": ["0"]})
    assert late.location == f"{attempt}/result"
    page = lee.get(str(late.location)).text
    assert "Not yet" in page


def test_without_a_script_a_late_answer_leads_to_the_result(app: Flask, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    later(app, 21)
    late = lee.post(f"{attempt}/1", data={**fields, "answer": ["0"]})
    assert (
        "The time was over, so this last answer was not kept." in lee.get(str(late.location)).text
    )


def test_after_a_failure_it_names_the_pages_it_asks_about(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, {**RIGHT, "note": WRONG["note"], "last": WRONG["last"]})
    send(lee, attempt)
    page = lee.get("/modules/basics/quiz").text
    assert "Only questions about what was not right yet" in page
    assert "/modules/basics/read/after" in page
    assert "/modules/basics/read/before" not in page


def test_a_window_that_saves_an_older_answer_is_shown_the_newer_one(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    right = RIGHT[fields["item"]]
    newer = {**fields, "n": "7", "answer": right}
    assert lee.post(f"{attempt}/1", data=newer, headers=JSON).json == {"saved": True}
    assert lee.get(f"{attempt}/1", headers=JSON).json == {"n": 7, "over": False}
    assert lee.get(f"{attempt}/review", headers=JSON).json == {"n": 7, "over": False}
    older = {**fields, "n": "3", "answer": WRONG[fields["item"]]}
    told = lee.post(f"{attempt}/1", data=older, headers=JSON)
    assert told.json == {"saved": True, "newer": True}
    stays = lee.post(f"{attempt}/1", data=older)
    assert stays.location == f"{attempt}/1?newer=1"
    page = lee.get(str(stays.location)).text
    assert "You answered this one elsewhere" in page
    send(lee, attempt)
    assert lee.get(f"{attempt}/1", headers=JSON).json == {"n": 7, "over": True}

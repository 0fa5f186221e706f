"""The pages on which a question is marked again: seen first, decided by two, watched."""

from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.flows.regrading import FAREWELL, GREETING, answered, correct, published_wrong
from tests.retraining import CONFIG, Course
from tests.web.conftest import SignIn, post
from training.db import Database
from training.flows.regrade_some import regrade_some
from training.learning.models import Regrade
from training.web.languages import COOKIE
from training.web.state import TrainingState

NEW = "/content/regrades/new"
LAST = f"{NEW}?module=basics&item=last"


@pytest.fixture
def taken(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """Max answered by the wrong key, Lee and Lia by the right one, and Lia failed."""
    with database.writing() as db:
        course = Course(db, tmp_path)
        published_wrong(course)
        answered(course, cast.max, last=GREETING)
        answered(course, cast.lee, last=FAREWELL)
        answered(course, cast.lia, last=FAREWELL, first=[1])
        correct(course)
        course.days += 1
        db.commit()
    state: TrainingState = app.extensions["training"]
    at = course.now
    state.clock = lambda: at


def test_what_would_change_is_seen_before_anybody_is_asked(taken: None, sign_in: SignIn) -> None:
    ada, olga = sign_in("1001"), sign_in("1005")
    listed = ada.get("/content/regrades").text
    assert "Not marked again" in listed
    assert "module=basics&amp;item=last" in listed
    page = ada.get(LAST).text
    for said in (
        "3 attempts asked it by the wrong key; 3 would have another result.",
        "1 person would pass who did not.",
        "Modules finished by it: 1. Certificates issued: 1.",
        "1 person who knows it is wrong by the right key, and owes this question.",
        "nothing has changed yet",
    ):
        assert said in page
    assert "Max Mover" not in page, "an author sees numbers"
    named = olga.get(LAST).text
    assert "Max Mover" in named
    assert "not yet → pass" in named
    olga.set_cookie(COOKIE, "es")
    assert "aprobaría" in olga.get(LAST).text


def test_two_people_agree_and_the_page_says_how_far_it_is(
    taken: None, sign_in: SignIn, app: Flask, database: Database
) -> None:
    ada, olga = sign_in("1001"), sign_in("1005")
    told = {"module": "basics", "item": "last"}
    refused = post(ada, LAST, NEW, **told, reason="")
    assert refused.status_code == 422
    assert "Say why" in refused.text
    answer = post(ada, LAST, NEW, **told, reason="A greeting comes first.")
    page = str(answer.location)
    again = post(ada, LAST, NEW, **told, reason="A greeting comes first.")
    assert again.status_code == 409
    assert "Mark them again" not in ada.get(page).text
    assert post(ada, page, page, answer="agree").status_code == 403
    assert "A corrected key waits for a second person" in olga.get("/").text
    assert "A greeting comes first." in olga.get(page).text
    assert post(olga, page, page, answer="agree").status_code == 303
    assert "0 of 3 people" in ada.get(page).text
    state: TrainingState = app.extensions["training"]
    with database.writing() as db:
        regrade = db.get_one(Regrade, 1)
        while regrade_some(db, regrade.id, now=state.clock(), config=CONFIG):
            pass
        db.commit()
    done = ada.get(page).text
    assert "Everybody has been looked at" in done
    assert "1 passes now that did not" in done
    lee = sign_in("1002")
    assert lee.get("/modules/basics").status_code == 200
    assert "Marked again" in ada.get("/content/regrades").text


def test_a_key_that_is_not_corrected_yet_is_corrected_first(taken: None, sign_in: SignIn) -> None:
    page = sign_in("1001").get(f"{NEW}?module=basics&item=first").text
    assert "has not been corrected yet" in page
    assert "Ask for it" not in page
    assert sign_in("1001").get(f"{NEW}?module=none&item=first").status_code == 404

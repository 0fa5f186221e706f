"""What a result says of each question, and what it says later: marked again, purged, over."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update
from werkzeug.test import TestResponse

from tests.cast import NOW, Cast
from tests.flows.regrading import (
    FAREWELL,
    GREETING,
    agreed,
    answered,
    asked,
    correct,
    go,
    published_wrong,
)
from tests.retraining import Course
from tests.small_content import QUIZ
from tests.web.classroom import RIGHT, WRONG, begin, finish, hidden, send, teach
from tests.web.conftest import SignIn
from training.db import Database
from training.learning.models import Answer, Attempt, Score


def words(page: str) -> str:
    """The text of a page's middle, without tags and line breaks."""
    main = page.split("<main")[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]*>", "", main).split())


def take(client: FlaskClient, answers: dict[str, list[str]]) -> TestResponse:
    """Answer what is asked, however much that is, and send it; the result page."""
    attempt = begin(client)
    n = 1
    while (page := client.get(f"{attempt}/{n}")).status_code == 200:
        fields = hidden(page.text)
        client.post(f"{attempt}/{n}", data={**fields, "answer": answers[fields["item"]]})
        n += 1
    return send(client, attempt)


def test_points_are_explained_question_by_question_and_nobody_is_left_alone(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path, quiz=QUIZ.replace("draw=2", "draw=3").replace("66%", "100%"))
    lee = sign_in("1002")
    page = take(lee, {**RIGHT, "kind": ["0"], "first": WRONG["first"]})
    told = words(page.text)
    assert "Not yet: 2.5 of 4 points It takes 4 points." in told
    assert "Partly right: 0.5 of 1 point. One of the right ones was missing." in told
    assert "Listening (right)" in told
    assert told.count("Right: 1 of 1 point.") == 2, "what is right says so in words as well"
    assert words(lee.get(page.request.path).text) == told, "a reload loses nothing"
    for _ in range(2):
        assert "You need not do this alone." not in told
        told = words(take(lee, WRONG).text)
    assert "You need not do this alone." in told


def test_a_critical_question_that_was_missed_is_named(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    told = words(finish(sign_in("1002"), {**RIGHT, "note": WRONG["note"]}).text)
    assert "Not yet: 2 of 3 points" in told
    assert "Not right: 0 of 1 point. Everybody has to get this one right" in told
    assert "fail" not in told.lower()


def test_of_purged_answers_the_points_are_left(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    address = finish(lee, {**RIGHT, "note": WRONG["note"]}).request.path
    with database.writing() as db:
        db.execute(delete(Answer))
        db.execute(update(Attempt).values(purged=NOW))
        db.commit()
    told = words(lee.get(address).text)
    assert "Not yet: 2 of 3 points" in told
    assert "They were removed on Monday, November 23, 2026" in told
    assert told.count("Right: 1 of 1 point.") == 2
    assert "Not right: 0 of 1 point." in told
    assert "You chose" not in told
    assert "You did not answer" not in told
    with database.writing() as db:
        db.execute(update(Score).values(items=None))
        db.commit()
    told = words(lee.get(address).text)
    assert "Not yet: 2 of 3 points" in told
    assert "What to look at" not in told, "nothing is known of any one question"


@pytest.mark.parametrize("number", ["1004", "1002"])
def test_what_was_marked_again_says_when_and_why_and_forgets_the_wrong_key(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast, tmp_path: Path, number: str
) -> None:
    passes = {"1002": FAREWELL, "1004": GREETING}
    who = cast.lee if number == "1002" else cast.max
    with database.writing() as db:
        course = Course(db, tmp_path)
        published_wrong(course)
        attempt = answered(course, who, last=passes[number], first=[1]).id
        correct(course)
        go(course, agreed(course, asked(course, cast.ada), cast.olga))
        db.commit()
    told = words(sign_in(number).get(f"/attempts/{attempt}/result").text)
    was, now = ("2", "3") if number == "1002" else ("3", "2")
    assert f": was {was} of 4 points, now {now} of 4 points. Why: The key was wrong." in told
    assert f"You passed: {now} of 4 points" in told
    assert ("By this you passed." in told) is (number == "1002")
    assert ("You keep your pass: the mistake was ours." in told) is (number == "1004")
    assert "This question was marked again, because its key was wrong" in told
    assert "Yes, indeed." not in told
    assert "It is not." not in told

"""Taking a quiz in a browser: nothing is lost, nothing is told too early, nothing counts twice."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, PASSWORD, TODAY, Cast, move
from tests.overlap import overlapping
from tests.web.classroom import (
    RIGHT,
    WRONG,
    answer_all,
    begin,
    finish,
    hidden,
    send,
    teach,
)
from tests.web.conftest import SignIn, post
from training.config import Config
from training.db import Database
from training.flows.open_module import open_module
from training.flows.submit_quiz import submit_quiz
from training.learning.models import Attempt, Enrolment, Score
from training.learning.queries import answers_of
from training.people.models import SignInSession
from training.people.queries import Person, person

JSON = {"Accept": "application/json"}


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def kept(database: Database, attempt: str) -> dict[str, list[int]]:
    """The answers in the database."""
    with database.reading() as db:
        found = answers_of(db, int(attempt.rsplit("/", 1)[1]))
        return {item: each.value for item, each in found.items()}


def test_passing_leads_to_the_certificate(sign_in: SignIn) -> None:
    page = finish(sign_in("1002"), RIGHT).text
    assert "You passed" in page
    assert "See your certificate" in page
    assert "What to look at" not in page


def test_failing_says_why_and_where_to_read_and_leads_on(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    page = finish(lee, WRONG).text
    assert "Not yet: 0 of" in page
    assert "Never." in page, "the feedback to the answer chosen"
    assert "Only what you saw." in page, "the explanation"
    assert "/modules/basics/read/after" in page
    assert "Try again" in page
    answer = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
    assert str(answer.location).endswith("/1")


def test_no_page_before_sending_tells_right_from_wrong(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    pages = [lee.get(f"{attempt}/{n}").text for n in (1, 2, 3)]
    answer_all(lee, attempt, WRONG)
    for page in (*pages, lee.get(f"{attempt}/review").text):
        assert "Never." not in page
        assert "Only what you saw" not in page
        assert "correct" not in page
    assert lee.get(f"{attempt}/result").location == f"{attempt}/review"


def test_an_answer_is_shown_again_and_can_be_changed(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, WRONG)
    assert "checked" in lee.get(f"{attempt}/1").text
    answer_all(lee, attempt, RIGHT)
    assert all(
        RIGHT[item] == [str(one) for one in value]
        for item, value in kept(database, attempt).items()
    )


def test_a_script_saves_without_going_on(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    answer = lee.post(f"{attempt}/1", data={**fields, "answer": ["0"]}, headers=JSON)
    assert answer.json == {"saved": True}
    assert kept(database, attempt) == {fields["item"]: [0]}


def test_a_late_save_never_overwrites_a_newer_one(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    for n, value in ((5, "0"), (4, "1")):
        lee.post(f"{attempt}/1", data={**fields, "n": n, "answer": [value]}, headers=JSON)
    assert kept(database, attempt) == {fields["item"]: [0]}


def test_an_unanswered_question_is_named_before_sending(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    page = lee.get(f"{attempt}/review").text
    assert "3 questions have no answer yet" in page
    assert "Not answered yet" in page
    assert "Not yet: 0 of" in send(lee, attempt).text


def test_a_sign_in_that_ends_in_mid_quiz_costs_no_answer(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    _end_every_session(database)
    answer = lee.post(f"{attempt}/1", data={**fields, "answer": ["0"]})
    assert answer.location == f"/sign-in?next={attempt}/2"
    assert kept(database, attempt) == {fields["item"]: [0]}
    page = lee.get(str(answer.location))
    assert "Your answers are saved." in page.text
    back = post(
        lee, str(answer.location), "/sign-in", login="1002", password=PASSWORD, next=f"{attempt}/2"
    )
    assert back.location == f"{attempt}/2"


def test_not_even_when_the_browser_forgot_every_cookie(
    app: Flask, sign_in: SignIn, database: Database
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    stranger = app.test_client()
    answer = stranger.post(f"{attempt}/1", data={**fields, "answer": ["0"]}, headers=JSON)
    assert answer.json == {"saved": True}


def test_but_whoever_has_left_answers_no_more(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    with database.writing() as db:
        move(db, cast.lee, cast.library, since=TODAY, active=False)
        db.commit()
    for browser in (lee, app.test_client()):
        answer = browser.post(f"{attempt}/1", data={**fields, "answer": ["0"]}, headers=JSON)
        assert answer.status_code == 403
    assert kept(database, attempt) == {}


def test_the_token_saves_that_attempt_s_answers_and_nothing_else(
    app: Flask, sign_in: SignIn
) -> None:
    lee, max_ = sign_in("1002"), sign_in("1004")
    mine, his = begin(lee), begin(max_)
    fields = hidden(lee.get(f"{mine}/1").text)
    stranger = app.test_client()
    assert stranger.post(f"{his}/1", data={**fields, "answer": ["0"]}).status_code == 403
    assert stranger.post(f"{mine}/submit", data=fields).status_code in (303, 400)
    assert stranger.get(f"{mine}/1").location.startswith("/sign-in")
    assert stranger.post(f"{mine}/1", data={**fields, "token": "forged"}).status_code == 403


def test_somebody_else_can_neither_see_nor_answer_nor_send_it(sign_in: SignIn) -> None:
    lee, max_ = sign_in("1002"), sign_in("1004")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    for page in ("1", "review", "result"):
        assert max_.get(f"{attempt}/{page}").status_code == 404
    assert max_.post(f"{attempt}/1", data={**fields, "answer": ["0"]}).status_code == 403
    assert post(max_, "/", f"{attempt}/submit").status_code == 404


def test_an_item_that_was_not_drawn_is_refused(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    answer = lee.post(f"{attempt}/1", data={**fields, "item": "secret", "answer": ["0"]})
    assert answer.status_code == 404
    odd = lee.post(f"{attempt}/1", data={**fields, "answer": ["99"]})
    assert odd.status_code == 422
    assert lee.post(f"{attempt}/1", data={**fields, "answer": ["one"]}).status_code == 422
    assert lee.post(f"{attempt}/1", data={**fields, "n": ""}).status_code == 422
    assert kept(database, attempt) == {}


def test_sent_twice_or_from_two_tabs_it_counts_once(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    fields = hidden(lee.get(f"{attempt}/1").text)
    first = post(lee, f"{attempt}/review", f"{attempt}/submit")
    second = post(lee, "/", f"{attempt}/submit")
    assert first.location == second.location == f"{attempt}/result"
    late = lee.post(f"{attempt}/1", data={**fields, "answer": ["1"]})
    assert late.location == f"{attempt}/result"
    script = lee.post(f"{attempt}/1", data={**fields, "answer": ["1"]}, headers=JSON)
    assert script.status_code == 409
    assert "sent already" in lee.get(f"{attempt}/result").text
    assert lee.get(f"{attempt}/1").location == f"{attempt}/result"


def test_beginning_again_goes_on_where_one_was(sign_in: SignIn, database: Database) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    fields = hidden(lee.get(f"{attempt}/1").text)
    lee.post(f"{attempt}/1", data={**fields, "answer": RIGHT[fields["item"]]})
    assert "Go on with the quiz" in lee.get("/modules/basics/quiz").text
    on = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
    assert on.location == f"{attempt}/2"
    with database.reading() as db:
        assert db.query(Attempt).count() == 1


def _end_every_session(database: Database) -> None:
    with database.writing() as db:
        db.execute(update(SignInSession).values(revoked=NOW))
        db.commit()


def as_lee(db: Session, cast: Cast) -> Person:
    """Lee, as the other of two windows has them."""
    found = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert found
    return found


def hand_in(db: Session, cast: Cast, attempt: str) -> None:
    """Send an attempt from the other window."""
    config = Config(public_url="http://localhost")
    number = int(attempt.rsplit("/", 1)[1])
    submit_quiz(db, as_lee(db, cast), number, now=NOW, config=config)


def how_many(database: Database, table: type) -> int:
    with database.reading() as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_opening_in_two_windows_at_once_opens_once(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    answer = overlapping(
        database,
        lambda db: open_module(db, as_lee(db, cast), "basics", now=NOW),
        lambda: post(lee, "/modules/basics", "/modules/basics/start"),
    )
    assert answer.status_code == 303
    assert how_many(database, Enrolment) == 1


def test_sending_in_two_windows_at_once_counts_once(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    page = overlapping(
        database, lambda db: hand_in(db, cast, attempt), lambda: send(lee, attempt).text
    )
    assert "You passed" in page
    assert how_many(database, Score) == 1


def test_an_answer_changed_while_the_quiz_is_being_sent_comes_too_late(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    fields = hidden(lee.get(f"{attempt}/1").text)
    before = kept(database, attempt)
    answer = overlapping(
        database,
        lambda db: hand_in(db, cast, attempt),
        lambda: lee.post(
            f"{attempt}/1", data={**fields, "answer": WRONG[fields["item"]]}, headers=JSON
        ),
    )
    assert answer.status_code == 409
    assert kept(database, attempt) == before


def test_a_quiz_begun_while_it_is_being_passed_is_not_begun(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    answer = overlapping(
        database,
        lambda db: hand_in(db, cast, attempt),
        lambda: post(lee, "/modules/basics/quiz", "/modules/basics/quiz"),
    )
    assert answer.status_code == 409
    assert how_many(database, Attempt) == 1

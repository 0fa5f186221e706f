"""A section on hold: nobody is told to follow it, and no quiz that asks about it is lost."""

from pathlib import Path

import pytest
from sqlalchemy import event, func, select

from tests.cast import NOW, Cast
from tests.web.classroom import (
    RIGHT,
    answer_all,
    begin,
    hidden,
    read_it_all,
    send,
    teach,
)
from tests.web.conftest import SignIn, post, token_on
from training.content.holds.service import set_hold
from training.db import Database
from training.learning.models import Attempt, Score
from training.learning.queries import answers_of, items_of
from training.web.languages import COOKIE

JSON = {"Accept": "application/json"}
WARNING = "Do not follow this page"


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def hold(database: Database, cast: Cast, section: str, what: str = "set") -> None:
    with database.writing() as db:
        by, second = cast.olga.id, cast.ada.id
        set_hold(db, "basics", section, what, by=by, second=second, reason="Wrong.", now=NOW)
        db.commit()


@pytest.mark.parametrize(("language", "warning"), [("en", WARNING), ("es", "No siga esta página")])
def test_its_page_says_whom_to_ask_instead_of_its_text(
    sign_in: SignIn, database: Database, cast: Cast, language: str, warning: str
) -> None:
    lee = sign_in("1002")
    read_it_all(lee)
    lee.set_cookie(COOKIE, language)
    hold(database, cast, "before")
    page = lee.get("/modules/basics/read/before").text
    assert warning in page
    assert "Lia Liaison" in page
    assert "Greet people" not in page
    assert "Write down" in lee.get("/modules/basics/read/after").text
    hold(database, cast, "before", "lifted")
    assert "Greet people" in lee.get("/modules/basics/read/before").text


def test_nobody_has_to_read_it_and_nobody_is_credited_with_it(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    post(lee, "/modules/basics", "/modules/basics/start")
    hold(database, cast, "before")
    assert lee.get("/modules/basics/on").location == "/modules/basics/read/after"
    assert "On hold" in lee.get("/modules/basics").text
    on = post(lee, "/modules/basics/read/before", "/modules/basics/read/before")
    assert on.location == "/modules/basics/read/after"
    post(lee, "/modules/basics/read/after", "/modules/basics/read/after")
    begun = post(lee, "/modules/basics/quiz", "/modules/basics/quiz")
    attempt = int(str(begun.location).split("/")[2])
    with database.reading() as db:
        assert {each.item for each in items_of(db, attempt)} == {"last", "note"}
    hold(database, cast, "before", "lifted")
    assert "1 of 2 pages read" in lee.get("/modules/basics").text


def test_an_attempt_pauses_keeps_its_answers_and_goes_on(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    fields = hidden(lee.get(f"{attempt}/1").text)
    token = token_on(lee, f"{attempt}/review")
    hold(database, cast, "after")
    for address in (f"{attempt}/1", f"{attempt}/review"):
        paused = lee.get(address)
        assert paused.status_code == 423
        assert "This is paused" in paused.text
        assert "no attempt is used up" in paused.text
    data = {**fields, "answer": ["1"], "n": "99"}
    assert lee.post(f"{attempt}/1", data=data, headers=JSON).status_code == 423
    assert lee.post(f"{attempt}/submit", data=token).status_code == 423
    assert post(lee, "/modules/basics/quiz", "/modules/basics/quiz").status_code == 423
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Score)) == 0
        assert db.scalar(select(func.count()).select_from(Attempt)) == 1
        kept = answers_of(db, int(attempt.rsplit("/", 1)[1]))
        assert {item: [str(at) for at in each.value] for item, each in kept.items()}.items() <= (
            RIGHT.items()
        )
    hold(database, cast, "after", "lifted")
    assert "You passed" in send(lee, attempt).text


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Do not follow what it said"), ("es", "No siga lo que decía")],
)
def test_a_result_says_no_word_of_what_is_on_hold_and_the_score_stays(
    sign_in: SignIn, database: Database, cast: Cast, language: str, words: str
) -> None:
    lee = sign_in("1002")
    attempt = begin(lee)
    answer_all(lee, attempt, RIGHT)
    told = send(lee, attempt).text
    # Two of three are drawn, and two of the three cover the section: one or both are here.
    held = {"People come first": "What comes first", "Kindness is calm": "Which are kind"}
    asked = {why: question for why, question in held.items() if why in told}
    assert asked
    lee.set_cookie(COOKIE, language)
    hold(database, cast, "before")
    page = lee.get(f"{attempt}/result").text
    for secret in (*asked, *asked.values(), "/read/before"):
        assert secret not in page
    assert words in page
    assert "Lia Liaison" in page
    assert "4 " in page
    hold(database, cast, "before", "lifted")
    again = lee.get(f"{attempt}/result").text
    assert all(why in again for why in asked)


def test_when_nothing_is_left_to_ask_the_quiz_waits(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    read_it_all(lee)
    hold(database, cast, "before")
    hold(database, cast, "after")
    assert post(lee, "/modules/basics/quiz", "/modules/basics/quiz").status_code == 423
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Attempt)) == 0


def test_without_any_hold_nothing_more_is_asked_of_the_database(
    sign_in: SignIn, database: Database
) -> None:
    lee = sign_in("1002")
    read_it_all(lee)
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *each: statements.append(each[2]))
    lee.get("/modules/basics")
    assert not [each for each in statements if "FROM training_hold \n" in each.split("EXISTS")[0]]
    assert sum("training_hold" in each for each in statements) == 1

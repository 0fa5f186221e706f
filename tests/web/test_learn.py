"""My training, and reading a module."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import NOW, TODAY, Cast, move
from tests.small_content import MODULE, QUIZ, write_root
from tests.web.classroom import RIGHT, begin, finish, read_it_all, send, teach
from tests.web.conftest import SignIn, post
from training.db import Database
from training.flows.publish import publish_tree


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def test_my_training_says_what_to_do_by_when_and_why(sign_in: SignIn) -> None:
    page = sign_in("1002").get("/").text
    assert "You have 1 thing to do by Tuesday, December 15, 2026." in page
    assert "About 5 minutes" in page
    assert "The City asks this of everyone who works here." in page
    assert "Start" in page


def test_a_section_is_not_shown_before_the_module_is_opened(sign_in: SignIn) -> None:
    answer = sign_in("1002").get("/modules/basics/read/before")
    assert answer.location == "/modules/basics"


def test_looking_writes_nothing_and_next_keeps_the_progress(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    first = post(lee, "/modules/basics", "/modules/basics/start")
    assert first.location == "/modules/basics/read/before"
    lee.get("/modules/basics/read/after")
    assert "0 of 2 pages read" in lee.get("/").text
    on = post(lee, "/modules/basics/read/before", "/modules/basics/read/before")
    assert on.location == "/modules/basics/read/after"
    assert "1 of 2 pages read" in lee.get("/").text
    assert lee.get("/modules/basics/on").location == "/modules/basics/read/after"


def test_everyone_reads_what_their_department_reads(sign_in: SignIn) -> None:
    for number, theirs in (("1002", True), ("1004", False)):
        reader = sign_in(number)
        post(reader, "/modules/basics", "/modules/basics/start")
        page = reader.get("/modules/basics/read/before").text
        assert ("Library cards are private" in page) is theirs


def test_a_liaison_is_there_until_the_end_of_their_last_day(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        move(db, cast.lia, cast.library, since=TODAY).ended = TODAY
        db.commit()
    lee = sign_in("1002")
    read_it_all(lee)
    # In the evening it is tomorrow already in Greenwich.
    app.extensions["training"].clock = lambda: NOW + timedelta(hours=10)
    assert "Lia Liaison" in lee.get("/modules/basics/read/before").text
    app.extensions["training"].clock = lambda: NOW + timedelta(hours=15, minutes=1)
    assert "Lia Liaison" not in sign_in("1002").get("/modules/basics/read/before").text


def test_braces_that_are_no_word_to_fill_in_stay(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    code = MODULE.replace(
        "Write down what happened.", "Write:\n\n```\n{when}, {where}\n```\n\nThen"
    )
    with database.writing() as db:
        publish_tree(db, write_root(tmp_path / "code", module=code), by=None, now=NOW)
        db.commit()
    lee = sign_in("1002")
    read_it_all(lee)
    assert "{when}, {where}" in lee.get("/modules/basics/read/after").text


def test_what_may_be_hard_to_read_is_said_first_and_leaves_room_for_a_moment(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    noted = MODULE.replace(
        "minutes: 5\n", "minutes: 5\ncontent-note: A frightened child is in it.\n"
    )
    moment = "I need a moment"
    lee = sign_in("1002")
    read_it_all(lee)
    assert moment not in lee.get("/modules/basics/read/after").text
    with database.writing() as db:
        publish_tree(db, write_root(tmp_path / "noted", module=noted), by=None, now=NOW)
        db.commit()
    max_ = sign_in("1004")
    first = max_.get("/modules/basics").text
    assert "A frightened child is in it." in first
    assert moment not in first
    read_it_all(max_)
    pages = ("/modules/basics/read/after", f"{begin(max_)}/1")
    assert all(moment in max_.get(page).text for page in pages)


def test_the_liaison_s_name_stands_in_questions_too(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    ask = "{contact: liaison}"
    quiz = QUIZ.replace("do you write down?", f"does {ask} read?").replace("What happened", ask)
    quiz = quiz.replace("Only what you saw", f"{ask} asks what you saw")
    with database.writing() as db:
        publish_tree(db, write_root(tmp_path / "named", quiz=quiz), by=None, now=NOW)
        db.commit()
    lee = sign_in("1002")
    attempt = begin(lee)
    pages = [lee.get(f"{attempt}/{at}").text for at in (1, 2, 3)]
    pages.append(send(lee, attempt).text)
    named = [each for each in pages if "Lia Liaison" in each]
    assert len(named) == 2
    assert not any("{contact" in each for each in pages)
    assert "Lia Liaison</a> asks what you saw" in pages[-1]


def test_the_liaison_s_name_stands_in_the_text(sign_in: SignIn) -> None:
    lee, max_ = sign_in("1002"), sign_in("1004")
    for each in (lee, max_):
        post(each, "/modules/basics", "/modules/basics/start")
    assert "Lia Liaison" in lee.get("/modules/basics/read/before").text
    assert "not named yet" in max_.get("/modules/basics/read/before").text


def test_the_quiz_waits_until_everything_is_read(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    post(lee, "/modules/basics", "/modules/basics/start")
    page = lee.get("/modules/basics/quiz").text
    assert "First there is something to read" in page
    refused = post(lee, "/modules/basics", "/modules/basics/quiz")
    assert refused.status_code == 409
    assert "more of the module" in refused.text
    read_it_all(lee)
    assert "3 questions, one at a time." in lee.get("/modules/basics/quiz").text


def test_an_unknown_module_or_page_is_not_found(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    post(lee, "/modules/basics", "/modules/basics/start")
    assert lee.get("/modules/nothing").status_code == 404
    assert lee.get("/modules/basics/read/nothing").status_code == 404


def test_what_is_done_is_out_of_the_way_and_the_certificate_at_hand(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    finish(lee, RIGHT)
    page = lee.get("/").text
    assert "You have nothing to do. Thank you!" in page
    assert "Download the certificate (PDF)" in page
    assert "You finished this." in lee.get("/modules/basics").text
    again = post(lee, "/modules/basics/read/after", "/modules/basics/read/after")
    assert again.location == "/modules/basics", "reading it again leads back to the overview"


def test_an_older_translation_stands_below_the_english_that_counts(
    database: Database, sign_in: SignIn, tmp_path: Path
) -> None:
    root = write_root(tmp_path / "translated")
    spanish = "## Antes {#before from=00000000}\n\nSalude a la gente.[^S1]\n"
    (root / "modules/basics/module.es.md").write_text(spanish, "utf-8")
    (root / "modules/basics/departments/public-library.md").unlink()
    with database.writing() as db:
        publish_tree(db, root, by=None, now=NOW)
        db.commit()
    lee = sign_in("1002")
    post(lee, "/modules/basics", "/modules/basics/start")
    lee.set_cookie("training_language", "es")
    page = lee.get("/modules/basics/read/before").text
    assert "Traducción pendiente" in page
    assert page.index("Greet people") < page.index("La traducción anterior")
    assert "Salude a la gente" in page

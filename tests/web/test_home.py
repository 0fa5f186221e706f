"""My training in words: why it is mine, by when, how long, and what fits into ten minutes."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.cast import HIRED, NOW, TODAY, Cast
from tests.web.classroom import RIGHT, finish, teach
from tests.web.conftest import SignIn, post
from training.assignments.audience import Audience, Line, What
from training.assignments.excuses.service import set_excuses
from training.assignments.paid_time.service import write_paid_time_notice
from training.assignments.rules import Rules
from training.assignments.service import require
from training.db import Database
from training.people.models import Employment
from training.text import translator


@pytest.fixture(autouse=True)
def taught(app: Flask, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def line(what: What, *values: str, negated: bool = False) -> Line:
    return Line(what, frozenset(values), negated)


LIBRARY = line(What.DEPARTMENTS, "public-library")
LATELY = line(What.HIRED_WITHIN, "400")


@pytest.mark.parametrize(
    ("audience", "english", "spanish"),
    [
        (
            Audience(),
            "The City asks this of everyone who works here.",
            "La Ciudad lo pide a todo su personal.",
        ),
        (
            Audience(((LIBRARY,),)),
            "This is yours because you work in Public Library.",
            "Le corresponde porque trabaja en Biblioteca Pública.",
        ),
        (
            Audience(((line(What.JOBS, "Cook"),), (LATELY, line(What.SITES, "Main")))),
            "This is yours because you were hired on January 5, 2026 and you work at Main.",
            "porque se le contrató el 5 de enero de 2026 y su lugar de trabajo es Main.",
        ),
        (
            Audience(((line(What.NUMBERS, "1002"),),)),
            "This is yours because you are on a list of people whom OEI named.",
            "Le corresponde porque está en una lista de personas que nombró OEI.",
        ),
        (
            Audience(((line(What.KINDS, "volunteer", negated=True),),)),
            "The City asks this of you.",
            "La Ciudad le pide esto a usted.",
        ),
    ],
)
def test_it_says_why_in_the_words_of_whoever_reads_it(
    sign_in: SignIn,
    database: Database,
    cast: Cast,
    audience: Audience,
    english: str,
    spanish: str,
) -> None:
    with database.writing() as db:
        row = db.query(Employment).filter_by(employee_id=cast.lee.id).one()
        row.site, row.hired = "Main", HIRED
        rules = Rules(due=TODAY + timedelta(days=9))
        require(db, "core", audience, rules=rules, by=None, now=NOW, today=TODAY)
        db.commit()
    lee = sign_in("1002")
    assert english in lee.get("/").text
    lee.set_cookie("training_language", "es")
    page = lee.get("/").text
    assert spanish in page
    assert "because" not in page


def test_no_date_is_invented(sign_in: SignIn, database: Database) -> None:
    with database.writing() as db:
        require(db, "core", Audience(), rules=Rules(), by=None, now=NOW, today=TODAY)
        db.commit()
    page = sign_in("1002").get("/").text
    assert "You have 1 thing to do. No date is set yet: OEI will confirm it." in page
    assert "December" not in page


@pytest.mark.parametrize(
    ("minutes", "says"),
    [(5, "The whole module. About 5 minutes."), (15, "The whole module. About 5 minutes.")],
)
def test_what_fits_is_offered_by_plain_links(sign_in: SignIn, minutes: int, says: str) -> None:
    lee = sign_in("1002")
    assert 'href="/?minutes=10#minutes"' in lee.get("/").text
    page = lee.get(f"/?minutes={minutes}").text
    assert says in page
    assert f'href="/?minutes={minutes}#minutes" aria-current="true"' in page
    assert post(lee, "/", "/modules/basics/start").location == "/modules/basics/read/before"
    post(lee, "/modules/basics/read/before", "/modules/basics/read/before")
    page = lee.get(f"/?minutes={minutes}").text
    assert "All that is left of it." in page
    assert lee.get("/modules/basics/on").location == "/modules/basics/read/after"


def test_it_says_honestly_when_nothing_fits(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    for number in ("", "7", "ten", "-5"):
        assert "The whole module." not in lee.get(f"/?minutes={number}").text
    finish(lee, RIGHT)
    page = lee.get("/?minutes=10").text
    assert 'id="minutes"' not in page


def test_an_excuse_says_until_when_and_never_why(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    until = TODAY + timedelta(days=18)
    with database.writing() as db:
        set_excuses(
            db,
            [cast.lee.id],
            certificate=None,
            from_day=TODAY,
            to_day=until,
            by=cast.olga.id,
            now=NOW,
            today=TODAY,
        )
        db.commit()
    page = sign_in("1002").get("/").text
    assert "You have nothing to do for now." in page
    assert f"You are excused until {translator('en').day(until)}." in page


def test_that_it_is_work_time_stands_before_the_beginning_once_hr_has_written_it(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee, said = sign_in("1002"), "Training is paid work time."
    assert said not in lee.get("/modules/basics").text
    with database.writing() as db:
        texts = {"en": said, "es": "La capacitación es tiempo de trabajo pagado."}
        write_paid_time_notice(db, texts, by=cast.olga.id, now=NOW)
        db.commit()
    for page in ("/", "/modules/basics"):
        assert said in lee.get(page).text
    post(lee, "/modules/basics", "/modules/basics/start")
    assert said not in lee.get("/modules/basics/read/before").text
    assert said not in lee.get("/modules/basics").text

"""All departments that somebody looks after."""

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session

from tests.cast import Cast, grant
from tests.staff import YESTERDAY, ask, certify, counted, hire, publish_core
from tests.web.conftest import SignIn
from training.db import Database


def publish_and_ask(db: Session, folder: Path) -> None:
    publish_core(db, folder)
    ask(db)


def test_an_administrator_sees_the_whole_city_most_overdue_first(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    with database.writing() as db:
        publish_and_ask(db, tmp_path)
        ask(db, "abq-ride", due=YESTERDAY, name="transit-first")
        certify(db, cast.lia)
        db.commit()
    page = sign_in("1005").get("/departments").text
    assert "1 of 5 people are done; 1 is overdue." in page
    assert page.index("Transit (ABQ RIDE)") < page.index("Public Library")
    assert "1 department has nobody on the roster" in page


def test_the_liaison_of_one_department_goes_straight_there(sign_in: SignIn) -> None:
    answer = sign_in("1003").get("/departments")
    assert (answer.status_code, answer.location) == (303, "/departments/public-library")


def test_a_department_and_its_divisions_are_one(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "liaison", cast.youth)
        db.commit()
    assert sign_in("1004").get("/departments").location == "/departments/youth-family-services"


def test_the_liaison_of_several_sees_those_and_no_others(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    with database.writing() as db:
        publish_and_ask(db, tmp_path)
        grant(db, cast.lia, "liaison", cast.transit)
        db.commit()
    page = sign_in("1003").get("/departments").text
    assert "0 of 3 people are done; nobody is overdue." in page
    assert "Transit (ABQ RIDE)" in page
    assert "Equity" not in page[page.index("<main") : page.index("</main>")]


def test_before_anything_is_asked_the_page_says_what_to_do(sign_in: SignIn) -> None:
    page = sign_in("1005").get("/departments").text
    assert "Nothing is asked of anybody yet" in page
    assert 'href="/requirements/new"' in page


def test_it_takes_as_many_statements_however_many_people(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path, cast: Cast
) -> None:
    with database.writing() as db:
        publish_and_ask(db, tmp_path)
        db.commit()
    olga = sign_in("1005")
    olga.get("/departments")
    sizes = []
    for start, more in ((0, 3), (3, 60)):
        with database.writing() as db:
            hire(db, cast.library, more, start=start)
            ask(db)
            db.commit()
        with counted(database.engine) as sent:
            olga.get("/departments")
        sizes.append(len(sent))
    assert sizes[0] == sizes[1]


def test_the_menu_has_what_one_may_open(sign_in: SignIn) -> None:
    offered = {
        number: [
            each
            for each in ("/departments", "/requirements", "/roster")
            if f'href="{each}"' in sign_in(number).get("/").text
        ]
        for number in ("1002", "1003", "1005")
    }
    assert offered == {
        "1002": [],
        "1003": ["/departments"],
        "1005": ["/departments", "/requirements", "/roster"],
    }

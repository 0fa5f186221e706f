"""OEI's administrator asks people for a certificate by a day."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import TODAY, Cast, employee
from tests.overlap import overlapping
from tests.staff import TOMORROW, YESTERDAY, ask, counted, publish_core
from tests.web.conftest import SignIn, post
from training.assignments.models import Assignment, RequirementVersion
from training.db import Database

DUE = "2026-12-15"
EVERYONE = {"certificate": "core", "audience": "everyone", "due": DUE}
LIBRARY = {
    "certificate": "core",
    "audience": "departments",
    "departments": "public-library",
    "due": DUE,
}


@pytest.fixture
def olga(app: Flask, sign_in: SignIn, database: Database, tmp_path: Path) -> FlaskClient:
    """Olga's browser, with the certificate `core` published."""
    with database.writing() as db:
        publish_core(db, tmp_path)
        db.commit()
    return sign_in("1005")


def save(olga: FlaskClient, fields: dict[str, str], requirement: str = "core") -> TestResponse:
    seen = fields.get("seen", "0")
    return post(
        olga,
        "/requirements",
        "/requirements",
        **{**fields, "requirement": requirement, "seen": seen},
    )


def asked(database: Database) -> dict[str, int]:
    with database.reading() as db:
        rows = db.scalars(select(Assignment).where(Assignment.to_at.is_(None))).all()
    names = {each.requirement for each in rows}
    return {name: sum(each.requirement == name for each in rows) for name in names}


def test_first_one_sees_whom_it_reaches_and_nothing_is_saved(
    olga: FlaskClient, database: Database
) -> None:
    page = olga.get("/requirements/check", query_string=EVERYONE).text
    assert "5 people must hold “Core” by the end of Tuesday, December 15, 2026." in page
    assert "Transit (ABQ RIDE)" in page
    assert asked(database) == {}


def test_then_they_are_asked(olga: FlaskClient, database: Database) -> None:
    answer = save(olga, EVERYONE)
    assert (answer.status_code, answer.location) == (303, "/requirements")
    page = olga.get("/requirements").text
    assert "5 people are asked now." in page
    assert "Tuesday, December 15, 2026" in page
    assert asked(database) == {"core": 5}


def test_sending_it_twice_asks_once(olga: FlaskClient, database: Database) -> None:
    save(olga, EVERYONE)
    assert save(olga, EVERYONE).status_code == 303
    assert asked(database) == {"core": 5}
    with database.reading() as db:
        assert len(db.scalars(select(RequirementVersion)).all()) == 1


def test_what_is_asked_already_is_not_asked_again(olga: FlaskClient) -> None:
    save(olga, EVERYONE)
    page = olga.get("/requirements/check", query_string=EVERYONE).text
    assert "This is asked already" in page
    assert "Ask them" not in page


def test_a_department_brings_its_divisions_along(
    olga: FlaskClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        employee(db, "Eva", "Early", "2002", cast.early_head_start)
        db.commit()
    youth = {**LIBRARY, "departments": "youth-family-services"}
    assert "1 person must hold" in olga.get("/requirements/check", query_string=youth).text
    save(olga, youth)
    assert asked(database) == {"core": 1}


def test_asking_more_people_leaves_the_first_requirement_alone(
    olga: FlaskClient, database: Database
) -> None:
    save(olga, LIBRARY)
    page = olga.get("/requirements/check", query_string=EVERYONE).text
    assert 'name="requirement" value="core-2"' in page
    save(olga, EVERYONE, "core-2")
    assert asked(database) == {"core": 2, "core-2": 5}


def test_changing_one_takes_its_place(olga: FlaskClient, database: Database) -> None:
    save(olga, EVERYONE)
    form = olga.get("/requirements/new?requirement=core").text
    assert 'value="2026-12-15"' in form
    assert "What you save here takes its place." in form
    check = {**LIBRARY, "requirement": "core"}
    assert (
        "Until now 5 people are asked" in olga.get("/requirements/check", query_string=check).text
    )
    save(olga, {**LIBRARY, "seen": "1"})
    assert asked(database) == {"core": 2}
    assert "3 people are not asked any more." in olga.get("/requirements").text


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    olga: FlaskClient, database: Database
) -> None:
    save(olga, EVERYONE)
    answer = save(olga, {**LIBRARY, "seen": "0"})
    assert answer.status_code == 409
    assert asked(database) == {"core": 5}


def test_a_requirement_of_another_certificate_is_not_taken_over(
    olga: FlaskClient, database: Database
) -> None:
    assert save(olga, EVERYONE, "something-else").status_code == 404
    assert asked(database) == {}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"certificate": ""}, "Choose a certificate."),
        ({"certificate": "unheard-of"}, "Choose a certificate that is published."),
        ({"audience": ""}, "Choose everyone or some departments."),
        ({"audience": "departments"}, "Tick at least one department."),
        (
            {"audience": "departments", "departments": "atlantis"},
            "Choose departments from the list.",
        ),
        ({"departments": "abq-ride"}, "Everyone is chosen, and departments are ticked."),
        ({"due": ""}, "Choose the day by which they must hold it."),
        ({"due": "soon"}, "Write the day as year-month-day"),
        ({"due": YESTERDAY.isoformat()}, "Choose today or a later day."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(
    olga: FlaskClient, database: Database, changes: dict[str, str], said: str
) -> None:
    fields = {**EVERYONE, **changes}
    for answer in (olga.get("/requirements/check", query_string=fields), save(olga, fields)):
        assert answer.status_code == 422
        assert "data-error-summary" in answer.text
        assert said in answer.text
        assert f'value="{fields["due"]}"' in answer.text
    assert asked(database) == {}


def test_due_today_and_a_day_as_people_write_it_are_fine(olga: FlaskClient) -> None:
    for due in (TODAY.isoformat(), "12/15/2026"):
        fields = {**EVERYONE, "due": due}
        assert olga.get("/requirements/check", query_string=fields).status_code == 200


def test_no_day_is_suggested(olga: FlaskClient) -> None:
    page = olga.get("/requirements/new").text
    assert 'id="due" min="2026-11-23" name="due" type="date" value=""' in page


def test_going_back_keeps_what_was_chosen(olga: FlaskClient) -> None:
    fields = {**LIBRARY, "departments": ["public-library", "early-head-start"]}
    page = olga.get("/requirements/check", query_string=fields).text
    back = "/requirements/new?certificate=core&amp;audience=departments"
    assert back in page
    form = olga.get("/requirements/new", query_string=fields).text
    assert form.count("checked") >= 4


def test_without_a_certificate_there_is_nothing_to_ask_for(sign_in: SignIn) -> None:
    page = sign_in("1005").get("/requirements/new").text
    assert "No certificate is published yet" in page


def test_only_an_administrator_may(sign_in: SignIn) -> None:
    for number in ("1001", "1002", "1003"):
        client = sign_in(number)
        assert client.get("/requirements").status_code == 403
        assert post(client, "/", "/requirements", **EVERYONE).status_code == 403


def test_the_list_takes_as_many_statements_for_many_requirements(
    olga: FlaskClient, database: Database
) -> None:
    sizes = []
    for n in range(3):
        with database.writing() as db:
            ask(db, "public-library", name=f"core-{n}")
            db.commit()
        with counted(database.engine) as sent:
            assert olga.get("/requirements").text.count(">Change<span") == n + 1
        sizes.append(len(sent))
    assert sizes[1] == sizes[2]


def test_of_two_changes_at_the_same_moment_the_second_is_told(
    olga: FlaskClient, database: Database
) -> None:
    save(olga, EVERYONE)
    answer = overlapping(
        database,
        lambda db: ask(db, "public-library", due=TOMORROW),
        lambda: save(olga, {**LIBRARY, "departments": "abq-ride", "seen": "1"}),
    )
    assert answer.status_code == 409
    assert asked(database) == {"core": 2}


def test_a_double_click_is_one_requirement(olga: FlaskClient, database: Database) -> None:
    answer = overlapping(
        database, lambda db: ask(db, due=date(2026, 12, 15)), lambda: save(olga, EVERYONE)
    )
    assert answer.status_code == 303
    assert asked(database) == {"core": 5}

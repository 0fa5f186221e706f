"""OEI's administrator asks people for a certificate by a day."""

import html
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, TODAY, Cast, department, employee
from tests.overlap import overlapping
from tests.staff import TOMORROW, YESTERDAY, ask, counted, hire, publish_core
from tests.web.conftest import SignIn, post
from tests.web.requirements import EVERYONE, LIBRARY, some
from training.assignments.audience import What
from training.assignments.models import Assignment, RequirementVersion
from training.assignments.queries import versions_of
from training.db import Database
from training.people.models import Employment

ONE_DATABASE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""For what the form says, which is the same on both."""


@pytest.fixture
def olga(app: Flask, sign_in: SignIn, database: Database, tmp_path: Path) -> FlaskClient:
    """Olga's browser, with the certificate `core` published."""
    with database.writing() as db:
        publish_core(db, tmp_path)
        db.commit()
    return sign_in("1005")


def save(
    olga: FlaskClient, fields: Mapping[str, object], requirement: str = "core"
) -> TestResponse:
    seen = fields.get("seen", "0")
    return post(
        olga,
        "/requirements",
        "/requirements",
        **{**fields, "requirement": requirement, "seen": seen},
    )


def checked(page: str) -> set[str]:
    """The values of the boxes and buttons that are ticked on a page."""
    inputs = re.findall(r"<input[^>]*\bchecked[^>]*>", page)
    return {value for each in inputs for value in re.findall(r'value="([^"]*)"', each)}


def asked(database: Database) -> dict[str, int]:
    with database.reading() as db:
        rows = db.scalars(select(Assignment).where(Assignment.to_at.is_(None))).all()
    names = {each.requirement for each in rows}
    return {name: sum(each.requirement == name for each in rows) for name in names}


def test_first_one_sees_whom_it_reaches_and_nothing_is_saved(
    olga: FlaskClient, database: Database
) -> None:
    page = olga.get("/requirements/check", query_string=EVERYONE).text
    assert "5 people must hold “Core”." in page
    assert "By the end of Tuesday, December 15, 2026" in page
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
    youth = some("departments", "youth-family-services")
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


@ONE_DATABASE
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"certificate": ""}, "Choose a certificate."),
        ({"certificate": "unheard-of"}, "Choose a certificate that is published."),
        ({"whom": ""}, "Choose everyone, or only some people."),
        ({"whom": "some"}, "Add a line that says whom you mean."),
        (some("departments"), "Tick at least one."),
        (some("departments", "atlantis"), "Choose departments from the list."),
        (some("jobs", "x" * 121), "Choose from the list."),
        (some("hired within", **{"1-1-typed": "soon"}), "Write a number of days from 1 to 3660."),
        (some("numbers", **{"1-1-typed": " "}), "Write at least one employee number."),
        (some("numbers", **{"1-1-typed": "1002, 9998;9999"}), "numbers: 9998, 9999"),
        ({**LIBRARY, "whom": "everyone"}, "Everyone is chosen, and there are lines too."),
        ({"due_how": "some day"}, "Choose one of these."),
        ({"due": ""}, "Choose the day by which they must hold it."),
        ({"due": "soon"}, "Write the day as year-month-day"),
        ({"due": YESTERDAY.isoformat()}, "Choose today or a later day."),
        ({"due_how": "hire"}, "Write after how many days."),
        ({"due_how": "joining", "days": "a few"}, "Write a number of days from 0 to 3660."),
        ({"grace": "99999"}, "Write a number of days from 0 to 3660."),
        ({"start": "2027-01-01"}, "The due day comes before this one."),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_nothing_typed_is_lost(
    olga: FlaskClient, database: Database, changes: dict[str, object], said: str
) -> None:
    fields = {"window": "45", **EVERYONE, **changes}
    for answer in (olga.get("/requirements/check", query_string=fields), save(olga, fields)):
        assert answer.status_code == 422
        assert "data-error-summary" in answer.text
        assert said in answer.text
        assert f'value="{fields["due"]}"' in answer.text
        assert 'value="45"' in answer.text
        for line in ("line", "1-1-typed"):
            assert str(fields.get(line, "")) in answer.text
    assert asked(database) == {}


@ONE_DATABASE
def test_due_today_and_a_day_as_people_write_it_are_fine(olga: FlaskClient) -> None:
    for due in (TODAY.isoformat(), "12/15/2026"):
        fields = {**EVERYONE, "due": due}
        assert olga.get("/requirements/check", query_string=fields).status_code == 200


def test_a_day_that_has_passed_may_stay_when_only_the_people_change(
    olga: FlaskClient, database: Database
) -> None:
    with database.writing() as db:
        ask(db, "public-library", due=YESTERDAY)
        db.commit()
    fields = {**EVERYONE, "requirement": "core", "due": YESTERDAY.isoformat()}
    page = olga.get("/requirements/check", query_string=fields).text
    assert "For 5 people that day has passed" in page


@ONE_DATABASE
def test_nothing_is_preset_and_oei_confirms_the_day_later(
    olga: FlaskClient, database: Database
) -> None:
    page = olga.get("/requirements/new").text
    assert 'id="due" min="2026-11-23" name="due" type="date" value=""' in page
    assert re.search(r"<input checked[^>]* value=\"confirm\"", page)
    save(olga, {"certificate": "core", "whom": "everyone", "due_how": "confirm"})
    assert "To be confirmed by OEI" in olga.get("/requirements").text
    with database.reading() as db:
        assert {each.due for each in db.scalars(select(Assignment))} == {None}


@ONE_DATABASE
def test_without_a_script_lines_and_groups_are_added_and_taken_away_and_nothing_is_lost(
    olga: FlaskClient,
) -> None:
    def press(button: str, fields: dict[str, object]) -> str:
        return post(olga, "/requirements/new", "/requirements/new", do=button, **fields).text

    page = press("add 1", {**LIBRARY, "add-1": "jobs", "days": "12"})
    assert 'value="1-1-departments"' in page
    assert 'value="1-2-jobs"' in page
    assert checked(page) >= {"core", "some", "public-library", "day"}
    assert 'name="days" type="text" value="12"' in page
    assert "data-error-summary" not in page
    assert 'data-focus="line-1-2"' in page
    page = press("or", LIBRARY)
    assert "… or people who match ALL of these" in page
    page = press("drop 1-1", LIBRARY)
    assert "1-1-departments" not in page
    page = press("drop 1", {**LIBRARY, "group": ["1", "2"]})
    assert "1-1-departments" not in page
    assert press("drop 7-7", LIBRARY).count('name="line"') == 1


def test_one_sees_how_many_and_who_while_one_edits(olga: FlaskClient) -> None:
    page = post(olga, "/requirements/new", "/requirements/new", do="show", **LIBRARY).text
    assert "2 people in 1 department" in page
    assert "Lee Learner" in page
    part = post(olga, "/requirements/new", "/requirements/whom", part="1", **EVERYONE).text
    assert "5 people in 3 departments" in part
    assert "<html" not in part
    found = post(olga, "/requirements/new", "/requirements/whom", part="1", find="lee", **EVERYONE)
    assert "Lee Learner" in found.text
    assert "Max Mover" not in found.text
    empty = post(olga, "/requirements/new", "/requirements/whom", part="1", **some("jobs")).text
    assert "As soon as every line says something" in empty
    wrong = some("numbers", **{"1-1-typed": "9999"})
    said = post(olga, "/requirements/new", "/requirements/whom", part="1", **wrong).text
    assert "Nobody has these employee numbers: 9999" in said


@ONE_DATABASE
def test_all_of_them_are_listed_and_one_comes_back_to_the_form(olga: FlaskClient) -> None:
    page = post(olga, "/requirements/new", "/requirements/whom", **EVERYONE).text
    assert [name for name in ("Ada", "Lee", "Lia", "Max", "Olga") if name not in page] == []
    assert 'formaction="/requirements/new"' in page
    assert '<input type="hidden" name="due" value="2026-12-15">' in page
    assert "Which certificate?" in olga.get("/requirements/whom").text


@ONE_DATABASE
def test_the_last_page_of_a_long_list_is_there(olga: FlaskClient, database: Database) -> None:
    with database.writing() as db:
        hire(db, department(db, "zoo", "ZOO", "Zoo"), 110)
        db.commit()
    page = olga.get("/requirements/whom", query_string={**EVERYONE, "page": "2"}).text
    assert "Page 2 of 2" in page
    assert "Olga Organizer" in page


def test_the_boxes_are_what_the_roster_says_with_how_many(
    olga: FlaskClient, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        ivy = employee(db, "Ivy", "Intern", "2001", cast.library)
        work = db.scalars(select(Employment).where(Employment.employee_id == ivy.id)).one()
        work.site, work.job, work.kind = "Main Library", "Page", "volunteer"
        db.commit()
    lines = {"group": "1", "whom": "some", "line": [f"1-{n}-{what}" for n, what in enumerate(What)]}
    page = re.sub(r"<[^>]+>", " ", olga.get("/requirements/new", query_string=lines).text)
    words = " ".join(page.split())
    for each in ("Main Library 1", "Page 1", "Volunteer 1", "Public Library 3", "Liaison 1"):
        assert each in words
    assert "The roster says nothing of the kind." in words


def test_a_volunteer_and_whoever_was_hired_lately_but_no_page(
    olga: FlaskClient, database: Database
) -> None:
    fields = {
        **some("kinds", "volunteer", "employee"),
        "group": ["1", "2"],
        "line": ["1-1-kinds", "1-2-roles", "2-1-hired within"],
        "1-2-not": "not",
        "1-2-values": ["author", "administrator"],
        "2-1-typed": "30",
        "requirement": "core",
        "seen": "0",
    }
    page = olga.get("/requirements/check", query_string=fields).text
    assert "3 people must hold" in page
    words = (
        "Kind of employment: Employee, Volunteer; "
        "Role in this system: not Author, OEI administrator; or hired within the last 30 days"
    )
    assert words in page
    save(olga, fields)
    assert asked(database) == {"core": 3}
    form = olga.get("/requirements/new?requirement=core").text
    assert checked(form) >= {"employee", "volunteer", "author", "administrator"}
    assert 'name="2-1-typed" value="30"' in form


def test_who_joins_and_who_leaves_is_said_by_name_before_it_is_saved(olga: FlaskClient) -> None:
    save(olga, LIBRARY)
    wanted = some("departments", "abq-ride", requirement="core", due="2026-12-20")
    page = olga.get("/requirements/check", query_string=wanted).text
    assert "2 people are no longer asked" in page
    assert "1 person is asked anew" in page
    assert page.index("Lee Learner") < page.index("1 person is asked anew")


def test_what_begins_later_asks_nobody_yet(olga: FlaskClient, database: Database) -> None:
    fields = {**EVERYONE, "start": TOMORROW.isoformat()}
    assert "from that day on" in olga.get("/requirements/check", query_string=fields).text
    save(olga, fields)
    assert "People are asked from Tuesday, November 24, 2026 on." in olga.get("/requirements").text
    assert asked(database) == {}


def test_its_history_says_who_set_what_and_leads_to_an_earlier_one(olga: FlaskClient) -> None:
    save(olga, EVERYONE)
    save(olga, {**LIBRARY, "seen": "1"})
    page = olga.get("/requirements/history?requirement=core").text
    assert page.index("Public Library") < page.index("Everyone")
    assert "Olga Organizer" in page
    link = re.search(r'href="([^"]+version=1)"', page)
    assert link
    form = olga.get(html.unescape(link[1])).text
    assert "everyone" in checked(form)
    assert olga.get("/requirements/history?requirement=other").status_code == 404


def test_it_is_ended_once_and_asked_again_from_its_history(
    app: Flask, olga: FlaskClient, database: Database
) -> None:
    save(olga, EVERYONE)
    page = olga.get("/requirements/end?requirement=core").text
    assert "5 people are asked for “Core” now." in page
    end = {"requirement": "core", "seen": "0"}
    assert post(olga, "/requirements", "/requirements/end", **end).status_code == 409
    for _again in range(2):
        end["seen"] = "1"
        answer = post(olga, "/requirements/new", "/requirements/end", **end)
        assert answer.status_code == 303
    page = olga.get("/requirements").text
    assert "Nothing is asked of anybody now" in page
    assert asked(database) == {}
    with database.reading() as db:
        assert [each.n for each in versions_of(db, "core")] == [2, 1]
    app.extensions["training"].clock = lambda: NOW + timedelta(minutes=1)
    save(olga, {**EVERYONE, "seen": "2"})
    assert asked(database) == {"core": 5}


@ONE_DATABASE
def test_the_form_speaks_spanish(olga: FlaskClient) -> None:
    olga.set_cookie("training_language", "es")
    page = olga.get("/requirements/new", query_string=LIBRARY).text
    assert "Personas que cumplen TODAS estas condiciones" in page
    assert "2 personas en 1 departamento" in page


@ONE_DATABASE
def test_going_back_keeps_what_was_chosen(olga: FlaskClient) -> None:
    fields = some("departments", "public-library", "early-head-start")
    page = olga.get("/requirements/check", query_string=fields).text
    assert 'formaction="/requirements/new"' in page
    sent = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    assert ("1-1-values", "early-head-start") in sent
    form = olga.get("/requirements/new", query_string=fields).text
    assert checked(form) >= {"core", "some", "public-library", "early-head-start"}


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
        lambda: save(olga, some("departments", "abq-ride", seen="1")),
    )
    assert answer.status_code == 409
    assert asked(database) == {"core": 2}


def test_a_double_click_is_one_requirement(olga: FlaskClient, database: Database) -> None:
    answer = overlapping(
        database, lambda db: ask(db, due=date(2026, 12, 15)), lambda: save(olga, EVERYONE)
    )
    assert answer.status_code == 303
    assert asked(database) == {"core": 5}

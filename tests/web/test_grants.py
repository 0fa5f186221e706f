"""Who may do what: the page, giving, deciding, renewing and ending."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOW, Cast, grant
from tests.web.conftest import SignIn, post
from training.db import Database
from training.people.models import Act, RoleGrant

FIELDS = {"role": "author", "department": "", "from_day": "2026-11-23", "to_day": "2027-11-23"}


def of(database: Database, cast_id: int) -> list[RoleGrant]:
    with database.reading() as db:
        found = select(RoleGrant).where(RoleGrant.employee_id == cast_id).order_by(RoleGrant.id)
        return list(db.scalars(found))


def test_the_page_says_who_holds_what_where_until_when_and_why(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        given = grant(db, cast.lee, "deputy", cast.library)
        given.to_at, given.reason, given.by = NOW + timedelta(days=9), "Summer", cast.olga.id
        db.commit()
    page = sign_in("1005").get("/access").text
    assert "4 people hold a role." in page
    assert "1 role ends within 30 days." in page
    row = page[page.index("Lee Learner") :]
    for words in ("1002 · Public Library", "Deputy liaison, Public Library", "Summer", "Olga"):
        assert words in row
    assert "the command line" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?role=author", {"Ada Author"}),
        ("?department=public-library", {"Lia Liaison"}),
        ("?name=organ", {"Olga Organizer"}),
        ("?state=ended", {"Max Mover"}),
        ("?role=king", {"Ada Author", "Lia Liaison", "Olga Organizer"}),
    ],
)
def test_the_list_is_narrowed_in_the_address(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast, query: str, shown: set[str]
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "legal").to_at = NOW
        db.commit()
    page = sign_in("1005").get(f"/access{query}").text
    everybody = ("Ada Author", "Lia Liaison", "Olga Organizer", "Max Mover")
    table = page[page.index("<tbody") :]
    assert {each for each in everybody if each in table} == shown


def test_a_person_is_found_and_given_a_role_that_counts_at_once(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    olga, max_ = sign_in("1005"), sign_in("1004")
    assert max_.get("/departments/abq-ride").status_code == 403
    found = olga.get("/access/new?q=mover").text
    assert 'href="/access/new?person=1004"' in found
    form = "/access/new?person=1004"
    assert 'value="2027-11-23"' in olga.get(form).text
    fields = FIELDS | {"role": "liaison", "department": "abq-ride", "reason": "New liaison"}
    answer = post(olga, form, "/access/new", person="1004", **fields)
    assert (answer.status_code, answer.location) == (303, "/access")
    assert max_.get("/departments/abq-ride").status_code == 200
    (made,) = of(database, cast.max.id)
    assert (made.reason, made.by) == ("New liaison", cast.olga.id)
    assert made.to_at is not None
    assert made.to_at.isoformat() == "2027-11-24T07:00:00+00:00"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"role": ""}, "Choose a role."),
        ({"role": "king"}, "Choose a role from the list."),
        ({"role": "liaison"}, "Choose the department that they look after."),
        ({"department": "abq-ride"}, "choose no department"),
        ({"from_day": ""}, "Choose a day."),
        ({"from_day": "2026-11-01"}, "Choose today or a later day."),
        ({"to_day": ""}, "Choose the last day"),
        ({"to_day": "soon"}, "Write the day as year-month-day"),
        ({"to_day": "2026-11-20"}, "Choose a day after the first one."),
        ({"reason": " "}, "Say why they need this role."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(
    app: Flask,
    sign_in: SignIn,
    database: Database,
    cast: Cast,
    changed: dict[str, str],
    words: str,
) -> None:
    fields = FIELDS | {"reason": "The task"} | changed
    form = "/access/new?person=1004"
    answer = post(sign_in("1005"), form, "/access/new", person="1004", **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert of(database, cast.max.id) == []


def test_a_sensitive_role_counts_when_another_administrator_has_agreed(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.ada, "administrator")
        db.commit()
    olga, ada, max_ = sign_in("1005"), sign_in("1001"), sign_in("1004")
    fields = FIELDS | {"role": "hr", "reason": "Brings rosters in"}
    said = post(olga, "/access/new?person=1004", "/access/new", person="1004", **fields)
    assert "has to agree before it counts" in olga.get(said.location or "").text
    assert max_.get("/roster").status_code == 403
    with database.reading() as db:
        act = db.scalars(select(Act)).one().id
    own = olga.get("/access").text
    assert "Take it back" in own
    assert ">Agree<" not in own
    address = f"/access/waiting/{act}"
    assert post(olga, "/access", address, answer="agree").status_code == 403
    assert max_.get("/roster").status_code == 403
    assert "Brings rosters in" in ada.get("/access").text
    assert post(ada, "/access", address, answer="agree").status_code == 303
    assert max_.get("/roster").status_code == 200
    assert post(ada, "/access", address, answer="refuse").status_code == 409


def test_a_role_is_ended_after_a_question_and_is_gone_at_the_next_page(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    olga, lia = sign_in("1005"), sign_in("1003")
    (held,) = of(database, cast.lia.id)
    question = f"/access/{held.id}/end"
    assert "Lia Liaison: Liaison, Public Library" in olga.get(question).text
    assert lia.get("/departments/public-library").status_code == 200
    assert post(olga, question, question).status_code == 303
    assert lia.get("/departments/public-library").status_code == 403
    assert post(olga, "/access", question).status_code == 409


def test_the_last_administrator_stays(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    olga = sign_in("1005")
    (held,) = of(database, cast.olga.id)
    answer = post(olga, "/access", f"/access/{held.id}/end")
    assert answer.status_code == 409
    assert "This is the last administrator." in answer.text
    assert olga.get("/access").status_code == 200


def test_a_role_is_renewed_until_another_day(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        held = grant(db, cast.lee, "author")
        held.to_at = NOW + timedelta(days=3)
        db.commit()
        page = f"/access/{held.id}/renew"
    olga = sign_in("1005")
    assert 'value="2027-11-26"' in olga.get(page).text
    assert post(olga, page, page, to_day="2026-01-01").status_code == 422
    assert post(olga, page, page, to_day="2027-12-31").status_code == 303
    old, new = of(database, cast.lee.id)
    assert (old.to_at, new.from_at) == (NOW, NOW)
    assert new.to_at is not None
    assert new.to_at.isoformat() == "2028-01-01T07:00:00+00:00"


def test_an_auditor_reads_the_page_and_changes_nothing(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "auditor")
        held = grant(db, cast.lee, "author")
        db.commit()
    max_ = sign_in("1004")
    post(max_, "/audit/reason", "/audit/reason", reason="review")
    page = max_.get("/access").text
    assert "Lee Learner" in page
    assert "/end" not in page
    assert max_.get(f"/access/{held.id}/end").status_code == 403
    assert max_.get("/access/new").status_code == 403


def test_what_people_write_as_a_reason_is_shown_as_text(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.lee, "author").reason = "<b>Bold</b>"
        db.commit()
    page = sign_in("1005").get("/access").text
    assert re.search(r"&lt;b&gt;Bold", page)
    assert "<b>Bold" not in page

"""Whom to call: read by everybody, kept by liaisons and OEI, filled into texts."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import NOW, Cast, grant
from tests.web.classroom import teach
from tests.web.conftest import SignIn, post
from training.db import Database
from training.people.contacts.queries import kept
from training.people.contacts.service import Entry, add
from training.people.models import Contact, Department

DESK = {"kind": "mayor-report", "name": "Front desk", "number": "505-555-0101", "shift": "Days"}
PAGE = "/contacts/public-library"


def keep(
    database: Database, where: Department | None, name: str, kind: str = "legal", **more: object
) -> int:
    entry = Entry(kind, name, "505-555-0102", public=bool(more.get("public")))
    with database.writing() as db:
        at = NOW - timedelta(days=int(str(more.get("days", 0))))
        made = add(db, where.id if where else None, entry, by=None, now=at)
        db.commit()
    return made.id


def standing(database: Database, where: Department) -> list[Contact]:
    with database.reading() as db:
        return list(kept(db, where.id))


def reads(client: FlaskClient) -> str:
    post(client, "/modules/basics", "/modules/basics/start")
    return client.get("/modules/basics/read/before").text


def test_everybody_sees_their_department_s_numbers_and_the_city_s_and_no_other_s(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    keep(database, cast.library, "Library lawyer")
    keep(database, cast.transit, "Transit lawyer")
    keep(database, None, "City lawyer")
    keep(database, None, "Night desk", "mayor-report", public=True)
    lee = sign_in("1002").get("/contacts").text
    assert "Library lawyer" in lee
    assert 'href="tel:+15055550102"' in lee
    assert "Night desk" in lee
    assert "You may give it to anybody." in lee
    assert "City lawyer" not in lee
    assert "Transit lawyer" not in lee
    assert "Transit lawyer" in sign_in("1004").get("/contacts").text


def test_numbers_for_staff_do_not_leave_the_sign_in(
    client: FlaskClient, database: Database, cast: Cast
) -> None:
    keep(database, None, "City lawyer", public=True)
    assert client.get("/contacts").status_code == 303
    for address in ("/sign-in", "/verify/NONE", "/nowhere"):
        assert "City lawyer" not in client.get(address).text


def test_a_liaison_adds_changes_and_takes_away_a_number(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    assert post(lia, f"{PAGE}/new", f"{PAGE}/new", **DESK).location == PAGE
    (first,) = standing(database, cast.library)
    assert (first.number, first.public, first.confirmed_by) == ("505-555-0101", False, cast.lia.id)
    edit = f"{PAGE}/{first.id}"
    assert 'value="505-555-0101"' in lia.get(edit).text
    changed = DESK | {"number": "505-555-0103", "public": "y"}
    assert post(lia, edit, edit, **changed).status_code == 303
    (second,) = standing(database, cast.library)
    assert (second.number, second.public) == ("505-555-0103", True)
    assert lia.get(edit).status_code == 404, "the old one is history"
    assert "505-555-0101" in lia.get(PAGE).text, "and stays on record"
    assert post(lia, PAGE, f"{PAGE}/{second.id}/end").status_code == 303
    assert standing(database, cast.library) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"number": "ask around"}, "Write it with digits"),
        ({"number": ""}, "Write the number."),
        ({"name": " "}, "Write who answers"),
        ({"kind": "oei"}, "Choose what it is for."),
        ({"shift": "x" * 81}, "Write at most 80 characters."),
    ],
)
def test_what_cannot_be_kept_is_said_beside_its_field(
    sign_in: SignIn, database: Database, cast: Cast, wrong: dict[str, str], said: str
) -> None:
    answer = post(sign_in("1003"), f"{PAGE}/new", f"{PAGE}/new", **DESK | wrong)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'class="usa-alert__heading" id="error-summary-heading"' in answer.text
    assert standing(database, cast.library) == []


def test_the_same_number_twice_is_refused(sign_in: SignIn) -> None:
    lia = sign_in("1003")
    post(lia, f"{PAGE}/new", f"{PAGE}/new", **DESK)
    again = post(lia, f"{PAGE}/new", f"{PAGE}/new", **DESK)
    assert again.status_code == 422
    assert "This contact is kept already." in again.text


@pytest.mark.parametrize("place", ["abq-ride", "city-wide", "nowhere"])
def test_a_liaison_keeps_nobody_else_s_numbers(
    sign_in: SignIn, database: Database, cast: Cast, place: str
) -> None:
    theirs = keep(database, cast.transit, "Transit lawyer")
    lia, there = sign_in("1003"), f"/contacts/{place}"
    for page in (there, f"{there}/new", f"{there}/{theirs}"):
        answer = lia.get(page)
        assert answer.status_code == 403
        assert "Transit lawyer" not in answer.text
    for to in (f"{there}/new", f"{there}/{theirs}", f"{there}/{theirs}/end", f"{there}/confirm"):
        assert post(lia, "/contacts", to, **DESK, contact=theirs).status_code == 403
    own = f"{PAGE}/{theirs}"
    assert lia.get(own).status_code == 404, "not by way of one's own department either"
    assert post(lia, "/contacts", f"{own}/end").status_code == 409
    assert [each.name for each in standing(database, cast.transit)] == ["Transit lawyer"]


def test_oei_keeps_the_city_s_numbers(sign_in: SignIn, database: Database) -> None:
    olga = sign_in("1005")
    post(olga, "/contacts/city-wide/new", "/contacts/city-wide/new", **DESK)
    assert "Front desk" in sign_in("1002").get("/contacts").text
    assert olga.get("/contacts/nowhere").status_code == 404


def test_a_number_whose_quarter_is_over_says_so_until_it_is_confirmed(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    stale = keep(database, cast.library, "Library lawyer", days=93)
    lee, lia = sign_in("1002"), sign_in("1003")
    assert "Last confirmed on Saturday, August 22, 2026" in lee.get("/contacts").text
    assert "1 number you keep has to be confirmed" in lia.get("/contacts").text
    assert "To confirm" in lia.get(PAGE).text
    assert post(lia, PAGE, f"{PAGE}/confirm", contact=stale).status_code == 303
    assert "Last confirmed" not in lee.get("/contacts").text
    assert "has to be confirmed" not in lia.get("/contacts").text


def test_only_what_was_on_the_page_is_confirmed(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    seen = keep(database, cast.library, "Library lawyer", days=93)
    keep(database, cast.library, "Nobody saw", days=93)
    post(sign_in("1003"), PAGE, f"{PAGE}/confirm", contact=seen)
    confirmed = {each.name: each.confirmed for each in standing(database, cast.library)}
    assert confirmed == {"Library lawyer": NOW, "Nobody saw": NOW - timedelta(days=93)}


def test_a_text_names_the_liaison_by_number_or_by_role_or_says_whom_to_ask(
    sign_in: SignIn, database: Database, cast: Cast, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee, max_ = sign_in("1002"), sign_in("1004")
    assert 'href="mailto:lia.liaison@cabq.example">Lia Liaison</a>' in reads(lee)
    assert "(not named yet: ask your supervisor)" in reads(max_)
    keep(database, cast.library, "Lia <b>at the desk</b>", "liaison", days=93)
    page = reads(lee)
    assert "Lia &lt;b&gt;at the desk&lt;/b&gt;" in page
    assert 'href="tel:+15055550102"' in page
    assert "not confirmed lately" in page


def test_a_new_number_changes_no_revision(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    before = reads(lee).split("Revision")[1][:40]
    keep(database, cast.library, "Somebody new", "liaison")
    page = reads(lee)
    assert "Somebody new" in page
    assert page.split("Revision")[1][:40] == before


def test_my_training_reminds_whoever_keeps_numbers_each_quarter(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    stale = keep(database, cast.library, "Library lawyer", days=93)
    keep(database, None, "City lawyer", days=93)
    lia, olga = sign_in("1003"), sign_in("1005")
    assert "Look whether 1 number that people call is right" in lia.get("/").text
    assert 'href="/contacts/city-wide"' in olga.get("/").text
    assert "that people call" not in sign_in("1002").get("/").text
    post(lia, PAGE, f"{PAGE}/confirm", contact=stale)
    assert "that people call" not in lia.get("/").text


def test_a_successor_s_first_page_lists_the_numbers_another_kept(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    keep(database, cast.transit, "Transit lawyer", days=2)
    with database.writing() as db:
        grant(db, cast.max, "liaison", cast.transit).from_at = NOW - timedelta(days=1)
        db.commit()
    page = sign_in("1004").get("/").text
    assert "Numbers: Transit (ABQ RIDE)" in page
    assert 'href="/contacts/abq-ride"' in page

"""What a successor has to confirm, and what is lost with the next request."""

from datetime import timedelta

from flask import Flask

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.web.conftest import SignIn, post
from training.db import Database

LIBRARY = "/departments/public-library"


def test_a_successor_confirms_on_their_first_page(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        given = grant(db, cast.lee, "liaison", cast.library)
        given.by, given.to_at = cast.olga.id, NOW + timedelta(days=365)
        db.commit()
    lee, max_ = sign_in("1002"), sign_in("1004")
    page = lee.get("/").text
    assert "Yours to confirm" in page
    assert "Olga Organizer gave it to you." in page
    address = f"/handover/grants/{given.id}"
    assert post(max_, "/", address).status_code == 404
    assert "Yours to confirm" in lee.get("/").text
    assert post(lee, "/", address).status_code == 303
    assert "Yours to confirm" not in lee.get("/").text


def test_a_learner_has_nothing_to_confirm(sign_in: SignIn) -> None:
    assert "Yours to confirm" not in sign_in("1002").get("/").text


def test_a_liaison_who_moves_loses_the_department_at_the_next_request(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    assert lia.get(LIBRARY).status_code == 200
    with database.writing() as db:
        move(db, cast.lia, cast.transit, since=TODAY)
        db.commit()
    assert lia.get(LIBRARY).status_code == 403
    assert lia.get(f"{LIBRARY}.csv").status_code == 403


def test_whoever_leaves_is_out_at_the_next_request(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    olga = sign_in("1005")
    assert olga.get("/access").status_code == 200
    with database.writing() as db:
        move(db, cast.olga, cast.oei, since=TODAY, active=False)
        db.commit()
    answer = olga.get("/access")
    assert (answer.status_code, (answer.location or "")[:8]) == (303, "/sign-in")


def test_a_deputy_does_what_the_liaison_does_within_their_dates(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        given = grant(db, cast.lee, "deputy", cast.library)
        given.from_at = NOW + timedelta(seconds=1)
        db.commit()
    lee = sign_in("1002")
    state = app.extensions["training"]
    assert lee.get(LIBRARY).status_code == 403
    state.clock = lambda: NOW + timedelta(seconds=1)
    assert lee.get(LIBRARY).status_code == 200
    with database.writing() as db:
        db.merge(given).to_at = NOW + timedelta(seconds=2)
        db.commit()
    state.clock = lambda: NOW + timedelta(seconds=2)
    assert lee.get(LIBRARY).status_code == 403


def test_administrators_see_which_departments_have_no_liaison(sign_in: SignIn) -> None:
    page = sign_in("1005").get("/departments").text
    assert "2 departments have no liaison" in page
    assert 'href="/access/new"' in page


def test_hr_sees_every_department_and_brings_rosters_in_and_no_more(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "hr")
        db.commit()
    max_ = sign_in("1004")
    for address in ("/departments", LIBRARY, f"{LIBRARY}.csv", "/roster"):
        assert max_.get(address).status_code == 200, address
    for address in ("/requirements", "/access", "/team"):
        assert max_.get(address).status_code == 403, address


def test_an_operator_sees_no_records(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "operator")
        db.commit()
    max_ = sign_in("1004")
    for address in ("/departments", LIBRARY, f"{LIBRARY}.csv", "/roster", "/access", "/team"):
        assert max_.get(address).status_code == 403, address

"""A liaison's slips and mails for those who cannot sign in yet."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select

from tests.cast import NOW, Cast, grant
from tests.web.conftest import SignIn, post
from training.audit import AuditEvent
from training.db import Database
from training.outbox import OutboxMessage
from training.people.models import Employee, Identity
from training.people.service import grant_role

PAGE = "/departments/public-library/sign-ins"


@pytest.fixture(autouse=True)
def lee_has_no_sign_in(app: Flask, database: Database, cast: Cast) -> None:
    with database.writing() as db:
        db.execute(delete(Identity).where(Identity.employee_id == cast.lee.id))
        db.commit()


def codes(page: str) -> list[str]:
    return re.findall(r'slip-letters">([\w-]+)<', page)


def test_a_liaison_sees_who_has_no_sign_in_yet(sign_in: SignIn) -> None:
    lia = sign_in("1003")
    page = lia.get(PAGE).text
    assert "1 of 2 people has no sign-in yet." in page
    assert "Lee Learner" in page
    assert 'value="1003"' not in page
    assert "Lia Liaison" in lia.get(PAGE + "?show=all").text
    assert "Nobody to show" in lia.get(PAGE + "?name=max").text
    assert PAGE in lia.get("/departments/public-library").text


def test_a_slip_is_printed_in_both_languages_and_its_code_works(
    app: Flask, sign_in: SignIn, cast: Cast
) -> None:
    lia = sign_in("1003")
    slips = post(lia, PAGE, PAGE, who=cast.lee.id, by="slip").text
    assert 'lang="en"' in slips
    assert 'lang="es"' in slips
    assert "Lee Learner · 1002" in slips
    assert "http://localhost/activate" in slips
    (code,) = codes(slips)
    assert "Has a code" in lia.get(PAGE).text
    assert code not in lia.get(PAGE).text
    lee = app.test_client()
    chosen = {"code": code, "password": "seven green buses at dawn"}
    assert post(lee, "/activate", "/activate/password", **chosen).status_code == 303


def test_a_new_slip_ends_the_lost_one(app: Flask, sign_in: SignIn, cast: Cast) -> None:
    lia = sign_in("1003")
    lost, newer = (codes(post(lia, PAGE, PAGE, who=cast.lee.id).text)[0] for _ in range(2))
    lee = app.test_client()
    assert "newer one was made" in post(lee, "/activate", "/activate", code=lost).text
    assert "Lee Learner" in post(lee, "/activate", "/activate", code=newer).text


def test_somebody_with_a_password_gets_a_slip_for_a_new_one(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    place = "/departments/abq-ride/sign-ins"
    slips = post(sign_in("1005"), place, place, who=cast.max.id).text
    assert "a new password" in slips
    answer = post(app.test_client(), "/activate", "/activate", code=codes(slips)[0])
    assert "It ends every sign-in that is still open." in answer.text


def test_whoever_may_do_more_than_learn_gets_no_slip_from_a_liaison(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.lee, "author")
        db.commit()
    refused = post(sign_in("1003"), PAGE, PAGE, who=cast.lee.id).text
    assert codes(refused) == []
    assert "No slip for: Lee Learner." in refused
    assert len(codes(post(sign_in("1005"), PAGE, PAGE, who=cast.lee.id).text)) == 1


def test_nor_does_whoever_will_soon(sign_in: SignIn, database: Database, cast: Cast) -> None:
    with database.writing() as db:
        grant(db, cast.lee, "administrator").from_at = NOW + timedelta(days=1)
        db.commit()
    assert codes(post(sign_in("1003"), PAGE, PAGE, who=cast.lee.id).text) == []


def test_a_slip_of_before_ends_when_its_owner_gets_a_role(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    (code,) = codes(post(sign_in("1003"), PAGE, PAGE, who=cast.lee.id).text)
    with database.writing() as db:
        grant_role(db, cast.lee.id, "author", None, by=cast.olga.id, now=NOW)
        db.commit()
    answer = post(app.test_client(), "/activate", "/activate", code=code)
    assert (answer.status_code, "time of this code is over" in answer.text) == (422, True)


def test_what_is_no_number_is_nobody(sign_in: SignIn) -> None:
    assert post(sign_in("1003"), PAGE, PAGE, who="\u00b2").status_code == 303


def test_nobody_prints_a_slip_for_themselves(sign_in: SignIn, cast: Cast) -> None:
    assert codes(post(sign_in("1003"), PAGE, PAGE, who=cast.lia.id).text) == []


def test_a_liaison_reaches_nobody_of_another_department(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    answer = post(lia, PAGE, PAGE, who=cast.max.id)
    assert answer.status_code == 303
    assert "Tick whom" in lia.get(PAGE).text
    other = "/departments/abq-ride/sign-ins"
    assert lia.get(other).status_code == 403
    assert post(lia, PAGE, other, who=cast.max.id).status_code == 403
    assert sign_in("1004").get(PAGE).status_code == 403
    with database.reading() as db:
        acts = [each.act for each in db.scalars(select(AuditEvent))]
    assert not [each for each in acts if each.endswith(":made")]


def test_links_go_by_mail_to_those_who_have_an_address(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lia = sign_in("1003")
    assert post(lia, PAGE, PAGE, who=cast.lee.id, by="mail").status_code == 303
    assert "A mail goes to 1 person." in lia.get(PAGE).text
    with database.writing() as db:
        message = db.scalars(select(OutboxMessage)).one()
        assert message.kind == "activation"
        assert message.payload == {"employee": cast.lee.id, "by": cast.lia.id}
        db.get_one(Employee, cast.lee.id).email = None
        db.commit()
    post(lia, PAGE, PAGE, who=cast.lee.id, by="mail")
    assert "No e-mail address is known of: Lee Learner." in lia.get(PAGE).text


def test_that_a_slip_was_made_is_written_down_and_its_code_is_not(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    (code,) = codes(post(sign_in("1003"), PAGE, PAGE, who=cast.lee.id).text)
    with database.reading() as db:
        events = {each.act: each for each in db.scalars(select(AuditEvent))}
    made = events["people:activation:made"]
    assert (made.actor, made.facts) == (cast.lia.id, {"employee": cast.lee.id})
    assert code not in str([each.facts for each in events.values()])

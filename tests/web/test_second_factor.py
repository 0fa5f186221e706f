"""The second step: who must, who may, and what they see until it is done."""

import re
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, PASSWORD, Cast, grant
from tests.web.conftest import post, site
from training.audit import AuditEvent
from training.db import Database
from training.people.models import ROLES, Employment, Identity, SignInSession
from training.people.second_factor import service
from training.web.access import declared_access
from training.web.guard import ASKS_NOBODY
from training.web.state import TrainingState

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGE = "/account/second-factor"


def code(minutes: float = 0, secret: str = SECRET) -> str:
    return pyotp.TOTP(secret).at(int(NOW.timestamp() + minutes * 60))


@pytest.fixture
def strict(app: Flask, database: Database, tmp_path: Path) -> Flask:
    """The site as a city runs it; `app` has made the passwords."""
    return site(database, tmp_path, TRAINING_SECOND_FACTOR="required")


def enter(app: Flask, number: str, going_to: str = "/") -> FlaskClient:
    """A browser in which somebody has typed their password."""
    client = app.test_client()
    answer = post(client, "/sign-in", "/sign-in", login=number, password=PASSWORD, next=going_to)
    assert answer.status_code == 303, answer.text
    return client


def give_app(database: Database, employee_id: int, *, counter: int | None = None) -> None:
    with database.writing() as db:
        db.add(
            Identity(
                employee_id=employee_id,
                issuer="totp",
                subject=str(employee_id),
                secret=SECRET,
                counter=counter,
                created=NOW,
            )
        )
        db.commit()


def by_provider(database: Database) -> None:
    """Let the one sign-in there is have begun at a provider."""
    with database.writing() as db:
        db.scalars(select(SignInSession)).one().issuer = "https://login.example"
        db.commit()


def show(client: FlaskClient, typed: str, **more: str) -> TestResponse:
    return post(client, "/second-factor", "/second-factor", code=typed, **more)


def acts(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(AuditEvent.act).order_by(AuditEvent.id)))


@pytest.mark.parametrize("setting", ["required", "offered"])
@pytest.mark.parametrize("has_app", [False, True])
@pytest.mark.parametrize("role", ["", "supervisor", *ROLES])
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_who_must_set_one_up_and_who_must_show_it(
    app: Flask,
    database: Database,
    cast: Cast,
    tmp_path: Path,
    role: str,
    has_app: bool,
    setting: str,
) -> None:
    with database.writing() as db:
        max_ = db.merge(cast.max)
        if role == "supervisor":
            reports = select(Employment).where(Employment.employee_id == cast.lee.id)
            db.scalars(reports).one().supervisor_id = max_.id
        elif role:
            grant(db, max_, role, cast.transit if role in ("liaison", "deputy") else None)
        db.commit()
    if has_app:
        give_app(database, cast.max.id)
    client = enter(site(database, tmp_path, TRAINING_SECOND_FACTOR=setting), "1004")
    answer = client.get("/")
    if has_app:
        assert answer.location == "/second-factor?next=/"
    elif role and setting == "required":
        assert answer.location == f"{PAGE}?next=/"
    else:
        assert answer.status_code == 200


def test_until_it_is_set_up_there_is_nothing_but_the_way_to_it(strict: Flask, cast: Cast) -> None:
    olga = enter(strict, "1005")
    for rule in strict.url_map.iter_rules():
        declared = declared_access(strict, rule.endpoint)
        if "GET" not in (rule.methods or ()) or rule.endpoint in ASKS_NOBODY:
            continue
        with strict.test_request_context():
            address = strict.url_for(rule.endpoint, **dict.fromkeys(rule.arguments, "1"))
        with olga.get(address) as answer:
            if address == PAGE or (declared and (declared.is_public or declared.is_by_token)):
                assert "Departments" not in answer.text, address
                assert "Olga" not in answer.text or address == PAGE, address
            else:
                assert (answer.location or "").startswith(f"{PAGE}?next="), address
    page = olga.get(PAGE).text
    assert "Set this up first" in page
    assert 'class="menu-list"' not in page
    assert post(olga, PAGE, "/sign-out").status_code == 303


def test_setting_up_an_app_lets_one_go_on_and_offers_recovery_codes(
    strict: Flask, database: Database
) -> None:
    olga = enter(strict, "1005", "/requirements")
    page = olga.get(f"{PAGE}?next=/requirements").text
    assert "<svg" in page
    shown = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert shown
    secret = shown[1].replace(" ", "")
    assert secret in olga.get(PAGE).text.replace(" ", ""), "the same until it is set up"
    wrong = post(olga, PAGE, f"{PAGE}/app", code="000000")
    assert wrong.status_code == 422
    assert olga.get("/requirements").status_code == 303, "it does not count yet"
    answer = post(olga, PAGE, f"{PAGE}/app", code=code(secret=secret), next="/requirements")
    assert answer.location == f"{PAGE}/codes?next=/requirements"
    assert olga.get("/requirements").status_code == 200
    codes = re.findall(r"<code[^>]*>([^<]+)", post(olga, f"{PAGE}/codes", f"{PAGE}/codes").text)
    assert len(set(codes)) == 10
    assert not set(codes) & set(re.findall(r"<code[^>]*>([^<]+)", olga.get(f"{PAGE}/codes").text))
    assert {"people:second-factor:added", "people:recovery-codes:made"} <= set(acts(database))
    again = enter(strict, "1005")
    assert again.get("/").location == "/second-factor?next=/"
    assert show(again, code(), next="/requirements").status_code == 422
    assert show(again, code(0.5, secret), next="/requirements").location == "/requirements"
    assert again.get("/requirements").status_code == 200


def test_a_code_is_used_once(strict: Flask, database: Database, cast: Cast) -> None:
    give_app(database, cast.lee.id)
    assert show(enter(strict, "1002"), code()).location == "/"
    thief = enter(strict, "1002")
    assert show(thief, code()).status_code == 422
    assert thief.get("/").status_code == 303


def test_the_code_of_somebody_else_does_not_count(
    strict: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.lee.id)
    with database.writing() as db:
        db.add(
            Identity(
                employee_id=cast.max.id,
                issuer="totp",
                subject=str(cast.max.id),
                secret=pyotp.random_base32(),
            )
        )
        db.commit()
    assert show(enter(strict, "1004"), code()).status_code == 422


def test_whoever_must_show_one_cannot_set_up_another_instead(
    strict: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.olga.id)
    thief = enter(strict, "1005")
    for address in (PAGE, f"{PAGE}/codes", "/account", "/account/password"):
        assert thief.get(address).location.startswith("/second-factor?"), address
    for address in (f"{PAGE}/app", f"{PAGE}/passkeys/options", f"{PAGE}/passkeys", f"{PAGE}/codes"):
        refused = post(thief, "/second-factor", address, code=code())
        assert refused.location.startswith("/second-factor?"), address


def test_whoever_is_granted_a_role_meets_it_at_the_next_click(
    strict: Flask, database: Database, cast: Cast
) -> None:
    lee = enter(strict, "1002")
    assert lee.get("/").status_code == 200
    with database.writing() as db:
        grant(db, db.merge(cast.lee), "hr")
        db.commit()
    assert lee.get("/").location == f"{PAGE}?next=/"


def test_a_learner_by_a_provider_is_asked_for_nothing_more(
    strict: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.lee.id)
    lee = enter(strict, "1002")
    by_provider(database)
    assert lee.get("/").status_code == 200


def test_a_role_by_a_provider_that_showed_nothing_takes_our_own_step(
    strict: Flask, database: Database, cast: Cast
) -> None:
    olga = enter(strict, "1005")
    by_provider(database)
    assert olga.get("/").location == f"{PAGE}?next=/"
    give_app(database, cast.olga.id)
    assert olga.get("/").location == "/second-factor?next=/"
    assert "Your password was right" not in olga.get("/second-factor").text
    assert show(olga, code()).location == "/"
    assert olga.get("/").status_code == 200


def test_a_provider_that_showed_one_is_enough(strict: Flask, database: Database) -> None:
    olga = enter(strict, "1005")
    by_provider(database)
    with database.writing() as db:
        db.scalars(select(SignInSession)).one().second_factor = NOW
        db.commit()
    assert olga.get("/").status_code == 200


def test_a_recovery_code_works_once_and_new_ones_end_the_old(
    strict: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.olga.id)
    with database.writing() as db:
        first, second, *_ = service.new_recovery_codes(db, cast.olga.id, now=NOW)
        db.commit()
    olga = enter(strict, "1005")
    assert show(olga, first.lower().replace("-", " ")).location == PAGE
    assert "9 left" in olga.get(PAGE).text
    assert show(enter(strict, "1005"), first).status_code == 422
    with database.writing() as db:
        service.new_recovery_codes(db, cast.olga.id, now=NOW)
        db.commit()
    assert show(enter(strict, "1005"), second).status_code == 422


def test_new_recovery_codes_in_place_of_old_ones_ask_for_the_password(
    app: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.lee.id)
    lee, codes = enter(app, "1002"), f"{PAGE}/codes"
    assert show(lee, code()).status_code == 303
    assert "Your password" not in lee.get(codes).text, "the first ones are part of setting it up"
    assert post(lee, codes, codes).status_code == 200
    assert 'type="password"' in lee.get(codes).text
    for typed in ({}, {"password": "wrong"}):
        refused = post(lee, codes, codes, **typed)
        assert refused.status_code == 422
        assert "<li><code" not in refused.text
    answer = post(lee, codes, codes, password=PASSWORD)
    assert answer.text.count("<li><code") == 10


def test_recovery_codes_are_kept_as_hashes(database: Database, cast: Cast) -> None:
    give_app(database, cast.olga.id)
    with database.writing() as db:
        codes = service.new_recovery_codes(db, cast.olga.id, now=NOW)
        kept = db.scalars(select(Identity).where(Identity.issuer == "recovery")).all()
        db.commit()
    assert len(kept) == 10
    assert not {each.subject for each in kept} & {each.replace("-", "") for each in codes}


def test_an_app_is_removed_by_whoever_knows_the_password(
    app: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.lee.id)
    lee = enter(app, "1002")
    assert show(lee, code()).status_code == 303
    found = re.search(rf"{PAGE}/\d+/remove", lee.get(PAGE).text)
    assert found
    assert post(lee, found[0], found[0], password="wrong").status_code == 422
    assert post(lee, found[0], found[0], password=PASSWORD).location == PAGE
    assert enter(app, "1002").get("/").status_code == 200
    assert "people:second-factor:removed" in acts(database)


def test_the_factor_of_somebody_else_cannot_be_removed(
    app: Flask, database: Database, cast: Cast
) -> None:
    give_app(database, cast.olga.id)
    lee = enter(app, "1002")
    with database.reading() as db:
        theirs = db.scalars(select(Identity.id).where(Identity.issuer == "totp")).one()
    assert lee.get(f"{PAGE}/{theirs}/remove").status_code == 404
    answer = post(lee, PAGE, f"{PAGE}/{theirs}/remove", password=PASSWORD)
    assert answer.status_code == 404


def test_wrong_codes_have_to_wait(strict: Flask, database: Database, cast: Cast) -> None:
    give_app(database, cast.lee.id)
    lee = enter(strict, "1002")
    page = lee.get("/second-factor")
    token = re.search(r'name="training_csrf" value="([^"]+)"', page.text)
    assert token
    send = {"training_csrf": token[1], "code": "000000"}
    assert [lee.post("/second-factor", data=send).status_code for _ in range(5)] == [422] * 5
    late = lee.post("/second-factor", data={**send, "code": code()})
    assert late.status_code == 429, "even the right one"
    assert late.headers["Retry-After"]


def test_without_a_password_here_there_is_nothing_to_set_up(
    app: Flask, database: Database, cast: Cast
) -> None:
    lee = enter(app, "1002")
    with database.writing() as db:
        own = select(Identity).where(Identity.employee_id == cast.lee.id)
        db.delete(db.scalars(own).one())
        db.commit()
    assert lee.get(PAGE).status_code == 404


def test_a_reset_signs_out_and_says_why(strict: Flask, database: Database, cast: Cast) -> None:
    give_app(database, cast.olga.id)
    olga = enter(strict, "1005")
    assert show(olga, code()).status_code == 303
    with database.writing() as db:
        assert service.reset_factors(db, cast.olga.id, reason="lost", by=None, now=NOW) == 1
        db.commit()
    assert olga.get("/").location.startswith("/sign-in")
    assert enter(strict, "1005").get("/").location.startswith(PAGE)
    with database.reading() as db:
        kept = db.scalars(select(AuditEvent).where(AuditEvent.act == "people:second-factor:reset"))
        assert kept.one().facts == {"employee": cast.olga.id, "removed": 1, "reason": "lost"}


def test_a_script_is_told_in_its_own_words(strict: Flask, cast: Cast) -> None:
    olga = enter(strict, "1005")
    answer = olga.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.mimetype == "application/problem+json"


def test_setting_up_more_in_a_sign_in_that_has_stood_open_asks_for_the_password(
    app: Flask, database: Database, cast: Cast
) -> None:
    lee = enter(app, "1002")
    assert "Code that the app shows" in lee.get(PAGE).text, "they came in just now"
    state: TrainingState = app.extensions["training"]
    state.clock = lambda: NOW + timedelta(minutes=11)
    asked = lee.get(PAGE).text
    assert "Code that the app shows" not in asked
    assert "qr-frame" not in asked
    for to in ("/app", "/passkeys/options", "/passkeys"):
        refused = post(lee, PAGE, PAGE + to, code=code(11), label="mine", credential="{}")
        assert refused.status_code == 403, to
    assert post(lee, PAGE, f"{PAGE}/prove", password="wrong").status_code == 422
    assert post(lee, PAGE, f"{PAGE}/prove", password=PASSWORD).location == PAGE
    secret = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', lee.get(PAGE).text)
    assert secret
    typed = code(11, secret[1].replace(" ", ""))
    assert post(lee, PAGE, f"{PAGE}/app", code=typed).location == f"{PAGE}/codes"
    state.clock = lambda: NOW + timedelta(minutes=30)
    assert post(lee, PAGE, f"{PAGE}/passkeys/options").status_code == 403, "it held ten minutes"


def test_a_proof_in_one_browser_is_none_for_whoever_signs_in_there_next(
    app: Flask, database: Database, cast: Cast
) -> None:
    browser = enter(app, "1002")
    state: TrainingState = app.extensions["training"]
    state.clock = lambda: NOW + timedelta(minutes=11)
    assert post(browser, PAGE, f"{PAGE}/prove", password=PASSWORD).location == PAGE
    with browser.session_transaction() as kept:
        assert kept["training_proven"][0] == cast.lee.id
    post(browser, "/", "/sign-out")
    with browser.session_transaction() as kept:
        assert "training_proven" not in kept


def test_a_role_granted_to_somebody_long_signed_in_leads_through_the_password_to_setting_up(
    strict: Flask, database: Database, cast: Cast
) -> None:
    lee = enter(strict, "1002")
    with database.writing() as db:
        grant(db, cast.lee, "author")
        db.commit()
    state: TrainingState = strict.extensions["training"]
    state.clock = lambda: NOW + timedelta(minutes=11)
    assert lee.get("/").location == f"{PAGE}?next=/"
    assert post(lee, PAGE, f"{PAGE}/prove", password=PASSWORD).location == PAGE
    assert "Code that the app shows" in lee.get(PAGE).text

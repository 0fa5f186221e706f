"""Signing in and out by an identity provider that the test runs."""

import html
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, Cast
from tests.people.second_factor.authenticator import Authenticator
from tests.standards.oidc.provider import (
    IdentityProvider,
    Lie,
    identity_provider,
    settings_of,
)
from tests.web.conftest import post, site
from tests.web.test_passkeys import make, sign_in_with
from tests.web.test_pseudo import untranslated
from training.audit import AuditEvent
from training.db import Database
from training.people.devices.service import register_tablet
from training.people.models import Identity, RoleGrant, SignInSession
from training.text import PSEUDO
from training.web.state import TrainingState
from training.web.tablet import DEVICE

FACTORS = "/account/second-factor"
ACCOUNTS: dict[str, dict[str, Any]] = {
    "lee": {"sub": "s-lee", "sid": "there-1", "employee_number": "1002", "groups": []},
    "lia": {"sub": "s-lia", "employee_number": "1003", "groups": ["Library training"]},
    "nobody": {"sub": "s-nobody", "employee_number": "9999"},
    "numberless": {"sub": "s-numberless"},
}
GROUPS = """
[provider.groups]
"Library training" = "liaison:public-library"
"Training IT" = "operator"
"Lost" = "liaison:no-such-department"
"""


@pytest.fixture
def entra() -> Iterator[IdentityProvider]:
    with identity_provider(ACCOUNTS, clock=lambda: NOW) as provider:
        yield provider


@pytest.fixture
def okta() -> Iterator[IdentityProvider]:
    with identity_provider(ACCOUNTS, clock=lambda: NOW, algorithm="ES256") as provider:
        yield provider


@pytest.fixture
def app(
    database: Database,
    cast: Cast,
    tmp_path: Path,
    entra: IdentityProvider,
    okta: IdentityProvider,
) -> Flask:
    path = tmp_path / "providers.toml"
    first = settings_of(entra, "entra", "Entra ID", GROUPS)
    path.write_text(first + settings_of(okta, "okta", "Okta"), encoding="utf-8")
    return site(database, tmp_path, TRAINING_OIDC_FILE=str(path))


def there(client: FlaskClient, name: str = "entra", **fields: str) -> str:
    """The provider's address that the button leads to."""
    answer = post(client, "/sign-in", f"/sign-in/{name}", **fields)
    assert answer.status_code == 200, answer.text
    found = answer.headers["Refresh"].removeprefix("0; url=")
    assert f'href="{html.escape(found)}"' in answer.text
    return found


def back(client: FlaskClient, address: str) -> TestResponse:
    """Come back to an address of ours."""
    return client.get(address.removeprefix("http://localhost"))


def enter(
    client: FlaskClient, provider: IdentityProvider, who: str, name: str = "entra"
) -> TestResponse:
    return back(client, provider.authorize(there(client, name), who))


def acts(database: Database, act: str) -> list[dict[str, Any]]:
    with database.reading() as db:
        return list(db.scalars(select(AuditEvent.facts).where(AuditEvent.act == act)))


def test_the_sign_in_page_offers_every_provider_and_folds_the_rest(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert page.index("Sign in with Entra ID") < page.index("Sign in with Okta")
    assert page.index("Sign in with Okta") < page.index("Other ways to sign in")


def test_a_person_signs_in_and_goes_on_where_they_wanted_to_go(
    client: FlaskClient, entra: IdentityProvider, database: Database
) -> None:
    way = there(client, next="/modules/basics")
    assert "code_challenge_method=S256" in way
    answer = back(client, entra.authorize(way, "lee"))
    assert answer.status_code == 303, answer.text
    assert "Lee Learner" in client.get("/").text
    with database.reading() as db:
        begun = db.scalars(select(SignInSession)).one()
        assert (begun.issuer, begun.issuer_subject, begun.issuer_session) == (
            entra.issuer,
            "s-lee",
            "there-1",
        )
    assert acts(database, "people:account:tied")


def test_two_providers_work_side_by_side(
    app: Flask, entra: IdentityProvider, okta: IdentityProvider, database: Database
) -> None:
    for name, provider in (("entra", entra), ("okta", okta)):
        browser = app.test_client()
        assert enter(browser, provider, "lee", name).status_code == 303
        assert "Lee Learner" in browser.get("/").text
    with database.reading() as db:
        issuers = set(db.scalars(select(Identity.issuer)))
    assert issuers == {entra.issuer, okta.issuer}


def test_one_providers_answer_is_not_taken_for_anothers(
    client: FlaskClient, entra: IdentityProvider, okta: IdentityProvider
) -> None:
    answer = okta.authorize(there(client, "entra"), "lee")
    assert back(client, answer).status_code == 403
    crossed = entra.authorize(there(client, "entra"), "lee").replace("/entra/", "/okta/")
    assert back(client, crossed).status_code == 403


def test_new_keys_are_accepted_at_once(app: Flask, entra: IdentityProvider) -> None:
    assert enter(app.test_client(), entra, "lee").status_code == 303
    entra.rotate()
    assert enter(app.test_client(), entra, "lee").status_code == 303
    assert entra.asked.count("/keys") == 2


LIES = {
    "issuer": Lie({"iss": "https://login.example.com"}),
    "audience": Lie({"aud": "another-app"}),
    "authorized-party": Lie({"aud": ["city-training", "another-app"]}),
    "nonce": Lie({"nonce": "of another journey"}),
    "no nonce": Lie({"nonce": None}),
    "expired": Lie({"exp": int((NOW - timedelta(minutes=3)).timestamp())}),
    "not-yet": Lie({"iat": int((NOW + timedelta(minutes=3)).timestamp())}),
    "old": Lie({"iat": int((NOW - timedelta(hours=1)).timestamp())}),
    "no sub": Lie({"sub": None}),
    "at-hash": Lie({"at_hash": "bm90IHRoaXMgb25l"}),
    "algorithm": Lie(algorithm="none"),
    "algorithm HS256": Lie(algorithm="HS256"),
    "signature": Lie(stolen_key=True),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES.keys())
def test_a_token_that_does_not_prove_who_it_is_lets_nobody_in(
    client: FlaskClient, entra: IdentityProvider, database: Database, lie: Lie
) -> None:
    entra.lie = lie
    answer = enter(client, entra, "lee")
    assert answer.status_code == 403
    assert "could not be trusted" in answer.text
    assert client.get("/").status_code == 303
    with database.reading() as db:
        assert not db.scalars(select(SignInSession)).all()
        assert not db.scalars(select(Identity)).all()
    assert len(acts(database, "people:account:refused")) == 1


def test_a_way_back_leads_in_once(app: Flask, client: FlaskClient, entra: IdentityProvider) -> None:
    way = there(client)
    thief = app.test_client()
    cookie = client.get_cookie("training")
    assert cookie
    thief.set_cookie("training", cookie.value)
    address = entra.authorize(way, "lee")
    assert back(client, address).status_code == 303
    asked = len(entra.asked)
    assert back(thief, address).status_code == 403, "with the cookie of before as well"
    assert len(entra.asked) == asked, "and without asking the provider"
    assert back(app.test_client(), address).status_code == 403


def test_a_code_that_was_used_is_refused(client: FlaskClient, entra: IdentityProvider) -> None:
    address = entra.authorize(there(client), "lee")
    entra.codes.clear()
    answer = back(client, address)
    assert answer.status_code == 403
    assert "code" in answer.text


def test_whoever_stops_there_is_told_so(client: FlaskClient, entra: IdentityProvider) -> None:
    state = re.search(r"state=([\w-]+)", there(client))
    assert state
    query = f"error=access_denied&state={state[1]}&iss={entra.issuer}"
    answer = client.get(f"/sign-in/entra/back?{query}")
    assert answer.status_code == 403
    assert "stopped there" in answer.text


@pytest.mark.parametrize(
    ("who", "words"), [("nobody", "not on the City"), ("numberless", "did not send your employee")]
)
def test_whoever_is_no_employee_is_told_what_to_do(
    client: FlaskClient, entra: IdentityProvider, who: str, words: str
) -> None:
    answer = enter(client, entra, who)
    assert answer.status_code == 403
    assert words in answer.text


def test_a_claim_that_contradicts_the_tie_is_refused(
    app: Flask, entra: IdentityProvider, database: Database
) -> None:
    assert enter(app.test_client(), entra, "lee").status_code == 303
    entra.accounts["lee"] = {**ACCOUNTS["lee"], "employee_number": "1005"}
    entra.accounts["twin"] = {"sub": "s-twin", "employee_number": "1002"}
    for who in ("lee", "twin"):
        answer = enter(app.test_client(), entra, who)
        assert answer.status_code == 403
        assert "do not go together" in answer.text
    assert {each["why"] for each in acts(database, "people:account:refused")} == {"contradiction"}


def test_groups_are_followed_at_each_sign_in(
    app: Flask, entra: IdentityProvider, database: Database, cast: Cast
) -> None:
    entra.accounts["lee"] = {**ACCOUNTS["lee"], "groups": ["Library training", "Lost", "Other"]}
    browser = app.test_client()
    assert browser.get("/departments").status_code == 303
    enter(browser, entra, "lee")
    assert browser.get("/departments").status_code in (200, 303)
    assert "public-library" in browser.get("/departments", follow_redirects=True).text
    entra.accounts["lee"] = ACCOUNTS["lee"]
    enter(app.test_client(), entra, "lee")
    assert browser.get("/departments").status_code == 403, "for the open session too"
    with database.reading() as db:
        grant = db.scalars(select(RoleGrant).where(RoleGrant.employee_id == cast.lee.id)).one()
        assert (grant.source, grant.to_at) == (entra.issuer, NOW)


def test_a_role_that_a_person_granted_stays(
    app: Flask, entra: IdentityProvider, cast: Cast
) -> None:
    entra.accounts["lia"] = {**ACCOUNTS["lia"], "groups": []}
    browser = app.test_client()
    enter(browser, entra, "lia")
    assert browser.get("/departments", follow_redirects=True).status_code == 200


@pytest.mark.parametrize("whose", [{"sub": "s-lee"}, {"sid": "there-1"}])
def test_a_logout_there_ends_the_session_at_the_next_request(
    app: Flask, entra: IdentityProvider, whose: dict[str, str], database: Database
) -> None:
    lee, lia = app.test_client(), app.test_client()
    enter(lee, entra, "lee")
    enter(lia, entra, "lia")
    token = entra.logout_token(**whose)
    answer = app.test_client().post("/oidc/entra/logout", data={"logout_token": token})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert lee.get("/").status_code == 303
    assert lia.get("/").status_code == 200
    assert acts(database, "people:sessions:ended")
    again = app.test_client().post("/oidc/entra/logout", data={"logout_token": token})
    assert (again.status_code, again.json["error_description"]) == (400, "replayed")


def test_only_the_provider_that_began_a_session_can_end_it(
    app: Flask, entra: IdentityProvider, okta: IdentityProvider
) -> None:
    lee = app.test_client()
    enter(lee, entra, "lee")
    for token, where in (
        (okta.logout_token(sub="s-lee"), "okta"),
        (okta.logout_token(sub="s-lee"), "entra"),
        ("not.a.token", "entra"),
        ("", "entra"),
    ):
        app.test_client().post(f"/oidc/{where}/logout", data={"logout_token": token})
        assert lee.get("/").status_code == 200


def test_signing_out_here_offers_to_sign_out_there(
    client: FlaskClient, entra: IdentityProvider
) -> None:
    enter(client, entra, "lee")
    assert post(client, "/", "/sign-out").location == "/sign-in"
    page = client.get("/sign-in").text
    assert "Your sign-in with Entra ID may go on" in page
    answer = client.get("/sign-out/entra")
    assert answer.location == (
        f"{entra.issuer}/end?client_id=city-training"
        "&post_logout_redirect_uri=http%3A%2F%2Flocalhost%2Fsign-in"
    )
    assert "may go on" not in client.get("/sign-in").text


def test_a_provider_that_does_not_answer_is_no_fault_of_ours(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    with identity_provider(ACCOUNTS) as gone:
        path = tmp_path / "gone.toml"
        path.write_text(settings_of(gone, "gone", "Gone"), encoding="utf-8")
    client = site(database, tmp_path, TRAINING_OIDC_FILE=str(path)).test_client()
    answer = post(client, "/sign-in", "/sign-in/gone")
    assert answer.status_code == 503
    assert "cannot be reached" in answer.text


@pytest.fixture
def strict(app: Flask, database: Database, tmp_path: Path) -> Flask:
    """The same site as a city runs it: more than learning needs a second factor."""
    path = str(tmp_path / "providers.toml")
    return site(database, tmp_path, TRAINING_OIDC_FILE=path, TRAINING_SECOND_FACTOR="required")


@pytest.mark.parametrize(
    ("said", "enough"),
    [({}, False), ({"amr": ["pwd"]}, False), ({"acr": "mfa"}, False), ({"amr": ["mfa"]}, True)],
)
def test_a_role_needs_a_second_factor_which_the_provider_shows_or_we_ask_for(
    strict: Flask, entra: IdentityProvider, said: dict[str, Any], enough: bool
) -> None:
    entra.lie = Lie(said)
    lia, lee = strict.test_client(), strict.test_client()
    enter(lia, entra, "lia")
    enter(lee, entra, "lee")
    assert lee.get("/").status_code == 200, "who only learns is not asked"
    if enough:
        assert lia.get("/").status_code == 200
        return
    assert lia.get("/departments/public-library").location.startswith(f"{FACTORS}?next=")
    assert lia.get("/departments/public-library.csv").status_code == 303


def test_whoever_has_no_password_here_sets_up_shows_and_removes_a_second_factor(
    strict: Flask, entra: IdentityProvider
) -> None:
    lia = strict.test_client()
    enter(lia, entra, "lia")
    shown = re.search(r'class="secret"[^>]*>([A-Z2-7 ]+)<', lia.get(FACTORS).text)
    assert shown
    app = pyotp.TOTP(shown[1].replace(" ", ""))
    at = int(NOW.timestamp())
    assert post(lia, FACTORS, f"{FACTORS}/app", code=app.at(at)).status_code == 303
    assert lia.get("/departments/public-library").status_code == 200
    again = strict.test_client()
    enter(again, entra, "lia")
    assert again.get("/").location == "/second-factor?next=/"
    typed = post(again, "/second-factor", "/second-factor", code=app.at(at + 30))
    assert (typed.status_code, again.get("/").status_code) == (303, 200)
    assert FACTORS in again.get("/account").text
    remove = re.search(rf"{FACTORS}/\d+/remove", again.get(FACTORS).text)
    assert remove
    state: TrainingState = strict.extensions["training"]
    state.clock = lambda: NOW + timedelta(minutes=11)
    late = post(again, remove[0], remove[0])
    assert late.status_code == 403
    assert "sign in again" in late.text
    state.clock = lambda: NOW + timedelta(minutes=9)
    assert post(again, remove[0], remove[0]).location == FACTORS
    assert again.get("/").location == f"{FACTORS}?next=/"


def test_a_passkey_of_whoever_comes_in_by_a_provider_is_a_second_step_only(
    strict: Flask, entra: IdentityProvider
) -> None:
    lia, device = strict.test_client(), Authenticator()
    enter(lia, entra, "lia")
    assert make(lia, device).status_code == 303
    assert lia.get("/").status_code == 200
    browser = strict.test_client()
    assert sign_in_with(browser, device).location.startswith("/sign-in")
    assert "second step only" in browser.get("/sign-in").text
    assert browser.get("/").status_code == 303


def test_signing_in_over_an_older_sign_in_ends_that_one(
    app: Flask, entra: IdentityProvider
) -> None:
    browser, copy = app.test_client(), app.test_client()
    enter(browser, entra, "lee")
    cookie = browser.get_cookie("training")
    assert cookie
    copy.set_cookie("training", cookie.value)
    assert copy.get("/").status_code == 200
    way = post(browser, "/", "/sign-in/entra").headers["Refresh"].removeprefix("0; url=")
    assert back(browser, entra.authorize(way, "lia")).status_code == 303
    assert copy.get("/").status_code == 303
    assert "Lia Liaison" in browser.get("/").text


def test_a_shared_tablet_offers_no_provider(app: Flask, database: Database, cast: Cast) -> None:
    tablet = app.test_client()
    with database.writing() as db:
        token = register_tablet(db, cast.library.id, "Break room", by=cast.lia.id, now=NOW)
        db.commit()
    tablet.set_cookie(DEVICE, token)
    assert "Entra ID" not in tablet.get("/sign-in").text
    answer = post(tablet, "/sign-in", "/sign-in/entra")
    assert answer.status_code == 403
    assert "On a shared tablet" in answer.text


def test_every_page_on_the_way_is_translated(app: Flask, entra: IdentityProvider) -> None:
    entra.lie = Lie({"aud": "another"})
    for who in ("lee", "nobody"):
        browser = app.test_client()
        browser.set_cookie("training_language", PSEUDO)
        leaving = post(browser, "/sign-in", "/sign-in/entra")
        way = leaving.headers["Refresh"].removeprefix("0; url=")
        refused = back(browser, entra.authorize(way, who))
        entra.lie = Lie()
        for page in (browser.get("/sign-in").text, leaving.text, refused.text):
            assert f'<html lang="{PSEUDO}"' in page
            assert untranslated(page, "") == []


def test_an_unknown_provider_is_no_page_of_ours(client: FlaskClient) -> None:
    assert post(client, "/sign-in", "/sign-in/nowhere").status_code == 404
    assert client.get("/sign-in/nowhere/back").status_code == 404
    assert client.post("/oidc/nowhere/logout").status_code == 404


def test_nothing_secret_is_logged(
    app: Flask, entra: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        enter(app.test_client(), entra, "lee")
        enter(app.test_client(), entra, "nobody")
        entra.lie = Lie({"aud": "another"})
        enter(app.test_client(), entra, "lia")
    said = caplog.text
    for secret in ("s-lee", "a secret", "1002", "s-nobody", "9999", "eyJ"):
        assert secret not in said

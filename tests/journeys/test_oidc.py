"""Signing in by the City's own accounts, in a real browser, at providers that the test runs."""

import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.cast import NOW, the_cast
from tests.journeys.conftest import check
from tests.standards.oidc.provider import (
    IdentityProvider,
    Lie,
    identity_provider,
    settings_of,
)
from tests.web.conftest import site
from training.db import Database

pytestmark = pytest.mark.browser
ACCOUNTS = {
    "learner": {"sub": "s-1", "sid": "1", "employee_number": "1002"},
    "stranger": {"sub": "s-2", "employee_number": "no such number"},
}


@pytest.fixture(scope="module")
def entra() -> Iterator[IdentityProvider]:
    with identity_provider(ACCOUNTS, clock=lambda: NOW) as provider:
        yield provider


@pytest.fixture(scope="module")
def okta() -> Iterator[IdentityProvider]:
    with identity_provider(ACCOUNTS, clock=lambda: NOW, algorithm="ES256") as provider:
        yield provider


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    sqlite_template: Path,
    entra: IdentityProvider,
    okta: IdentityProvider,
) -> Iterator[str]:
    """Where the site answers, with the cast in it and two providers beside it."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copyfile(sqlite_template, folder / "training.sqlite")
    database = Database(f"sqlite:///{folder / 'training.sqlite'}")
    with database.writing() as db:
        the_cast(db)
        db.commit()
    path = folder / "providers.toml"
    text = settings_of(entra, "entra", "City account") + settings_of(okta, "okta", "Okta")
    path.write_text(text, encoding="utf-8")
    app = site(database, folder, TRAINING_OIDC_FILE=str(path), TRAINING_PUBLIC_URL="")
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    database.dispose()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, locale="en-US", base_url=address
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def enter(page: Page, button: str, who: str = "learner") -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name=button).click()
    page.get_by_role("heading", name="Who are you?").wait_for()
    page.get_by_role("button", name=who).click()
    page.wait_for_url(re.compile(r"/(sign-in/\w+/back\?.*)?$"))


def test_people_sign_in_and_out_here_and_there(page: Page, entra: IdentityProvider) -> None:
    page.goto("/sign-in")
    check(page)
    enter(page, "Sign in with City account")
    expect(page.locator("h1")).to_have_text("My training")
    page.get_by_text("Menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main")).to_contain_text("Your sign-in with City account may go on")
    check(page)
    page.get_by_role("link", name="Sign out there too").click()
    expect(page.locator("h1")).to_have_text("Signed out everywhere")
    assert "client_id=city-training" in entra.signed_out[-1]


def test_new_keys_and_a_second_provider_are_taken(
    page: Page, entra: IdentityProvider, okta: IdentityProvider
) -> None:
    entra.rotate()
    enter(page, "Sign in with City account")
    expect(page.locator("h1")).to_have_text("My training")
    page.context.clear_cookies()
    enter(page, "Sign in with Okta")
    expect(page.locator("h1")).to_have_text("My training")


@pytest.mark.parametrize(
    "lie",
    [
        Lie({"iss": "https://login.example.com"}),
        Lie({"aud": "another"}),
        Lie({"nonce": "another"}),
        Lie({"exp": 1}),
        Lie(algorithm="none"),
        Lie(algorithm="HS256"),
        Lie(stolen_key=True),
    ],
    ids=["issuer", "audience", "nonce", "expired", "none", "HS256", "key"],
)
def test_what_cannot_be_trusted_lets_nobody_in(
    page: Page, entra: IdentityProvider, lie: Lie
) -> None:
    entra.lie = lie
    try:
        enter(page, "Sign in with City account")
    finally:
        entra.lie = Lie()
    expect(page.locator("main")).to_contain_text("could not be trusted")
    check(page)
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Sign in")


def test_a_stranger_is_told_what_to_do(page: Page) -> None:
    enter(page, "Sign in with Okta", "stranger")
    expect(page.locator("main")).to_contain_text("not on the City's staff list")


def test_the_same_way_back_does_not_lead_in_twice(page: Page) -> None:
    ways: list[str] = []
    page.on("request", lambda sent: ways.append(sent.url) if "/back?" in sent.url else None)
    enter(page, "Sign in with City account")
    page.context.clear_cookies()
    page.goto(ways[0])
    expect(page.locator("main")).to_contain_text("could not be trusted")


def test_a_logout_there_ends_it_here_at_the_next_click(
    page: Page, address: str, entra: IdentityProvider
) -> None:
    enter(page, "Sign in with City account")
    for token, status in ((entra.logout_token(sid="1", nonce="n"), 400), ("", 200)):
        sent = token or entra.logout_token(sid="1")
        assert tell(address, sent) == status
        page.goto("/")
        heading = "My training" if status == 400 else "Sign in"
        expect(page.locator("h1")).to_have_text(heading)


def tell(address: str, token: str) -> int:
    """The status with which a logout token is taken or refused."""
    data = urlencode({"logout_token": token}).encode()
    try:
        with urllib.request.urlopen(f"{address}/oidc/entra/logout", data, timeout=10) as got:
            return int(got.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code

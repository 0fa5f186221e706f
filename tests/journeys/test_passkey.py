"""An administrator sets up a passkey in a real browser, and comes back with it alone."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import City, check, is_fault
from tests.running import running

pytestmark = pytest.mark.browser
READER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A fingerprint reader made of software."""
THERE = re.compile(r"//[^/]+/requirements$")
"""The page itself, and none on the way whose address only names it."""


@pytest.fixture
def strict_city(city: City, tmp_path: Path) -> Iterator[str]:
    """The demonstration's people on a site that requires a second step; browsers give passkeys
    to a name, never to a number, so it is asked for by name."""
    shutil.copytree(city.instance, tmp_path / "instance")
    settings = {
        "TRAINING_INSTANCE": str(tmp_path / "instance"),
        "TRAINING_DEMONSTRATION": "yes",
        "TRAINING_SECOND_FACTOR": "required",
    }
    with running(settings) as site:
        yield f"http://localhost:{site.port}"


@pytest.fixture
def page(browser: Browser, strict_city: str) -> Iterator[Page]:
    """A small window on a device that has a fingerprint reader."""
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, locale="en-US", base_url=strict_city
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
    debugger = context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    debugger.send("WebAuthn.addVirtualAuthenticator", {"options": READER})
    yield page
    context.close()
    assert faults == []


def type_password(page: Page, who: dict[str, str]) -> None:
    page.goto("/sign-in?next=/requirements")
    page.get_by_label("Employee number or e-mail").fill(who["login"])
    page.locator("input[type=password]").fill(who["password"])
    page.locator("input[type=password]").press("Enter")


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Menu").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")


def test_a_passkey_is_set_up_and_then_signs_in_alone(page: Page, city: City) -> None:
    type_password(page, city.sign_ins["administrator"])
    expect(page.locator("main")).to_contain_text("Set this up first")
    check(page)
    page.get_by_label("A name for it").fill("This computer")
    page.get_by_role("button", name="Set up a passkey").click()
    page.wait_for_url("**/codes**")
    check(page)
    page.get_by_role("button", name="Show ten new codes").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    check(page)
    code = page.locator(".recovery-codes li").first.inner_text()
    page.get_by_role("link", name="I have them").click()
    page.wait_for_url(THERE)
    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/")
    page.goto("/account/second-factor")
    expect(page.locator("main")).to_contain_text("This computer")
    check(page)
    page.get_by_label("A name for it").fill("Once more")
    page.get_by_role("button", name="Set up a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("has a passkey for your account already")
    sign_out(page)
    type_password(page, city.sign_ins["administrator"])
    check(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(THERE)
    sign_out(page)
    type_password(page, city.sign_ins["administrator"])
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".messages")).to_contain_text("9 left")


def test_who_refuses_in_the_browser_is_told_that_it_did_not_work(page: Page, city: City) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("status")).to_contain_text("That did not work")


def test_without_scripts_the_app_is_there_and_passkeys_say_why_not(
    browser: Browser, strict_city: str, city: City
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=strict_city, locale="en-US")
    page = context.new_page()
    type_password(page, city.sign_ins["administrator"])
    expect(page.get_by_role("button", name="Set up the app")).to_be_visible()
    expect(page.get_by_role("button", name="Set up a passkey")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Passkeys work only where JavaScript is on.")
    context.close()

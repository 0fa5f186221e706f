"""From a printed slip to a first sign-in, and a tablet that people share."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.answers import forward
from tests.journeys.conftest import City, Open, check, sign_in

pytestmark = pytest.mark.browser
CHOSEN = "siete autobuses verdes al alba"


def slip(page: Page, city: City) -> tuple[str, str, str]:
    """Somebody's name, number and code, as the liaison prints them."""
    sign_in(page, city, "liaison")
    page.goto("/departments/arts-culture")
    page.get_by_role("link", name="Sign-ins and slips").click()
    expect(page.get_by_role("button", name="Print slips")).to_be_visible()
    check(page)
    page.locator("main tbody label").first.click()
    page.get_by_role("button", name="Print slips").click()
    expect(page.locator(".slip")).to_have_count(1)
    check(page)
    name, number = page.locator(".slip-name").inner_text().split(" · ")
    return name, number, page.locator(".slip-letters").inner_text()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_slip_becomes_a_password_and_a_sign_in(
    city: City, open_page: Open, scripts: bool
) -> None:
    name, number, code = slip(open_page(1280), city)
    page = open_page(375, scripts=scripts)
    page.goto("/sign-in")
    page.get_by_role("link", name="First time, or a slip with a code").click()
    page.get_by_label("Your code").fill("XXXX-XXXX-XXXX-XXXX")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main")).to_contain_text("letter by letter")
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("main")).to_contain_text(name)
    field = page.locator("input[name=password]")
    if scripts:
        check(page)
        page.get_by_text("Show what I type").click()
        assert field.get_attribute("type") == "text"
    field.fill("password12345678")
    page.get_by_role("button", name="Keep this password and sign in").click()
    expect(page.locator("main")).to_contain_text("easy to guess")
    page.locator("input[name=password]").fill(CHOSEN)
    page.get_by_role("button", name="Keep this password and sign in").click()
    page.wait_for_url(city.site.address + "/")
    page.get_by_text("Menu").click()
    page.get_by_role("link", name=name).click()
    expect(page.locator("main")).to_contain_text(f"employee number {number}")
    if scripts:
        check(page)
    again = open_page(375)
    again.goto(f"/activate/{code}")
    again.get_by_role("button", name="Go on").click()
    expect(again.locator("main")).to_contain_text("used before")


def test_nothing_stays_behind_on_a_shared_tablet(city: City, open_page: Open) -> None:
    page = open_page(1280)
    sign_in(page, city, "liaison")
    page.goto("/departments/arts-culture/tablets")
    page.get_by_label("What people here call this tablet").fill("Break room")
    page.get_by_role("button", name="Share this tablet").click()
    page.wait_for_url("**/sign-in")
    check(page)
    sign_in(page, city, "learner", "es")
    who = city.sign_ins["learner"]["name"]
    expect(page.locator(".tablet")).to_contain_text(who)
    check(page)
    page.goto("/account")
    page.evaluate("sessionStorage.left = 'something'; localStorage.left = 'something'")
    page.locator(".tablet button").click()
    page.wait_for_url("**/sign-in")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    for _ in range(3):
        page.go_back()
        page.wait_for_load_state()
        assert who not in page.content()
    cookies = {each["name"] for each in page.context.cookies()}
    assert "training_device" in cookies
    assert "training_language" not in cookies


def test_a_tablet_that_nobody_touches_signs_out_after_a_warning(
    city: City, open_page: Open
) -> None:
    page = open_page(1280)
    page.clock.install()
    sign_in(page, city, "liaison")
    page.goto("/departments/arts-culture/tablets")
    page.get_by_label("What people here call this tablet").fill("Front desk")
    page.get_by_role("button", name="Share this tablet").click()
    page.wait_for_url("**/sign-in")
    sign_in(page, city, "learner")
    page.goto("/account")
    warning = page.locator("[data-warning]")
    expect(warning).to_be_hidden()
    page.clock.run_for(14 * 60_000 + 5_000)
    expect(warning).to_be_visible()
    page.mouse.click(5, 5)
    expect(warning).to_be_hidden()
    page.clock.run_for(14 * 60_000 + 5_000)
    expect(warning).to_be_visible()
    page.clock.run_for(60_000)
    page.wait_for_url("**/sign-in")
    expect(page.locator("main")).to_contain_text(re.compile("signed out"))


def test_answers_on_a_shared_tablet_are_never_kept_in_the_browser(
    city: City, open_page: Open
) -> None:
    page = open_page(1280)
    sign_in(page, city, "liaison")
    page.goto("/departments/arts-culture/tablets")
    page.get_by_label("What people here call this tablet").fill("Workshop")
    page.get_by_role("button", name="Share this tablet").click()
    page.wait_for_url("**/sign-in")
    sign_in(page, city, "operator")
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/read/**")
    while "/read/" in page.url:
        was = page.url
        forward(page)
        page.wait_for_url(lambda url, was=was: url != was)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    page.context.set_offline(True)
    page.locator("main label.usa-radio__label, main label.usa-checkbox__label").first.click()
    page.wait_for_timeout(300)
    assert page.evaluate("localStorage.length") == 0
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_contain_text("Saved", timeout=10_000)

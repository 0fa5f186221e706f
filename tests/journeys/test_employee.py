"""An employee with a phone: from signing in to the certificate."""

import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.answers import answer, edition, forward
from tests.journeys.conftest import City, Open, check, sign_in
from tests.running import wait_for

pytestmark = pytest.mark.browser


def read_all(page: Page, *, look: bool = False) -> None:
    """Read the module to its end."""
    while "/read/" in page.url:
        if look:
            check(page)
        was = page.url
        forward(page)
        page.wait_for_url(lambda url, was=was: url != was)


def answer_all(page: Page, *, right: bool = True, look: bool = False) -> None:
    """Answer every question, up to the page that shows them all."""
    while not page.url.endswith("/review"):
        if look:
            check(page)
        answer(page, right=right)
        was = page.url
        forward(page)
        page.wait_for_url(lambda url, was=was: url != was)


def test_an_employee_reads_fails_passes_and_holds_a_certificate(
    city: City, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(375)
    page.goto("/sign-in")
    check(page)
    sign_in(page, city, "learner")
    expect(page.locator("h1")).to_have_text("My training")
    check(page)
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/read/**")
    read_all(page, look=True)
    check(page)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    answer_all(page, right=False, look=True)
    check(page)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/result")
    expect(page.locator("main")).to_contain_text("Not yet")
    expect(page.locator("main a[href*='/read/']").first).to_be_visible()
    check(page)
    page.get_by_role("button", name="Try again").click()
    page.wait_for_url(re.compile(r"/attempts/\d+/1$"))
    answer_all(page)
    page.get_by_role("button", name="Send my answers").dblclick()
    page.wait_for_url("**/result")
    expect(page.locator("main")).to_contain_text("You passed")
    check(page)
    the_other_module_is_asked_next(page)
    page.get_by_role("link", name="See your certificate").click()
    page.wait_for_url("**/certificates/**")
    check(page)
    the_certificate_names_the_text(page, city, tmp_path)
    the_mails_are_written(page, city)


def the_other_module_is_asked_next(page: Page) -> None:
    """The certificate requires two; scenarios and lines to order are among the questions."""
    page.goto("/")
    expect(page.locator("main")).to_contain_text(edition("ice-interaction").title("en"))
    page.get_by_role("button", name="Start").first.click()
    page.wait_for_url("**/modules/ice-interaction/read/**")
    read_all(page, look=True)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    answer_all(page, look=True)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/result")
    expect(page.locator("main")).to_contain_text("You passed")
    check(page)


def the_certificate_names_the_text(page: Page, city: City, folder: Path) -> None:
    """Page, PDF and the page behind the QR code say the same."""
    serial = page.url.rsplit("/", 1)[-1]
    with page.expect_download() as downloading:
        page.get_by_role("link", name=re.compile("Download")).click()
    path = folder / "certificate.pdf"
    downloading.value.save_as(path)
    text = pypdf.PdfReader(path).pages[0].extract_text()
    name = city.sign_ins["learner"]["name"]
    titles = [edition(each).title("en") for each in ("executive-order", "ice-interaction")]
    for each in (name, serial, "DEMONSTRATION", *titles):
        assert each in text
    page.goto(f"/verify/{serial}")
    check(page)
    expect(page.locator("main")).to_contain_text("This certificate is valid")
    expect(page.locator("main")).to_contain_text(name)
    short = re.search(r"[0-9a-f]{12}", text)
    assert short
    expect(page.locator("main")).to_contain_text(short[0])


def the_mails_are_written(page: Page, city: City) -> None:
    """The employee and the liaison are told; the mail carries a link and no PDF."""
    serial = page.url.rsplit("/", 1)[-1]
    wait_for(lambda: serial in city.letters() and "/departments/" in city.letters())
    assert "application/pdf" not in city.letters()


def test_a_session_that_ends_in_mid_quiz_loses_no_answer(city: City, open_page: Open) -> None:
    page = open_page(375)
    sign_in(page, city, "author")
    page.goto("/modules/executive-order")
    page.get_by_role("button", name=re.compile("Start")).click()
    page.wait_for_url("**/read/**")
    read_all(page)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    question = page.url
    page.context.clear_cookies()
    answer(page)
    forward(page)
    page.wait_for_url("**/sign-in**")
    expect(page.locator("body")).to_contain_text("Your answers are saved")
    page.locator("#login").fill(city.sign_ins["author"]["login"])
    page.locator("input[type=password]").fill(city.sign_ins["author"]["password"])
    page.locator("input[type=password]").press("Enter")
    # The page itself: the sign-in's own address names it too.
    page.wait_for_url(re.compile(r"//[^/]+/attempts/"))
    page.goto(question)
    expect(page.locator("input[name=answer]:checked").first).to_be_attached()
    two_windows_agree(page)
    what_was_answered_without_a_connection_is_sent(page)


def tap_another(page: Page) -> None:
    """Choose an answer that is not chosen yet."""
    box = page.locator("input[name=answer]:not(:checked)").last
    page.locator(f"label[for='{box.get_attribute('id')}']").click()


def two_windows_agree(page: Page) -> None:
    """What one of them saves the other shows, and says why."""
    other = page.context.new_page()
    other.goto(page.url)
    tap_another(other)
    expect(other.locator("[data-saved]")).to_have_text("Saved")
    expect(page.locator("main")).to_contain_text("You answered this one elsewhere")
    checked = "[...document.querySelectorAll('input[name=answer]')].map(each => each.checked)"
    assert page.evaluate(checked) == other.evaluate(checked)
    other.close()


def what_was_answered_without_a_connection_is_sent(page: Page) -> None:
    """It is kept, shown as not saved, and sent by itself on return."""
    page.context.set_offline(True)
    tap_another(page)
    expect(page.locator("[data-saved]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    expect(page.locator("[data-saved]")).to_have_text("Saved")


def test_without_a_connection_the_page_stays_and_says_so(city: City, open_page: Open) -> None:
    page = open_page(375)
    sign_in(page, city, "author")
    page.context.set_offline(True)
    page.locator("main .usa-button").first.click()
    expect(page.get_by_role("alert")).to_contain_text("There is no connection right now")
    assert page.url == f"{city.site.address}/"
    page.context.set_offline(False)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_it_all_works_without_scripts_in_spanish_at_320_pixels(city: City, open_page: Open) -> None:
    page = open_page(320, "es-US", scripts=False)
    sign_in(page, city, "administrator", "es")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    for module in ("executive-order", "ice-interaction"):
        page.goto(f"/modules/{module}")
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url("**/read/**")
        read_all(page)
        page.locator("main form button[type=submit]").last.click()
        page.wait_for_url("**/attempts/**")
        answer_all(page)
        forward(page)
        page.wait_for_url("**/result")
        expect(page.locator("main")).to_contain_text("Usted aprobó")
    expect(page.locator("main a[href*='/certificates/']").first).to_be_visible()

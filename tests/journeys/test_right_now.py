"""The cards on a telephone, for somebody who has not signed in, with the network and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import City, Open, check

pytestmark = pytest.mark.browser
READY = """async () => {
  await navigator.serviceWorker.ready;
  const cache = await caches.open("now");
  return (await cache.keys()).length;
}"""


def kept(page: Page) -> None:
    """Wait until everything is kept."""
    page.wait_for_function(f"async () => (await ({READY})()) >= 6")


def test_the_cards_are_there_without_a_network(city: City, open_page: Open) -> None:
    page = open_page(375)
    page.goto("/now")
    check(page)
    expect(page.locator("#checked")).to_contain_text("checked just now")
    kept(page)
    page.context.set_offline(True)
    for address, lang, words in (
        ("/now", "en", "Officers at my counter"),
        ("/now/es", "es", "Agentes en mi mostrador"),
    ):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", lang)
        page.get_by_text(words).click()
        expect(page.locator("details[open] li").first).to_be_visible()
        expect(page.locator("details[open] .lines > div > ol > li")).to_have_count(5)
    expect(page.locator("#checked")).to_contain_text(re.compile("Sin conexión|No hay conexión"))
    page.context.set_offline(False)


def test_it_takes_two_taps_and_needs_no_sign_in(city: City, open_page: Open) -> None:
    page = open_page(375)
    page.goto("/now")
    page.get_by_text("A child is not collected").click()
    expect(page.locator("details[open]")).to_have_count(1)
    expect(page.locator("details[open]")).to_contain_text("Stay.")
    expect(page.get_by_role("link", name=re.compile("911"))).to_have_attribute("href", "tel:911")

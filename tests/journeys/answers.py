"""What the authors' quizzes say is right, for a browser that wants to pass."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from playwright.sync_api import Page

from tests.played import paths
from training.content.edition import Edition
from training.content.item_view import ItemView
from training.content.tree import read_tree
from training.learning.answers import walk

ROOT = Path(__file__).resolve().parents[2]
ON = "main .pager button[type=submit], main .pager a.usa-button"


@cache
def edition(module: str) -> Edition:
    """One of the repository's own modules."""
    return Edition(module, "", read_tree(ROOT).modules[module])


def answer(page: Page, *, right: bool = True) -> None:
    """Answer the question on the screen, of whatever kind it is, rightly or wrongly."""
    view = _asked(page)
    if view.kind == "scenario":
        _play(page, view, right=right)
    elif view.kind == "order":
        _put_in_order(page, view, right=right)
    else:
        wanted = [each.html for each in view.options if each.correct == right]
        for html in wanted if right else wanted[:1]:
            tap(page, words_of(html))


def _asked(page: Page) -> ItemView:
    place = page.locator("main nav a[href*='/modules/']").first.get_attribute("href") or ""
    module = place.rsplit("/", 1)[-1]
    item = page.locator("form[data-item]").get_attribute("data-item") or ""
    language = page.locator("html").get_attribute("lang") or "en"
    return edition(module).drawn_item(item, language)


def _play(page: Page, view: ItemView, *, right: bool) -> None:
    """Go through a scenario to the end that is best, or to one that is not."""
    ways = {made: walk(view, list(made)).scene.share == 1 for made in paths(view)}
    way = next(made for made, best in ways.items() if best == right)
    for at in range(len(way)):
        choice = walk(view, list(way[:at])).scene.choices[way[at]]
        tap(page, words_of(choice.html))
        page.locator("main .pager button[type=submit]").click()
        page.wait_for_load_state()


def _put_in_order(page: Page, view: ItemView, *, right: bool) -> None:
    """With the buttons where there are any, else with the numbers."""
    lines = [words_of(each.html) for each in view.options]
    for at, words in enumerate(lines if right else lines[::-1]):
        line = page.locator(".in-order", has_text=words)
        number = line.locator(".place-number")
        if number.is_visible():
            number.select_option(str(at + 1))
            continue
        while line.locator(".order-number").inner_text() != str(at + 1):
            line.locator("[data-move=up]").click()


def tap(page: Page, words: str) -> None:
    """Choose an option by its words, if it is not chosen yet."""
    box = page.locator("form[data-item]").get_by_label(words, exact=True)
    if not box.is_checked():
        page.locator(f"label[for='{box.get_attribute('id')}']").click()


def words_of(html: str) -> str:
    """Rendered text as somebody reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def forward(page: Page) -> None:
    """Press the one large thing that leads on."""
    page.locator(ON).last.click()

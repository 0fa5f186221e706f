"""What the authors' quiz says is right, for a browser that wants to pass."""

import re
from functools import cache
from html import unescape
from pathlib import Path

from playwright.sync_api import Page

from training.content.edition import Edition
from training.content.tree import read_tree

ROOT = Path(__file__).resolve().parents[2]
MODULE = "executive-order"


@cache
def edition() -> Edition:
    """The repository's own module."""
    return Edition(MODULE, "", read_tree(ROOT).modules[MODULE])


def answer(page: Page, *, right: bool = True) -> None:
    """Tap the right options of the question on the screen, or one wrong option."""
    item = page.locator("form[data-item]").get_attribute("data-item") or ""
    language = page.locator("html").get_attribute("lang") or "en"
    options = edition().item(item, (), language).options
    wanted = [each.html for each in options if each.correct == right]
    for html in wanted if right else wanted[:1]:
        tap(page, words_of(html))


def tap(page: Page, words: str) -> None:
    """Choose an option by its words, if it is not chosen yet."""
    box = page.locator("form[data-item]").get_by_label(words, exact=True)
    if not box.is_checked():
        page.locator(f"label[for='{box.get_attribute('id')}']").click()


def words_of(html: str) -> str:
    """Rendered text as somebody reads it."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def forward(page: Page) -> None:
    """Press the one large button that leads on."""
    page.locator("main .pager button[type=submit]").click()

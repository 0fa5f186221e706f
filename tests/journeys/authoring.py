"""The guide's module as its reader sends it in, and its quiz for a browser that wants to pass."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from playwright.sync_api import FilePayload, Page, expect

from tests.authors_guide import examples, raw
from tests.journeys.answers import tap, words_of
from training.content.edition import Edition, ItemView
from training.content.tree import tree_of

MODULE = "example-plant"
MAIN = f"modules/{MODULE}/module.md"
QUIZ = f"quizzes/{MODULE}.md"
LIBRARY = "public-library"
LATER = ("outdoors", "police", "huddle", "city/")
"""Examples that the reader of the guide leaves for another day."""


def written() -> dict[str, str]:
    """The guide's module with two supplements, its quiz, its translation and its certificate."""
    return {
        path: text
        for path, text in examples().items()
        if ("example-plant" in path or "friend-of-plants" in path)
        and not any(each in path for each in LATER)
    }


def zipped(files: Mapping[str, str]) -> FilePayload:
    """A zip of the folder that somebody made with their file manager."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, text in files.items():
            archive.writestr(f"my texts/{path}", text)
    return {"name": "my texts.zip", "mimeType": "application/zip", "buffer": out.getvalue()}


def file(name: str, text: str) -> FilePayload:
    """One text file."""
    return {"name": name, "mimeType": "text/markdown", "buffer": text.encode("utf-8")}


@cache
def edition() -> Edition:
    """The guide's module."""
    return Edition(MODULE, "", tree_of(raw(examples())).modules[MODULE])


def read_all(page: Page) -> str:
    """Read to the end; what was read."""
    told = ""
    while "/read/" in page.url:
        told += page.locator("main").inner_text()
        go_on(page)
    return told


def answer_all(page: Page, name: str) -> set[str]:
    """Answer every question rightly, up to the page that shows them all; their kinds."""
    kinds: set[str] = set()
    while not page.url.endswith("/review"):
        item = page.locator("form[data-item]").get_attribute("data-item") or ""
        view = edition().item(item, (LIBRARY,), "en")
        kinds.add(view.kind)
        if view.kind == "scenario":
            _play(page, view)
        else:
            _answer(page, view, name)
        go_on(page)
    return kinds


def go_on(page: Page) -> None:
    """Press what leads on, and wait for the next page."""
    was = page.url
    leads = page.locator("main .pager button[type=submit], main .pager a.usa-button").last
    leads.click()
    page.wait_for_url(lambda url: url != was)


def _answer(page: Page, view: ItemView, name: str) -> None:
    if view.kind in ("short", "attest"):
        page.locator("#answer-1").fill(view.accepted[0] if view.kind == "short" else name)
    elif view.kind == "order":
        _put_in_order(page, view)
    else:
        for option in view.options:
            if option.correct:
                tap(page, words_of(option.html))


def _put_in_order(page: Page, view: ItemView) -> None:
    """By the keyboard alone: each line is moved up to its place, and keeps the focus."""
    for at, option in enumerate(view.options):
        line = page.locator(".in-order", has_text=words_of(option.html))
        up = line.get_by_role("button", name=f"Move up {words_of(option.html)}", exact=True)
        up.focus()
        while (place := line.locator(".order-number").inner_text()) != str(at + 1):
            page.keyboard.press("Enter")
            expect(line.locator(".order-number")).not_to_have_text(place)
            expect(up).to_be_focused()
            said = page.locator("[data-order-said]")
            expect(said).to_contain_text(f"of {len(view.options)}: {words_of(option.html)}")


def _play(page: Page, view: ItemView) -> None:
    """Take the way that ends best, by the keyboard; each scene's heading has the focus."""
    for words in ("Touch the soil", "Give it a little water"):
        page.get_by_label(words, exact=True).press("Space")
        page.locator("main .pager button[type=submit]").press("Enter")
        expect(page.get_by_label(words, exact=True)).to_have_count(0)
        expect(page.locator("#scene")).to_be_focused()
    expect(page.locator("#scene")).to_have_text("How it ends")
    assert view.scenes

"""The guide's module as its reader sends it in, and its quiz for a browser that wants to pass."""

import io
import zipfile
from collections.abc import Mapping
from functools import cache

from playwright.sync_api import FilePayload, Page

from tests.authors_guide import examples, raw
from tests.journeys.answers import forward
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
        for at, option in enumerate(view.options, 1):
            words = page.locator(".place-words", has_text=_words(option.html))
            page.locator(f"#{words.get_attribute('for')}").select_option(str(at))
    else:
        for at, option in enumerate(view.options):
            box = page.locator(f"input[name=answer][value='{at}']")
            if option.correct:
                page.locator(f"label[for='{box.get_attribute('id')}']").click()


def _words(html: str) -> str:
    return html.replace("<p>", "").replace("</p>", "").strip()


def _play(page: Page, view: ItemView) -> None:
    """Take the way that ends best."""
    for words in ("Touch the soil", "Give it a little water"):
        page.get_by_text(words, exact=True).click()
        forward(page)
    page.get_by_text("This is where it ends.").wait_for()
    assert view.scenes

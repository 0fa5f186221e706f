"""Nothing that is put into a content root runs in a browser, even without the site's policy.

The pages are those of the preview, which holds what is shown to what readers see. With the
cleaning and the escaping off, the same pages run most of it: so this test can fail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown import serializers
from playwright.sync_api import Browser, Route

from tests.content.roots import write
from tests.hostile.payloads import payloads
from tests.hostile.places import place_of
from training.cli.preview.app import EXTENSION, create_preview
from training.cli.preview.live import Live
from training.content import blocks, canonical, images, rendering
from training.content.svg import Drawing

ADDRESS = "http://hostile.example"
OWN = re.compile(r'<(?:link|script)\b[^>]* (?:href|src)="/(?:assets|preview)/[^>]*>')
"""What every page of the preview loads itself: it takes time, and is not what is tried."""
DRAWN = re.compile(r'src="/images/([0-9a-f]{64})"')
TOUCH = """
async () => {
  const kinds = ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'dblclick',
    'contextmenu', 'wheel', 'pointerover', 'pointerenter', 'pointerdown', 'pointerup',
    'touchstart', 'touchend', 'keydown', 'keypress', 'keyup', 'focus', 'focusin', 'input',
    'change', 'toggle', 'dragstart', 'drop', 'copy', 'paste', 'animationstart', 'submit'];
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const runs = (to) => String(to ?? '').trim().toLowerCase().startsWith('javascript:');
  const stays = (event) => {
    const link = event.target.closest('a, area');
    const to = event.type === 'submit'
      ? event.submitter?.getAttribute('formaction') ?? event.target.getAttribute('action')
      : link?.href?.animVal ?? link?.href ?? 'javascript:';
    if (!runs(to)) event.preventDefault();
  };
  await wait(1000);
  for (const frame of document.querySelectorAll('iframe')) {
    const page = frame.contentDocument;
    if (!page) continue;
    for (const kind of ['click', 'submit']) page.addEventListener(kind, stays, true);
    for (const each of page.querySelectorAll('*')) {
      for (const kind of kinds)
        each.dispatchEvent(new frame.contentWindow.Event(kind, {bubbles: true, cancelable: true}));
      each.focus?.();
      if (each.click) each.click();
      else each.dispatchEvent(new frame.contentWindow.MouseEvent('click',
        {bubbles: true, cancelable: true}));
    }
  }
  await wait(2000);
}
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A page or a drawing, as the preview answers it."""

    kind: str
    body: bytes


def served(folder: Path, *, guarded: bool) -> Iterator[Served]:
    """Every payload's page, and the drawings that stand on it."""
    app = create_preview(Live(folder))
    app.jinja_env.autoescape = guarded
    client = app.test_client()
    for each in payloads():
        place = place_of(each)
        root = write(folder / str(each.number), place.files(each.text))
        app.extensions[EXTENSION] = Live(root)
        page = client.get(place.page)
        assert page.status_code in (200, 404), each
        # Pictures that wait until they are in view would never come to run anything.
        html = OWN.sub("", page.text).replace(' loading="lazy"', "")
        yield Served("text/html; charset=utf-8", html.encode())
        for sha256 in DRAWN.findall(page.text):
            drawn = client.get(f"/images/{sha256}")
            yield Served(drawn.content_type, drawn.data)


def fired(browser: Browser, pages: list[Served]) -> set[int]:
    """The numbers of the payloads that run when the pages are loaded and touched."""
    numbers: set[int] = set()
    frames = "".join(
        f'<iframe src="/{n}" width="300" height="80"></iframe>' for n in range(len(pages))
    )

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(f"{ADDRESS}/")
        if not route.request.url.startswith(ADDRESS):
            route.abort()
        elif name.isdecimal():
            page = pages[int(name)]
            route.fulfill(status=200, content_type=page.kind, body=page.body)
        elif name:
            route.abort()
        else:
            route.fulfill(status=200, content_type="text/html", body=f"<!doctype html>{frames}")

    context = browser.new_context(viewport={"width": 1_200, "height": 900})
    context.expose_function("fire", lambda number: numbers.add(int(str(number).strip("[']"))))
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(f"{ADDRESS}/", wait_until="load")
    page.evaluate(TOUCH)
    context.close()
    return numbers


def named(numbers: set[int]) -> list[str]:
    """The payloads of these numbers."""
    return [
        f"{each.number} {each.kind}: {each.text}" for each in payloads() if each.number in numbers
    ]


@pytest.mark.browser
def test_nothing_that_is_put_into_a_text_runs_in_a_browser_without_a_policy(
    browser: Browser, tmp_path: Path
) -> None:
    assert named(fired(browser, list(served(tmp_path, guarded=True)))) == []


@pytest.mark.browser
def test_and_most_of_it_runs_when_nothing_is_cleaned_or_escaped(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "clean", str)
    monkeypatch.setattr(rendering, "escape", str)
    monkeypatch.setattr(canonical, "_escape", str)
    monkeypatch.setattr(canonical, "escape", lambda text, quote: text)
    monkeypatch.setattr(blocks.PARSER, "validateLink", lambda _address: True)
    monkeypatch.setattr(blocks.PARSER, "normalizeLink", str)
    monkeypatch.setattr(serializers, "_escape_attrib_html", str)
    monkeypatch.setattr(images, "read_drawing", lambda raw, _report: Drawing(9, 9, raw))
    numbers = fired(browser, list(served(tmp_path, guarded=False)))
    assert len(numbers) >= 150

"""The demonstration city in a real browser."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.running import Site, running

AXE = Path(__file__).resolve().parents[1] / "web" / "vendor" / "axe.min.js"
DEMO = (sys.executable, "-m", "training", "demo")


@dataclass(frozen=True, slots=True)
class City:
    """A running demonstration and whom to sign in as."""

    site: Site
    instance: Path
    sign_ins: dict[str, dict[str, str]]

    def letters(self) -> str:
        """Every mail written so far."""
        return "\n".join(each.read_text("utf-8") for each in self.instance.glob("mail/*.eml"))


@contextmanager
def demonstration(instance: Path) -> Iterator[City]:
    """The demonstration as `make demo` starts it."""
    # A city of 700 with its histories is made first; on a busy machine that takes a while.
    with running({"TRAINING_INSTANCE": str(instance)}, DEMO, patience=180) as site:
        yield City(site, instance, json.loads((instance / "demo.json").read_text("utf-8")))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A demonstration for every journey that leaves its texts as they are."""
    with demonstration(tmp_path_factory.mktemp("demo")) as found:
        yield found


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, city: City) -> Iterator[Open]:
    """A new window of a width, in a language, with JavaScript or without."""
    contexts = []
    faults: list[str] = []

    def new(width: int, language: str = "en-US", *, scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            locale=language,
            java_script_enabled=scripts,
            base_url=city.site.address,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if is_fault(said) else None)
        return page

    yield new
    for context in contexts:
        context.close()
    assert faults == []


def is_fault(said: object) -> bool:
    """Whether a console message is an error of the page: of its policy or its scripts."""
    kind, text = said.type, said.text  # type: ignore[attr-defined]
    return kind == "error" and "status of 4" not in text and "ERR_" not in text


def sign_in(page: Page, city: City, role: str, language: str = "en") -> None:
    """Sign in by typing, and take a language."""
    page.goto("/sign-in")
    page.get_by_label("Employee number or e-mail").or_(
        page.get_by_label("Número de empleado o correo electrónico")
    ).fill(city.sign_ins[role]["login"])
    page.locator("input[type=password]").fill(city.sign_ins[role]["password"])
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url(city.site.address + "/")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"button[lang={language}]").first.click()
        page.wait_for_load_state()


def check(page: Page) -> None:
    """Nothing for axe to find, and no sideways scroll; what is folded is opened first.

    Between two pages a document has no element yet: wait until there is one.
    """
    page.locator("body").wait_for(state="attached")
    page.wait_for_load_state()
    scroll = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert scroll <= 0, f"{page.url} scrolls sideways by {scroll} px"
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    # Through the debugger, so that the page's own policy against foreign scripts stays in force.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    faults = [
        f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]
    ]
    assert faults == [], f"{page.url}\n" + "\n".join(faults)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")

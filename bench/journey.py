"""What people do on the site, step by step, as their browsers would."""

from collections.abc import Callable
from dataclasses import dataclass

from bench import city
from bench.browser import Answer, Browser

MODULE = f"/modules/{city.MODULE}"

Step = Callable[[], Answer]


def sign_in(port: int, number: str) -> Browser:
    """A browser on which somebody has signed in."""
    browser = Browser(port)
    enter(browser, number)
    return browser


def enter(browser: Browser, number: str) -> None:
    """Sign in on a browser."""
    browser.send("/sign-in", "/sign-in", login=number, password=city.PASSWORD)


def begin(browser: Browser) -> tuple[str, str]:
    """Read the module and begin its quiz; the paths of its first section and first question."""
    here = first = browser.send(MODULE, f"{MODULE}/start").location
    while "/read/" in here:
        here = browser.send(here, here).location
    return first, browser.send(here, here).location


@dataclass(frozen=True, slots=True)
class HandIn:
    """The last click of a quiz: call it to hand it in."""

    browser: Browser
    path: str
    hidden: dict[str, str]

    def __call__(self) -> Answer:
        return self.browser.post(self.path, self.hidden)


def filled_in(port: int, number: str, right: dict[str, list[str]]) -> HandIn:
    """Answer every question of somebody's quiz rightly, up to the last click."""
    browser = sign_in(port, number)
    here = begin(browser)[1]
    while not here.endswith("/review"):
        answer = right[browser.get(here).hidden["item"]]
        here = browser.send(here, here, answer=answer, n="1").location
    hidden = browser.get(here).hidden
    return HandIn(browser, here.replace("/review", "/submit"), hidden)


def saving(browser: Browser, path: str, hidden: dict[str, str], n: int) -> Step:
    """Save an answer to one question, as the n-th change."""
    fields = hidden | {"answer": str(n % 2), "n": str(n + 1)}
    return lambda: browser.post(path, fields)

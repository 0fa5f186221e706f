"""What people do on the site, step by step, as their browsers would."""

from collections.abc import Callable

from bench import city
from bench.browser import Answer, Browser

MODULE = f"/modules/{city.MODULE}"

Step = Callable[[], Answer]


def sign_in(port: int, number: str) -> Browser:
    """A browser on which somebody has signed in."""
    browser = Browser(port)
    browser.send("/sign-in", "/sign-in", login=number, password=city.PASSWORD)
    return browser


def begin(browser: Browser) -> tuple[str, str]:
    """Read the module and begin its quiz; the paths of its first section and first question."""
    here = first = browser.send(MODULE, f"{MODULE}/start").location
    while "/read/" in here:
        here = browser.send(here, here).location
    return first, browser.send(here, here).location


def filled_in(port: int, number: str, right: dict[str, list[str]]) -> Step:
    """Answer every question of somebody's quiz rightly; the step that hands it in."""
    browser = sign_in(port, number)
    here = begin(browser)[1]
    while not here.endswith("/review"):
        answer = right[browser.get(here).hidden["item"]]
        here = browser.send(here, here, answer=answer, n="1").location
    hidden = browser.get(here).hidden
    return lambda: browser.post(here.replace("/review", "/submit"), hidden)


def saving(browser: Browser, path: str, hidden: dict[str, str], n: int) -> Step:
    """Save an answer to one question, as the n-th change."""
    fields = hidden | {"answer": str(n % 2), "n": str(n + 1)}
    return lambda: browser.post(path, fields)

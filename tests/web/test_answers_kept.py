"""The quiz script in a real browser: no answer is lost between the thumb and the server."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).resolve().parents[2] / "training/web/static/js"
FORM = """<!doctype html><form method="post" action="/save" data-autosave
 data-attempt="41" data-item="7" data-next="/second">
<input type="hidden" name="training_csrf" value="proof">
<input type="hidden" name="n" value="2">
<label><input type="radio" name="answer" value="1">One</label>
<label><input type="radio" name="answer" value="2">Two</label>
<p data-saved data-saved-text="Saved" data-offline="Kept" data-signed-out="Signed out"
 data-over="Over" data-stay="Stay"></p><button>Next</button></form>
<script type="module" src="/quiz.js"></script>"""
TYPED = FORM.replace("<label><input", '<input type="text" name="typed"><label><input', 1)
LOOK = """<!doctype html><p>{told} answers</p><form hidden data-autosave data-attempt="41">
<input type="hidden" name="token" value="fresh"></form><p data-saved data-offline="Kept"></p>
<form method="post" action="/submit"><button>Send</button></form>
<script type="module" src="/quiz.js"></script>"""


class Server:
    """The far side: answers with `status` and remembers what it was told."""

    def __init__(self) -> None:
        self.status = 200
        self.told: list[dict[str, list[str]]] = []
        self.reply: dict[str, bool] = {}
        self.form = FORM

    def answer(self, route: Route) -> None:
        if route.request.url.endswith(".js"):
            script = SCRIPTS / route.request.url.rsplit("/", 1)[1]
            route.fulfill(content_type="text/javascript", body=script.read_text("utf-8"))
        elif route.request.url.endswith(("/second", "/submit")):
            route.fulfill(content_type="text/html", body="<h1>On</h1>")
        elif route.request.url.endswith("/look"):
            route.fulfill(content_type="text/html", body=LOOK.format(told=len(self.told)))
        elif route.request.method == "POST":
            self.told.append(parse_qs(route.request.post_data or ""))
            route.fulfill(status=self.status, json=self.reply)
        else:
            route.fulfill(content_type="text/html", body=self.form)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", server.answer)
    page.goto("http://quiz.test/")
    yield page
    for each in context.pages:
        # A page that sends something while it is closed must not wait for an answer of ours.
        each.unroute_all(behavior="ignoreErrors")
    context.close()


def kept(page: Page) -> str:
    return str(page.evaluate("JSON.stringify(Object.entries(localStorage))"))


def test_an_answer_is_saved_as_it_is_given(page: Page, server: Server) -> None:
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    (told,) = server.told
    assert int(told.pop("n")[0]) > 3
    assert told == {"answer": ["2"], "training_csrf": ["proof"]}
    assert kept(page) == "[]"


def test_an_answer_the_server_could_not_take_is_sent_again(page: Page, server: Server) -> None:
    server.status = 500
    page.get_by_label("One").check()
    expect(page.locator("[data-saved]")).to_have_text("Kept")
    server.status = 200
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    first, again = server.told
    assert first == again


def test_an_answer_outlives_a_lost_session_and_a_reload(page: Page, server: Server) -> None:
    server.status = 401
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Signed out")
    assert "proof" not in kept(page)
    server.status = 200
    page.reload()
    expect(page.locator("[data-saved]")).to_have_text(re.compile("Saved"))
    expect(page.get_by_label("Two")).to_be_checked()
    assert kept(page) == "[]"


def test_an_answer_to_a_quiz_already_sent_is_given_up(page: Page, server: Server) -> None:
    server.status = 409
    page.get_by_label("One").check()
    expect(page.locator("[data-saved]")).to_have_text("Over")
    assert kept(page) == "[]"


def test_of_two_windows_the_answer_given_last_counts(page: Page, server: Server) -> None:
    other = page.context.new_page()
    other.route("**/*", server.answer)
    other.goto("http://quiz.test/")
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    other.wait_for_timeout(1_100)
    other.get_by_label("One").check()
    expect(other.locator("[data-saved]")).to_have_text("Saved")
    numbers = [int(each["n"][0]) for each in server.told]
    assert numbers == sorted(numbers)
    assert server.told[-1]["answer"] == ["1"]


def test_without_a_connection_one_stays_and_is_told_so(page: Page, server: Server) -> None:
    page.context.set_offline(True)
    server.status = 500
    page.get_by_label("Two").check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator("[data-saved]")).to_have_text("Stay")
    assert page.url == "http://quiz.test/"
    page.context.set_offline(False)
    server.status = 200
    page.get_by_role("button", name="Next").dblclick()
    page.wait_for_url("**/second")
    assert server.told[-1]["answer"] == ["2"]
    assert kept(page) == "[]"


def test_the_look_over_all_answers_sends_what_stayed_behind(page: Page, server: Server) -> None:
    server.status = 500
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Kept")
    page.goto("http://quiz.test/look")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-saved]")).to_have_text("Kept")
    assert page.url == "http://quiz.test/look"
    server.status = 200
    expect(page.locator("p").first).not_to_have_text("1 answers")
    expect(page.locator("[data-saved]")).to_have_text("")
    assert kept(page) == "[]"
    assert server.told[-1]["token"] == ["fresh"]
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/submit")


def test_a_typed_answer_is_saved_in_a_pause_and_outlives_a_reload(
    page: Page, server: Server
) -> None:
    server.form = TYPED
    page.reload()
    page.locator("[name=typed]").press_sequentially("311")
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    assert [each["typed"] for each in server.told] == [["311"]]
    server.status = 500
    page.locator("[name=typed]").fill("three-one-one")
    expect(page.locator("[data-saved]")).to_have_text("Kept")
    page.reload()
    expect(page.locator("[name=typed]")).to_have_value("three-one-one")


def test_an_answer_that_is_not_whole_keeps_one_on_its_page(page: Page, server: Server) -> None:
    server.reply = {"saved": True, "stays": True}
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Saved")
    with page.expect_navigation(url="http://quiz.test/"):
        page.get_by_role("button", name="Next").click()
    server.reply = {"saved": True}
    page.get_by_label("One").check()
    page.get_by_role("button", name="Next").click()
    page.wait_for_url("**/second")


def test_whoever_types_on_and_on_is_saved_within_five_seconds(page: Page, server: Server) -> None:
    server.form = TYPED
    page.reload()
    page.locator("[name=typed]").press_sequentially("abcdefghijklmnopqrst", delay=250)
    assert server.told, "five seconds without a pause"


def test_what_was_typed_last_outlives_leaving(page: Page, server: Server) -> None:
    server.form = TYPED
    page.reload()
    page.locator("[name=typed]").press_sequentially("311")
    page.goto("http://quiz.test/second")
    # Playwright sees nothing that a page sends while it goes: a journey looks at what arrives.
    assert "311" in kept(page)


def test_an_older_answer_gives_way_to_the_newer_one_and_says_so(page: Page, server: Server) -> None:
    server.reply = {"saved": True, "newer": True}
    with page.expect_navigation(url="**/?newer=1"):
        page.get_by_label("Two").check()
    page.wait_for_url("http://quiz.test/")
    page.wait_for_function("JSON.stringify(Object.entries(localStorage)) === '[]'")


def test_another_window_shows_what_this_one_has_saved(page: Page, server: Server) -> None:
    other = page.context.new_page()
    other.route("**/*", server.answer)
    other.goto("http://quiz.test/")
    with other.expect_navigation(url="**/?newer=1"):
        page.get_by_label("Two").check()
    assert len(server.told) == 1, "showing it saves nothing"


def test_a_shared_tablet_keeps_nothing_in_the_browser(page: Page, server: Server) -> None:
    server.form = FORM.replace("<form", "<body data-tablet><form", 1)
    server.status = 500
    page.reload()
    page.get_by_label("Two").check()
    expect(page.locator("[data-saved]")).to_have_text("Kept")
    assert kept(page) == "[]"

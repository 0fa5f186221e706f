"""Somebody who has never seen the system follows the authors' guide, up to bringing a text back."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.authoring import (
    LIBRARY,
    MAIN,
    MODULE,
    QUIZ,
    answer_all,
    file,
    read_all,
    written,
    zipped,
)
from tests.journeys.conftest import City, Open, check, demonstration, sign_in

pytestmark = pytest.mark.browser
PLACE = f"/content/module/{MODULE}"
RIGHT, SLIP = "### What do you do first? {#first-thing}\nCovers:", "Cover:"


def main(page: Page) -> Page:
    """The page, loaded, looked at for barriers."""
    page.wait_for_load_state()
    check(page)
    return page


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    """A demonstration of its own: what is published here, others would be asked to learn."""
    with demonstration(tmp_path / "demo") as found:
        yield found


def press(page: Page, label: str) -> None:
    """Press a button or a link that is a button."""
    button = page.get_by_role("button", name=label).or_(page.get_by_role("link", name=label))
    button.first.click()
    page.wait_for_load_state()


def label(page: Page, choice: str, reason: str, due: str = "") -> None:
    """Say what the one change on the page asks."""
    card = page.locator(".label-card")
    card.get_by_text(f"{choice}: ").click()
    card.get_by_label("Why?").fill(reason)
    card.get_by_label("To be done by the end of").fill(due)


def test_the_guide_s_reader_publishes_a_module_and_brings_an_older_text_back(
    city: City, open_page: Open
) -> None:
    author, olga, legal = open_page(1280), open_page(1280), open_page(375)
    sign_in(author, city, "author")
    sign_in(olga, city, "administrator")
    sign_in(legal, city, "legal")
    proposal = an_author_sends_mends_and_proposes(author)
    a_second_person_looks_approves_and_publishes(olga, proposal)
    a_reviewer_approves_and_it_is_no_pilot_any_more(legal, olga)
    learner = open_page(375)
    sign_in(learner, city, "learner")
    a_learner_in_the_library_reads_and_passes(learner, city)
    another_text_is_published(author, olga)
    the_author_compares_and_rolls_back(author, olga)
    a_section_is_held_and_given_back(olga, legal, learner)


def an_author_sends_mends_and_proposes(page: Page) -> str:
    """The address of the proposal."""
    press(page, "Texts")
    main(page)
    press(page, "Send texts in")
    main(page)
    files = written()
    assert RIGHT in files[QUIZ]
    wrong = {**files, QUIZ: files[QUIZ].replace(RIGHT, RIGHT.replace("Covers:", SLIP))}
    page.locator("input[type=file]").set_input_files(zipped(wrong))
    press(page, "See what would change")
    page.wait_for_url("**/content/drafts/**")
    told = page.locator("main")
    expect(told).to_contain_text("“Cover” is not a setting. What to do: Did you mean “Covers”?")
    expect(told).to_contain_text(QUIZ)
    expect(page.get_by_role("button", name="Propose for publishing")).to_have_count(0)
    main(page)
    page.locator("input[type=file]").set_input_files(file(f"{MODULE}.md", files[QUIZ]))
    press(page, "Put it over the draft")
    expect(told).to_contain_text("What would change")
    expect(told).to_contain_text("Near books")
    main(page)
    press(page, "Read it as employees would")
    page.locator("#department").select_option(LIBRARY)
    press(page, "Read as this department")
    expect(page.locator("main")).to_contain_text("Paper and water are no friends")
    main(page)
    page.go_back()
    page.go_back()
    page.locator("textarea").fill("The first example of the guide.")
    press(page, "Propose for publishing")
    page.wait_for_url("**/content/proposals/**")
    expect(page.locator("main")).to_contain_text("somebody else has to agree")
    main(page)
    return page.url


def a_second_person_looks_approves_and_publishes(page: Page, proposal: str) -> None:
    """From the page that everybody begins with."""
    page.goto("/")
    main(page)
    press(page, "Look at it")
    page.wait_for_url(proposal)
    expect(page.locator("main")).to_contain_text("The first example of the guide.")
    main(page)
    press(page, "Approve exactly this text as")
    expect(page.locator("main")).to_contain_text("Approved by")
    press(page, "Publish…")
    expect(page.locator("main")).to_contain_text("Pilot")
    main(page)
    press(page, "Publish now")
    main(page)
    page.goto(PLACE)
    expect(page.locator("main")).to_contain_text("Revision 1")


def a_reviewer_approves_and_it_is_no_pilot_any_more(page: Page, olga: Page) -> None:
    """On a phone, from the task on the first page."""
    page.goto("/")
    main(page)
    press(page, "Look at it")
    main(page)
    press(page, "Approve exactly this text as")
    main(page)
    olga.goto(PLACE)
    expect(olga.locator("main")).to_contain_text("Approved")
    expect(olga.locator("main")).not_to_contain_text("Pilot")
    main(olga)


def a_learner_in_the_library_reads_and_passes(page: Page, city: City) -> None:
    """Every kind of question, the scenario among them."""
    page.goto(f"/modules/{MODULE}")
    main(page)
    page.get_by_role("button", name="Start").click()
    page.wait_for_url("**/read/**")
    told = read_all(page)
    assert "Paper and water are no friends" in told
    assert "does not ride along" not in told
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/**")
    kinds = answer_all(page, city.sign_ins["learner"]["name"])
    assert kinds == {"one", "all", "order", "short", "attest", "scenario"}
    main(page)
    page.get_by_role("button", name="Send my answers").click()
    page.wait_for_url("**/result")
    expect(page.locator("main")).to_contain_text("You passed")
    expect(page.locator("main")).to_contain_text("You looked, then you acted.")
    main(page)


def another_text_is_published(author: Page, olga: Page) -> None:
    """One sentence, sent as one file whose place has to be chosen."""
    author.goto("/content/upload")
    other = written()[MAIN].replace("Look at it once a day.", "Look at it twice a day.")
    author.locator("input[type=file]").set_input_files(file("module.md", other))
    press(author, "See what would change")
    expect(author.locator("main")).to_contain_text("Where does “module.md” belong?")
    main(author)
    author.get_by_label("Where does it belong?").select_option(MAIN)
    press(author, "That is its place")
    expect(author.locator("main")).to_contain_text("twice")
    main(author)
    author.get_by_label("What changes, and why?").fill("Twice is better.")
    press(author, "Propose for publishing")
    expect(author.locator("main")).to_contain_text("Nobody has said what this change to")
    expect(author.get_by_label("What changes, and why?")).to_have_value("Twice is better.")
    main(author)
    label(author, "Reread", "The plant dries out sooner than we thought.", "2099-01-31")
    press(author, "Count again with these labels")
    expect(author.locator("main")).to_contain_text("What it would ask of people")
    main(author)
    press(author, "Propose for publishing")
    olga.goto(author.url)
    expect(olga.locator("main")).to_contain_text("by Saturday, January 31, 2099")
    expect(olga.locator("main")).to_contain_text("The plant dries out sooner than we thought.")
    main(olga)
    press(olga, "Publish…")
    press(olga, "Publish now")


def the_author_compares_and_rolls_back(author: Page, olga: Page) -> None:
    """In less than a minute."""
    began = time.monotonic()
    author.goto(PLACE)
    main(author)
    press(author, "What changed")
    expect(author.locator("ins").first).to_contain_text("twice")
    expect(author.locator("del").first).to_contain_text("once")
    main(author)
    author.goto(PLACE)
    press(author, "Roll back to this…")
    main(author)
    author.get_by_label("Why does the older text come back?").fill("Once was right.")
    label(author, "Wording", "Nobody has to know how often.")
    press(author, "Ask for it")
    olga.goto(author.url)
    main(olga)
    press(olga, "Publish…")
    press(olga, "Publish now")
    author.goto(PLACE)
    expect(author.locator("main")).to_contain_text("the text of revision 1 again")
    expect(author.locator("main")).not_to_contain_text("Revision 4")
    main(author)
    assert time.monotonic() - began < 60


def a_section_is_held_and_given_back(olga: Page, legal: Page, learner: Page) -> None:
    """OEI asks, the reviewer agrees; and back."""
    page = f"/modules/{MODULE}/read/hello"
    for press_this, ask, agree, told in (
        ("Withdraw this section now…", "withdrawn", "Withdraw it now", "do not follow"),
        ("Give it back…", "given back", "Give it back now", "a colleague who cannot walk"),
    ):
        olga.goto(f"{PLACE}/3")
        olga.locator("#section-hello, section", has_text="Say hello").get_by_role(
            "link", name=press_this
        ).first.click()
        main(olga)
        olga.locator("textarea").fill("Somebody said hello to the wrong plant.")
        press(olga, f"Ask for it to be {ask}")
        main(olga)
        legal.goto("/")
        main(legal)
        press(legal, "Look at it")
        press(legal, agree)
        main(legal)
        learner.goto(page)
        expect(learner.locator("main")).to_contain_text(re.compile(told, re.IGNORECASE))
        main(learner)

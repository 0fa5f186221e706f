"""One question some time after a certificate: offered, asked, explained at once."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.check_ins import Asking
from tests.retraining import label
from tests.web.conftest import SignIn, post
from training.credentials.check_ins.service import forget_answers
from training.credentials.facts import CertificateFacts
from training.db import Database

TOLD = ("It frightens.", "A word is enough.", "They know whom to ask for.", "They came for help.")
"""What explains an answer."""


class Site:
    """The site on the day of a course's last act, and Lee's browser."""

    def __init__(self, app: Flask, db: Session, course: Asking, sign_in: SignIn) -> None:
        self.app, self.db, self.course, self.sign_in = app, db, course, sign_in

    def lee(self, number: str = "1002") -> FlaskClient:
        """Somebody's browser, now."""
        self.db.commit()
        now = self.course.now
        self.app.extensions["training"].clock = lambda: now
        return self.sign_in(number)


@pytest.fixture
def site(
    app: Flask, database: Database, cast: Cast, tmp_path: Path, sign_in: SignIn
) -> Iterator[Site]:
    """Lee has been certified for a week."""
    with database.writing() as db:
        course = Asking(db, tmp_path)
        course.require([cast.lee])
        course.take(cast.lee)
        course.wait(8)
        yield Site(app, db, course, sign_in)


def opened(client: FlaskClient) -> str:
    """Open what My training offers; its address."""
    page = client.get("/").text
    found = re.search(r'action="(/check-ins/\d+)"', page)
    assert found, "nothing is offered"
    assert post(client, "/", found[1]).location == found[1]
    return found[1]


def answer(client: FlaskClient, address: str, *values: str, **more: str) -> str:
    """Send an answer; the page that follows."""
    sent = post(client, address, f"{address}/answer", answer=list(values), **more)
    return client.get(address).text if sent.status_code == 303 else sent.text


def test_it_is_offered_asked_and_explained(site: Site) -> None:
    lee = site.lee()
    home = lee.get("/").text
    assert "One question, about a minute" in home
    assert "After 4 such answers your certificate is renewed" in home
    address = opened(lee)
    page = lee.get(address).text
    assert "what do you greet with?" in page
    assert not any(each in page for each in TOLD), "nothing is told before the answer"
    told = answer(lee, address, "1")
    assert "Not quite: here is why." in told
    assert "It frightens." in told
    assert "A word is enough." in told
    assert 'href="/modules/basics/read/before"' in told
    assert "3 more such answers" in told
    assert answer(lee, address, "0") == told, "there is one answer"
    assert "One question, about a minute" not in lee.get("/").text


def test_without_an_answer_it_asks_again_and_not_now_costs_nothing(site: Site) -> None:
    lee = site.lee()
    address = opened(lee)
    assert "Give an answer first" in answer(lee, address)
    later = post(lee, address, f"{address}/later")
    assert later.location == "/"
    home = lee.get("/").text
    assert "Nobody minds." in home
    assert "One question, about a minute" not in home
    site.course.days += 7
    assert "One question, about a minute" in site.lee().get("/").text


def test_a_scenario_shows_one_scene_at_a_time(site: Site, cast: Cast) -> None:
    site.course.reply(cast.lee)
    site.course.wait(25)
    lee = site.lee()
    address = opened(lee)
    page = lee.get(address).text
    assert "They wait." in page
    assert "They say thank you." not in page
    assert "They do not answer." not in page
    assert not any(each in page for each in TOLD)
    told = answer(lee, address, "1", step="0")
    assert "They do not answer." in told
    assert "They came for help." in told
    assert "They say thank you." not in told, "only the way that they took"


def test_it_is_nobody_elses(site: Site) -> None:
    address = opened(site.lee())
    max_ = site.lee("1004")
    assert max_.get(address).status_code == 404
    for each in (address, f"{address}/answer", f"{address}/later"):
        assert post(max_, "/", each, answer="0").status_code == 404


def test_a_question_that_was_not_opened_says_what_it_is(site: Site) -> None:
    lee = site.lee()
    found = re.search(r'action="(/check-ins/\d+)"', lee.get("/").text)
    assert found
    page = lee.get(found[1]).text
    assert "Show me the question" in page
    assert "greet" not in page


def test_the_fourth_answer_renews_and_the_certificate_says_so(site: Site, cast: Cast) -> None:
    course = site.course
    before = course.held(cast.lee)
    for wait in (0, 25, 61):
        course.wait(wait)
        course.reply(cast.lee)
    course.wait(92)
    lee = site.lee()
    assert "Answer it, and your certificate is renewed" in lee.get("/").text
    address = opened(lee)
    told = answer(lee, address, "0")
    assert "Your certificate is renewed: it is good until" in told
    site.db.expire_all()
    held = course.held(cast.lee)
    facts = CertificateFacts.from_dict(held.facts)
    assert held.replaces_id == before.id
    page = lee.get(f"/certificates/{held.serial}").text
    assert "Since then you have answered questions about it" in page
    verified = lee.get(f"/verify/{held.serial}").text
    assert "This certificate is from a pilot" in verified
    assert "It was renewed on" in verified
    assert facts.day < course.today
    assert lee.get(f"/certificates/{held.serial}.pdf").data.startswith(b"%PDF-")


def test_while_something_is_owed_nothing_is_offered(site: Site) -> None:
    change = ("Greet people.", "Greet people by name.")
    site.course.publish(change, labels=[label("reread", "before", due=site.course.today)])
    assert "One question, about a minute" not in site.lee().get("/").text


def test_an_answer_that_is_not_kept_any_more_still_has_its_explanation(
    site: Site, cast: Cast
) -> None:
    brought = site.course.reply(cast.lee)
    later = site.course.now + timedelta(days=400)
    forget_answers(site.db, later, now=later)
    page = site.lee().get(f"/check-ins/{brought.check_in.id}").text
    assert "What you answered is not kept any more." in page
    assert "A word is enough." in page
    assert "Not quite" not in page

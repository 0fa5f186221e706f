"""Nothing of a key, an explanation or an undrawn question is in any byte before an attempt is sent;
afterwards all that feedback should show is."""

import base64
import re
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request, session

from tests.cast import NOW, TODAY
from tests.web.classroom import DUE, begin, hidden
from tests.web.conftest import SignIn, post
from tests.web.integrity.hearing import Learner
from tests.web.integrity.planted import ASKED, KEPT, POINTS, SPARE, key, plant, scene, shown, word
from training.assignments.audience import Audience
from training.assignments.rules import Rules
from training.assignments.service import require
from training.db import Database
from training.flows.publish import publish_tree
from training.learning.queries import answers_of, items_of
from training.web.languages import COOKIE
from training.web.state import TrainingState

JSON = {"Accept": "application/json"}
SPANISH = {"en": "es", "es": "en"}
pytestmark = pytest.mark.usefixtures("app")


def teach(database: Database, folder: Path, **rules: str) -> None:
    """Publish the planted quiz."""
    with database.writing() as db:
        publish_tree(db, plant(folder, **rules), by=None, now=NOW)
        require(db, "core", Audience(), rules=Rules(due=DUE), by=None, now=NOW, today=TODAY)
        db.commit()


class Sitting:
    """Somebody in the middle of the planted quiz, in a language."""

    def __init__(self, app: Flask, sign_in: SignIn, language: str = "en") -> None:
        self.client = sign_in("1002")
        if language != "en":
            self.client.set_cookie(COOKIE, language)
        self.language, self.app = language, app
        self.state: TrainingState = app.extensions["training"]
        self.learner = Learner(app, self.client)
        self.attempt = begin(self.client)
        with self.state.database.reading() as db:
            drawn = [each.item for each in items_of(db, int(self.attempt.rsplit("/", 1)[1]))]
        self.pages = {each: f"{self.attempt}/{n}" for n, each in enumerate(drawn, 1)}
        (self.spare,) = (each for each in SPARE if key(each) in self.pages)

    def page(self, item: str) -> str:
        """The address of a question."""
        return self.pages[key(item)]

    def answer(self, item: str, **fields: object) -> None:
        """Save an answer as a script does, then as a form."""
        there = {**hidden(self.client.get(self.page(item)).text), **fields}
        saved = self.learner.ask("POST", self.page(item), data=there, headers=JSON)
        assert saved.status_code == 200, saved.text
        if item != "desk":
            assert self.learner.ask("POST", self.page(item), data=there).status_code == 303

    def do_it_wrong(self) -> None:
        """Answer everything, badly; the scenario has been left in its second scene."""
        for item in ("pick", self.spare):
            self.answer(item, answer="0")
        self.answer("several", answer=["0", "2"])
        self.answer("steps", **{f"place-{n}": str(3 - n) for n in range(3)})
        self.answer("number", answer="another number")
        self.answer("sign", answer="Lee Learner")

    def errors(self) -> None:
        """Everything that is refused on the way."""
        page = self.page("pick")
        fields = hidden(self.client.get(page).text)
        for wrong in (
            {"answer": "9"},
            {"answer": "x"},
            {"n": ""},
            {"item": key("kept")},
            {"item": key(next(each for each in SPARE if each != self.spare))},
            {"token": "forged"},
        ):
            for headers in (JSON, {}):
                self.learner.ask("POST", page, data={**fields, **wrong}, headers=headers)
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "HEAD"):
            self.learner.ask(method, page)
        for address in ("result", "submit", "99", "0"):
            self.learner.ask("GET", f"{self.attempt}/{address}")

    def everything(self, *, wherever: bool = True) -> set[str]:
        """The canaries in all that a learner can receive now."""
        self.learner.look_everywhere(
            *self.pages.values(), f"{self.attempt}/review", wherever=wherever
        )
        self.learner.open_mail(self.state.database, self.state.config)
        return set(self.learner.heard)

    def may_be_seen(self, here: str) -> set[str]:
        """The words of the questions that were drawn; of the scenario, the scene one is in."""
        found = {
            each
            for item in (*ASKED, self.spare)
            if item != "desk"
            for each in shown(item, self.language)
        }
        parts = ["stem", *scene(here)]
        return found | {key("desk"), *(word(self.language, "desk", each) for each in parts)}

    def hand_in(self) -> None:
        """Send it and open the result."""
        done = post(self.client, f"{self.attempt}/review", f"{self.attempt}/submit")
        assert done.status_code == 303, done.text


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_byte_tells_before_it_is_sent_and_all_of_it_afterwards(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path, language: str
) -> None:
    teach(database, tmp_path)
    sitting = Sitting(app, sign_in, language)
    learner = sitting.learner
    learner.open_calendar()
    found = sitting.everything()
    assert found == sitting.may_be_seen("first"), told(learner, sitting.may_be_seen("first"))
    sitting.do_it_wrong()
    sitting.errors()
    assert sitting.everything(wherever=False) == sitting.may_be_seen("first")

    sitting.answer("desk", answer="0")
    learner.forget()
    sitting.client.set_cookie(COOKIE, SPANISH[language])
    found = sitting.everything()
    # A drawing that belongs to a scene is seen in it.
    picture = {word(language, "desk", "altlater"), word("id", "desk", "later")}
    assert found == sitting.may_be_seen("second") | picture
    assert learner.heard[word("id", "desk", "later")].startswith("GET /images/")

    sitting.answer("desk", answer="1")
    sitting.client.set_cookie(COOKIE, language)
    sitting.hand_in()
    learner.forget()
    found = sitting.everything()
    assert feedback(sitting) - found == set()
    assert found & never(sitting) == set(), told(learner, found - never(sitting))


def test_what_stands_for_an_answer_says_nothing_of_where_its_author_wrote_it(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    sitting = Sitting(app, sign_in)
    for item in ("pick", "several", sitting.spare):
        page = sitting.client.get(sitting.page(item)).text
        assert re.findall(r'name="answer"[^>]* value="([^"]*)"', page) == ["a0", "a1", "a2"]
        words = re.findall(rf"{word('en', item, 'option')[:-2]}([abc])qz", page)
        sitting.answer(item, answer="a0")
        with database.reading() as db:
            kept = answers_of(db, int(sitting.attempt.rsplit("/", 1)[1]))
        assert kept[key(item)].value == ["abc".index(words[0])]
        again = sitting.client.get(sitting.page(item)).text
        assert re.findall(r'value="(a\d)"[^>]* checked', again) == ["a0"]


@pytest.mark.parametrize("rule", ["only the result", "after passing"])
def test_what_the_author_keeps_back_is_in_no_byte_afterwards_either(
    app: Flask, sign_in: SignIn, database: Database, tmp_path: Path, rule: str
) -> None:
    teach(database, tmp_path, feedback=rule, passing="100%")
    sitting = Sitting(app, sign_in)
    sitting.do_it_wrong()
    sitting.hand_in()
    found = sitting.everything(wherever=False)
    assert f"{sitting.attempt}/result" in sitting.learner.asked
    assert {each for each in found if "why" in each or "feedback" in each} == set()
    assert found & never(sitting) == set()


def told(learner: Learner, known: set[str]) -> dict[str, str]:
    """Where each canary that should not be there was heard first."""
    return {each: where for each, where in learner.heard.items() if each not in known}


def feedback(sitting: Sitting) -> set[str]:
    """All that is to be told after these answers."""
    language = sitting.language
    parts = {
        "pick": ("stem", "optiona", "feedbacka"),
        sitting.spare: ("stem", "optiona", "feedbacka"),
        "several": ("stem", "optiona", "optionc", "feedbacka", "feedbackc"),
        "steps": ("stem", *(f"{each}{n}" for each in ("option", "feedback") for n in "abc")),
        "number": ("stem",),
        "desk": (
            *("stem", "scenefirst", "firsta", "firstfeedbacka"),
            *("scenesecond", "secondb", "secondfeedbackb", "altlater"),
            *("sceneharm", "debriefharm"),
        ),
    }
    words = {word(language, item, each) for item, many in parts.items() for each in many}
    explained = [each for each in parts if each != "desk"]
    words |= {word(language, item, each) for item in explained for each in ("why", "altpicture")}
    return words | {word("id", item, "picture") for item in explained}


def never(sitting: Sitting) -> set[str]:
    """What nobody is told of this attempt: what was not asked, ways not taken, other words."""
    language, other = sitting.language, SPANISH[sitting.language]
    unasked = [each for each in (*SPARE, *KEPT) if each != sitting.spare]
    parts = ("stem", "hint", "optiona", "feedbacka", "feedbackb", "why", "altpicture")
    words = {word(language, item, each) for item in unasked for each in parts}
    words |= {word(other, item, each) for item in (*ASKED, *SPARE, *KEPT) for each in parts}
    words |= {word("id", item, each) for item in unasked for each in ("", "picture")}
    return words | {word(language, "desk", each) for each in ("scenebest", "debriefbest")}


def _in_the_page(answer: Response, secret: str) -> None:
    if answer.mimetype == "text/html":
        answer.set_data(answer.get_data(as_text=True) + f"<!-- {secret} -->")


def _in_a_header(answer: Response, secret: str) -> None:
    answer.headers["X-State"] = base64.b64encode(secret.encode()).decode()


def _in_the_session(_answer: Response, secret: str) -> None:
    session["state"] = f"{secret} {'and more ' * 40}"


def _squeezed(answer: Response, secret: str) -> None:
    answer.set_cookie("more", base64.urlsafe_b64encode(zlib.compress(secret.encode())).decode())


@pytest.mark.parametrize("leak", [_in_the_page, _in_a_header, _in_the_session, _squeezed])
def test_the_search_finds_what_a_page_lets_slip(
    app: Flask,
    sign_in: SignIn,
    database: Database,
    tmp_path: Path,
    leak: Callable[[Response, str], None],
) -> None:
    teach(database, tmp_path)
    sitting = Sitting(app, sign_in)
    secret = word("en", "pick", "why")

    def slip(answer: Any) -> Any:
        if request.path == sitting.page("pick"):
            leak(answer, secret)
        return answer

    app._got_first_request = False  # a later hook, as only a test may add one
    app.after_request(slip)
    for each in (*sitting.pages.values(), f"{sitting.attempt}/review"):
        sitting.learner.ask("GET", each)
    assert sitting.learner.heard[secret].endswith(f"GET {sitting.page('pick')}")
    assert POINTS not in sitting.learner.heard

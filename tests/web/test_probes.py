"""This month's two questions: offered, answered without a name, or declined."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOW, TODAY, Cast
from tests.flows.held_out import ask_monthly, publish_held_out
from tests.staff import certify
from tests.web.conftest import SignIn, post
from training.content.models import Hold
from training.db import Database
from training.flows.draw_sample import draw_sample
from training.learning.measuring.models import Probe, ProbeOffer

RIGHT = {"answer-0": "0", "sure-0": "sure", "answer-1": ["0", "1"], "sure-1": "guess"}


@pytest.fixture
def asked(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """Lee is certified and is in this month's sample."""
    with database.writing() as db:
        publish_held_out(db, tmp_path)
        certify(db, cast.lee)
        ask_monthly(db, 1)
        draw_sample(db, seed=1, now=NOW, today=TODAY)
        offer = db.scalars(select(ProbeOffer)).one()
        offer.items = sorted(offer.items or (), reverse=True)
        db.commit()


def test_both_answers_are_kept_and_told_and_nothing_is_asked_again(
    database: Database, asked: None, sign_in: SignIn
) -> None:
    lee = sign_in("1002")
    assert "Two questions, if you like" in lee.get("/").text
    page = lee.get("/probe").text
    assert "What is kept for later?" in page
    assert "Because it was kept." not in page
    wrong = post(lee, "/probe", "/probe", **{"answer-0": "1", "sure-0": "sure", "answer-1": "9"})
    assert wrong.status_code == 422
    assert "say how sure you are" in post(lee, "/probe", "/probe", **{"answer-0": "0"}).text
    told = post(lee, "/probe", "/probe", **RIGHT | {"answer-0": "1"}).text
    assert told.count("Not right.") == 1
    assert "Because it was kept." in told
    assert "Two were kept." in told
    with database.reading() as db:
        kept = [(each.item, each.right, each.sure) for each in db.scalars(select(Probe))]
    assert sorted(kept) == [("both", True, "guess"), ("later", False, "sure")]
    again = lee.post("/probe", data={**RIGHT}, follow_redirects=True)
    assert again.status_code in (200, 400)
    assert "Two questions, if you like" not in lee.get("/").text
    assert lee.get("/probe").status_code == 303


def test_declining_is_one_tap_and_leaves_nothing(
    database: Database, asked: None, sign_in: SignIn
) -> None:
    lee = sign_in("1002")
    assert post(lee, "/", "/probe", do="decline").status_code == 303
    home = lee.get("/").text
    assert "it is not kept" in home
    assert "Two questions, if you like" not in home
    with database.reading() as db:
        assert db.scalars(select(ProbeOffer.items)).one() is None
        assert db.scalars(select(Probe)).all() == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_questions_about_a_text_on_hold_wait(
    database: Database, asked: None, sign_in: SignIn
) -> None:
    held = {"kind": "module", "slug": "basics", "part": "section:before", "what": "set"}
    with database.writing() as db:
        db.add(Hold(**held, at=NOW, by=1, second=2, reason="It may be wrong."))
        db.commit()
    lee = sign_in("1002")
    for page in (lee.get("/probe").text, post(lee, "/probe", "/probe", **RIGHT).text):
        assert "These questions are paused" in page
        assert "What is kept for later?" not in page
    with database.reading() as db:
        assert db.scalars(select(Probe)).all() == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_whoever_is_not_in_the_sample_sees_nothing_of_it(asked: None, sign_in: SignIn) -> None:
    max_ = sign_in("1004")
    assert "Two questions, if you like" not in max_.get("/").text
    assert "No questions wait for you" in max_.get("/probe", follow_redirects=True).text

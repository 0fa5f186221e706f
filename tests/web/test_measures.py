"""What training brings: every figure by its own name, small groups hidden, a size only OEI sets."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import Cast
from tests.reporting.measures.history import answers, asked, attempts, drill
from tests.staff import certify, hire, publish_core
from tests.web.conftest import SignIn, post
from training.audit import AuditEvent
from training.db import Database
from training.learning.measuring.queries import sample_size

SAMPLE = "/measures/sample"


def test_oei_sets_how_many_are_asked_after_reading_what_that_means(
    database: Database, app: Flask, sign_in: SignIn
) -> None:
    olga = sign_in("1005")
    assert "to be confirmed by OEI" in olga.get("/measures").text
    assert "to be confirmed by OEI" in olga.get(SAMPLE).text
    for wrong in ("0", "many", "5001"):
        assert post(olga, SAMPLE, SAMPLE, size=wrong).status_code == 422
    check = post(olga, SAMPLE, SAMPLE, size="200")
    assert "200 certified people a month" in check.text
    with database.reading() as db:
        assert sample_size(db) is None
    assert post(olga, SAMPLE, SAMPLE, size="200", do="save").status_code == 303
    assert "200 people a month" in olga.get(SAMPLE).text
    assert "nobody is asked" in post(olga, SAMPLE, SAMPLE, size="").text
    post(olga, SAMPLE, SAMPLE, size="", do="save")
    with database.reading() as db:
        assert sample_size(db) is None
        keys = [each.facts for each in db.scalars(select(AuditEvent)) if "setting" in each.act]
    assert keys == [{"key": "measuring.sample"}] * 2
    assert sign_in("1003").get(SAMPLE).status_code == 403


@pytest.fixture
def measured(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """The library was asked, transit is too small to be shown; both held a drill."""
    with database.writing() as db:
        publish_core(db, tmp_path)
        library, transit = hire(db, cast.library, 30), hire(db, cast.transit, 3)
        for each in (*library, *transit):
            certify(db, each)
        attempts(db, library, passed=21)
        asked(db, "2026-11", cast.library.id, library)
        asked(db, "2026-11", cast.transit.id, transit)
        answers(db, "2026-11", cast.library.id, right=33, guessed_wrong=5, sure_wrong=2)
        drill(db, cast.library.id, headcount=5, done=["done", "prompted"])
        drill(db, cast.transit.id, headcount=4, done=["missed"])
        db.commit()


def test_every_figure_says_what_it_is_and_none_says_prepared(
    measured: None, sign_in: SignIn
) -> None:
    page = sign_in("1005").get("/measures").text
    for said in ("Attended", "Knew then", "Knew later", "Did in a drill"):
        assert f">{said}</h2>" in page
        assert f"<dt>{said}</dt>" in page
    assert "21 of 30, 70%" in page
    assert "33 of 40, 82% of the answers were right (95% interval: 68 to 91%)" in page
    assert "Of those asked, 20 of 33, 61% answered." in page
    assert "steps: 1 done without help, 1 prompted, 1 missed." in page
    assert "November 2026" in page
    assert "prepared" not in page.lower()


def test_a_liaison_sees_their_own_department_only(measured: None, sign_in: SignIn) -> None:
    page = sign_in("1003").get("/measures").text.split("<main")[1]
    assert "33 of 40, 82%" in page
    assert "20 of 30, 67%" in page
    assert "Transit" not in page
    assert "The whole City" not in page

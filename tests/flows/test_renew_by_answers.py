"""Answering what one is asked keeps a certificate."""

from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.check_ins import Asking, asked_a_week_later
from tests.retraining import CONFIG, label
from training.credentials.models import Credential
from training.db import Database
from training.flows.answer_check_in import answer_check_in


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Asking:
    """Lee has been certified, and asked a week later."""
    return asked_a_week_later(db, cast, tmp_path)


def test_the_fourth_answer_renews_on_the_same_text(course: Asking, cast: Cast) -> None:
    first = course.held(cast.lee)
    for wait in (0, 25, 61, 89):
        course.wait(wait)
        brought = course.reply(cast.lee, right=False)
    new = brought.renewed
    assert new is not None, "a wrong answer is no less an answer"
    assert course.held(cast.lee).id == new.id
    assert (new.replaces_id, new.basis_sha256) == (first.id, first.basis_sha256)
    assert new.expires == course.today.replace(year=course.today.year + 1)
    assert new.asked_since == first.asked_since
    assert new.facts["modules"] == first.facts["modules"]
    assert new.facts["day"] == first.facts["day"], "they completed it when they did"
    assert len(new.facts["check_ins"]) == 4
    assert "check_ins" not in first.facts, "older facts keep their hash"


def test_one_more_each_half_year_keeps_it_renewed(course: Asking, cast: Cast) -> None:
    for wait in (0, 25, 61, 89):
        course.wait(wait)
        half = course.reply(cast.lee).renewed
    course.wait(185)
    assert course.offered(cast.lee)[-1][0] == 5
    again = course.reply(cast.lee).renewed
    assert half
    assert again
    assert again.replaces_id == half.id
    assert len(again.facts["check_ins"]) == 1, "the answers since it was renewed last"


def test_who_missed_two_makes_up_for_them_and_is_renewed(course: Asking, cast: Cast) -> None:
    course.wait(25)
    course.wait(61)
    course.reply(cast.lee)
    course.wait(92)
    assert course.reply(cast.lee).renewed is None, "two are left"
    for left in (1, 2):
        assert course.open_now(cast.lee) is None, "not on the same day"
        course.wait(7)
        found = course.open_now(cast.lee)
        assert found
        assert found.n == left
        brought = course.reply(cast.lee)
    assert brought.renewed is not None


def test_who_owes_something_is_not_renewed(course: Asking, cast: Cast) -> None:
    for wait in (0, 25, 61):
        course.wait(wait)
        course.reply(cast.lee)
    course.wait(92)
    row = course.ask(cast.lee)
    change = ("Greet people.", "Greet people by name.")
    course.publish(change, labels=[label("reread", "before", due=course.today)])
    assert course.say(cast.lee, row, [0]).check_in.answered
    assert course.db.scalars(select(Credential)).all() == [course.held(cast.lee)]


def test_a_certificate_that_does_not_end_has_nothing_to_renew(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    course = Asking(db, tmp_path, ("title: Core", "title: Core"))
    course.take(cast.lee)
    for wait in (8, 25, 61, 89):
        course.wait(wait)
        assert course.reply(cast.lee).renewed is None
    course.wait(400)
    assert len(course.offered(cast.lee)) == 4


def test_two_clicks_at_once_renew_once(course: Asking, cast: Cast, database: Database) -> None:
    for wait in (0, 25, 61):
        course.wait(wait)
        course.reply(cast.lee)
    course.wait(92)
    row = course.ask(cast.lee)
    who, now, check_in = course.person(cast.lee), course.now, row.id
    course.db.commit()
    ready = Barrier(2)
    brought: list[Credential | None] = []

    def click() -> None:
        with database.writing() as db:
            ready.wait()
            brought.append(answer_check_in(db, who, check_in, [0], now=now, config=CONFIG).renewed)
            db.commit()

    threads = [Thread(target=click) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each is not None for each in brought) == [False, True]
    with database.reading() as db:
        assert len(db.scalars(select(Credential)).all()) == 2

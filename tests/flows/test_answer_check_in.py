"""Answering what one is asked some time after one was certified."""

from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import TODAY, Cast
from tests.check_ins import CHECK, SCENARIO, Asking
from tests.retraining import CONFIG, label
from training.audit import AuditEvent
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import CheckInCount, check_in_counts
from training.credentials.check_ins.service import forget_answers, put_off
from training.credentials.models import Credential
from training.db import Database
from training.errors import Conflict, InputRefused, NotFound
from training.flows.answer_check_in import answer_check_in
from training.learning.retention.service import lift_legal_hold, set_legal_hold


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Asking:
    """Lee has been certified, and asked a week later."""
    course = Asking(db, tmp_path)
    course.require([cast.lee, cast.max])
    course.take(cast.lee)
    course.wait(8)
    return course


def test_an_answer_is_kept_once_and_tells_nobody(course: Asking, cast: Cast) -> None:
    row = course.ask(cast.lee)
    assert row.item == CHECK, "a question that is kept for it"
    assert course.say(cast.lee, row, [1]).check_in.right is False
    assert course.say(cast.lee, row, [0]).check_in.value == [1], "there is no second answer"
    events = course.db.scalars(select(AuditEvent).where(AuditEvent.act.like("%check_in%"))).all()
    assert [each.act for each in events] == [
        "credentials:check_in:opened",
        "credentials:check_in:answered",
    ]
    assert all({"right", "value"}.isdisjoint(each.facts) for each in events)


def test_an_unfinished_answer_waits(course: Asking, cast: Cast) -> None:
    row = course.ask(cast.lee)
    assert course.say(cast.lee, row, []).check_in.answered is None
    with pytest.raises(InputRefused):
        course.say(cast.lee, row, [7])
    assert course.ask(cast.lee).item == CHECK


def test_in_a_scenario_there_is_no_going_back(course: Asking, cast: Cast) -> None:
    course.reply(cast.lee)
    course.wait(25)
    row = course.ask(cast.lee)
    assert row.item == SCENARIO
    done = course.say(cast.lee, row, [1]).check_in
    assert (done.value, done.right) == ([1], False)
    assert course.say(cast.lee, row, [0]).check_in.value == [1]


def test_nobody_answers_for_another_or_before_opening(course: Asking, cast: Cast) -> None:
    found = course.open_now(cast.lee)
    assert found
    row = course.db.get_one(CheckIn, found.id)
    with pytest.raises(Conflict, match="Open the question"):
        course.say(cast.lee, row, [0])
    course.ask(cast.lee)
    with pytest.raises(NotFound):
        course.say(cast.max, row, [0])


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


def test_not_now_costs_nothing_and_it_comes_again_in_a_week(course: Asking, cast: Cast) -> None:
    found = course.open_now(cast.lee)
    assert found
    put_off(course.db, course.db.get_one(CheckIn, found.id), now=course.now)
    assert course.open_now(cast.lee) is None
    course.days += 7
    assert course.open_now(cast.lee) is not None


def test_a_text_that_changed_meanwhile_is_asked_about_as_it_is_now(
    course: Asking, cast: Cast
) -> None:
    row = course.ask(cast.lee)
    before = row.revision_id
    course.publish(("Write down what happened.", "Write down what happened first."))
    assert course.ask(cast.lee).revision_id != before


def test_counts_name_nobody(course: Asking, cast: Cast) -> None:
    course.reply(cast.lee)
    course.take(cast.max)
    course.wait(8)
    since, until = TODAY, course.today
    rows = check_in_counts(course.db, since=since, until=until)
    assert sorted(rows) == [
        CheckInCount(1, cast.library.id, answered=1, right=1, offered=1),
        CheckInCount(1, cast.transit.id, answered=0, right=0, offered=1),
    ]
    assert check_in_counts(course.db, since=until.replace(year=2030), until=until) == []


def test_answers_are_forgotten_unless_they_are_held_and_counts_stay(
    course: Asking, cast: Cast
) -> None:
    course.reply(cast.lee)
    later = course.now + timedelta(days=400)
    assert forget_answers(course.db, course.now, now=later) == 0, "not old enough"
    subject = str(cast.lee.id)
    hold = set_legal_hold(
        course.db, "employee", subject, reason="A request", by=cast.olga.id, now=course.now
    )
    assert forget_answers(course.db, later, now=later) == 0, "held"
    lift_legal_hold(course.db, hold.id, by=cast.olga.id, now=course.now)
    assert forget_answers(course.db, later, now=later) == 1
    course.db.expire_all()
    row = course.db.scalars(select(CheckIn)).one()
    assert (row.value, row.right) == (None, True)


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

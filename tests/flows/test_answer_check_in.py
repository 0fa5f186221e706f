"""Answering what one is asked some time after one was certified."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import TODAY, Cast
from tests.check_ins import CHECK, SCENARIO, Asking, asked_a_week_later
from training.audit import AuditEvent
from training.credentials.check_ins.models import CheckIn
from training.credentials.check_ins.queries import CheckInCount, check_in_counts
from training.credentials.check_ins.service import forget_answers, put_off
from training.errors import Conflict, InputRefused, NotFound
from training.learning.retention.service import lift_legal_hold, set_legal_hold


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Asking:
    """Lee has been certified, and asked a week later."""
    return asked_a_week_later(db, cast, tmp_path)


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


def test_not_now_costs_nothing_and_it_comes_again_in_a_week(course: Asking, cast: Cast) -> None:
    found = course.open_now(cast.lee)
    assert found
    put_off(course.db, course.db.get_one(CheckIn, found.id), now=course.now)
    assert course.open_now(cast.lee) is None
    course.days += 7
    assert course.open_now(cast.lee) is not None


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

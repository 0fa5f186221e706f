"""Beginning a quiz, and what an attempt after a failure asks."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.retraining import CONFIG, Course, label
from training.errors import TooEarly
from training.flows.begin_quiz import begin_quiz
from training.flows.submit_quiz import submit_quiz
from training.learning.attempts.queries import failures
from training.learning.helping.models import Help
from training.learning.models import Attempt, Enrolment, Score
from training.learning.queries import items_of
from training.learning.service import save_answer
from training.people.models import Employee

ABOUT_BEFORE, ABOUT_AFTER = {"first", "kind"}, {"last", "note"}
ALL_BUT_NOTE = {"draw=2": "draw=3", "attempts: no limit": "attempts: 3"}


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """A module whose quiz asks all its questions, three times at most."""
    course = Course(db, tmp_path)
    course.publish(*ALL_BUT_NOTE.items())
    return course


def begin(course: Course, employee: Employee, *, seed: int = 7) -> Attempt:
    enrolment = course.open(employee)
    course.read(enrolment, employee)
    who = course.person(employee)
    return begin_quiz(course.db, who, enrolment.id, language="en", seed=seed, now=course.now)


def hand_in(
    course: Course, attempt: Attempt, employee: Employee, *, wrong: Collection[str]
) -> bool:
    """Answer what is asked, some of it wrongly; whether it passed."""
    edition = course.edition(course.db.get_one(Enrolment, attempt.enrolment_id))
    for drawn in items_of(course.db, attempt.id):
        item = edition.drawn_item(drawn.item, "en")
        right = drawn.item not in wrong
        value = [n for n, option in enumerate(item.options) if option.correct == right]
        save_answer(course.db, attempt.id, employee.id, item.id, 1, value, now=course.now)
    who = course.person(employee)
    return submit_quiz(course.db, who, attempt.id, now=course.now, config=CONFIG).passed


def asked(course: Course, attempt: Attempt) -> set[str]:
    return {each.item for each in items_of(course.db, attempt.id)}


@pytest.mark.parametrize(
    ("wrong", "again"),
    [
        (ABOUT_BEFORE, ABOUT_BEFORE),
        (ABOUT_AFTER, ABOUT_AFTER),
        ({"note"}, ABOUT_AFTER),
        ({"last", "kind"}, ABOUT_BEFORE | ABOUT_AFTER),
    ],
)
@pytest.mark.parametrize("kept", [True, False])
def test_after_a_failure_only_the_sections_that_were_missed_are_asked_about(
    course: Course, cast: Cast, wrong: set[str], again: set[str], kept: bool
) -> None:
    first = begin(course, cast.lee)
    assert asked(course, first) == ABOUT_BEFORE | ABOUT_AFTER
    assert not hand_in(course, first, cast.lee, wrong=wrong)
    if not kept:  # Older scores say nothing of each question: the answers do.
        course.db.execute(update(Score).values(items=None))
        course.db.expire_all()
    second = begin(course, cast.lee, seed=8)
    assert asked(course, second) == again
    assert hand_in(course, second, cast.lee, wrong=())


def test_a_delta_asks_nothing_but_what_changed_after_a_failure_too(
    course: Course, cast: Cast
) -> None:
    course.take(cast.lee)
    what = label("retest", "before")
    course.publish(("Greet people.", "Greet everybody at the door, and smile."), labels=[what])
    course.days += 1
    first = begin(course, cast.lee)
    assert asked(course, first) == ABOUT_BEFORE
    assert not hand_in(course, first, cast.lee, wrong=["first", "kind"])
    assert asked(course, begin(course, cast.lee, seed=8)) == ABOUT_BEFORE


def test_the_third_attempt_of_three_is_the_last(course: Course, cast: Cast) -> None:
    for seed in range(3):
        attempt = begin(course, cast.lee, seed=seed)
        assert attempt.number == seed + 1
        assert not hand_in(course, attempt, cast.lee, wrong=ABOUT_AFTER)
    with pytest.raises(TooEarly, match="no attempts left"):
        begin(course, cast.lee, seed=9)


def test_failures_are_counted_from_the_last_time_that_somebody_helped(
    course: Course, cast: Cast
) -> None:
    attempt = begin(course, cast.lee)
    where = attempt.enrolment_id
    assert failures(course.db, where) == 0
    for seed in (1, 2):
        assert not hand_in(course, attempt, cast.lee, wrong=ABOUT_AFTER)
        assert failures(course.db, where) == seed
        course.days += 1
        attempt = begin(course, cast.lee, seed=seed)
    helped: Mapping[str, object] = {"enrolment_id": where, "number": 2, "how": "aloud"}
    course.db.add(Help(**helped, by=cast.lia.id, at=course.now))
    course.days += 1
    assert failures(course.db, where) == 0
    assert not hand_in(course, attempt, cast.lee, wrong=ABOUT_AFTER)
    assert failures(course.db, where) == 1
    newest = course.db.scalars(select(Score).order_by(Score.id.desc())).first()
    assert newest is not None
    again = {"attempt_id": newest.attempt_id, "points": newest.of, "of": newest.of}
    course.db.add(Score(**again, version=2, passed=True, items=newest.items, at=course.now))
    course.db.flush()
    assert failures(course.db, where) == 0, "marked again, it has passed"

"""A quiz with a time limit: by the server's clock, and nobody's attempt hangs."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast, grant
from tests.retraining import CONFIG, Course
from training.assignments.accommodations.service import set_accommodations
from training.db import Database
from training.errors import Conflict
from training.flows.begin_quiz import begin_quiz
from training.flows.close_expired import close_expired
from training.flows.decide_hold import decide_hold
from training.flows.propose_hold import propose_hold
from training.flows.propose_lift import propose_lift
from training.flows.show_knowledge import show_knowledge
from training.jobs.rounds import close_all
from training.learning.attempts.queries import ran_out_by
from training.learning.limits import GRACE
from training.learning.models import Attempt, Completion, Score
from training.learning.queries import items_of
from training.learning.service import save_answer
from training.people.models import Act, Employee

LIMIT = ("attempts: no limit", "attempts: no limit\ntime-limit: 20 minutes")
MINUTES = timedelta(minutes=1)


def limited(db: Session, folder: Path) -> Course:
    """A module whose quiz takes twenty minutes at most."""
    course = Course(db, folder)
    course.publish(LIMIT)
    return course


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    return limited(db, tmp_path)


def begin(course: Course, employee: Employee) -> Attempt:
    enrolment = course.open(employee)
    course.read(enrolment, employee)
    return course.begin(enrolment, employee)


def answer(course: Course, attempt: Attempt, employee: Employee, *, after: timedelta) -> None:
    """Answer everything right, so long after the beginning."""
    edition = course.edition(course.open(employee))
    for drawn in items_of(course.db, attempt.id):
        item = edition.drawn_item(drawn.item, "en")
        value = [n for n, option in enumerate(item.options) if option.correct]
        when = attempt.begun + after
        save_answer(course.db, attempt.id, employee.id, item.id, 1, value, now=when)


def close(course: Course, attempt: Attempt, employee: Employee, *, after: timedelta) -> bool:
    when = attempt.begun + after
    return close_expired(course.db, attempt.id, employee.id, now=when, config=CONFIG)


def test_the_time_ends_by_the_server_s_clock_with_what_was_granted(
    course: Course, cast: Cast
) -> None:
    hr = cast.olga.id
    granted = {"quiz-time": "150"}
    set_accommodations(course.db, cast.max.id, granted, by=hr, now=course.now)
    lee, max_ = begin(course, cast.lee), begin(course, cast.max)
    assert lee.ends == lee.begun + 20 * MINUTES
    assert max_.ends == max_.begun + 30 * MINUTES


def test_an_answer_that_was_on_its_way_is_kept_and_a_later_one_is_not(
    course: Course, cast: Cast
) -> None:
    attempt = begin(course, cast.lee)
    answer(course, attempt, cast.lee, after=20 * MINUTES + GRACE)
    with pytest.raises(Conflict, match="The time for this quiz is over"):
        answer(course, attempt, cast.lee, after=20 * MINUTES + 2 * GRACE)


def test_what_was_saved_is_handed_in_and_can_pass(course: Course, cast: Cast) -> None:
    attempt = begin(course, cast.lee)
    answer(course, attempt, cast.lee, after=19 * MINUTES)
    assert not close(course, attempt, cast.lee, after=20 * MINUTES), "its grace is not over"
    assert close(course, attempt, cast.lee, after=21 * MINUTES)
    assert not close(course, attempt, cast.lee, after=22 * MINUTES), "it is handed in"
    assert course.db.scalars(select(Score.passed)).one()
    assert course.db.scalar(select(func.count(Completion.id))) == 1


def test_an_attempt_without_a_limit_never_runs_out(course: Course, cast: Cast) -> None:
    course.publish(("\ntime-limit: 20 minutes", ""))
    attempt = begin(course, cast.lee)
    assert attempt.ends is None
    assert not close(course, attempt, cast.lee, after=timedelta(days=400))
    who = course.person(cast.max)
    course.publish(LIMIT)
    showing = show_knowledge(course.db, who, "basics", language="en", seed=1, now=course.now)
    assert showing.ends is None, "showing what one knows is not timed"


def test_while_its_text_is_withdrawn_it_waits(
    course: Course, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = begin(course, cast.lee)
    hold = "training.learning.queries.held_sections"
    with monkeypatch.context() as held:
        held.setattr(hold, lambda _db, _where: frozenset({"before", "after"}))
        assert not close(course, attempt, cast.lee, after=30 * MINUTES)
    assert close(course, attempt, cast.lee, after=31 * MINUTES)


def test_nobody_loses_time_to_a_hold(course: Course, cast: Cast) -> None:
    grant(course.db, cast.max, "legal")
    attempt = begin(course, cast.lee)
    answer(course, attempt, cast.lee, after=5 * MINUTES)
    over = begin(course, cast.lia)
    over.ends = attempt.begun + 5 * MINUTES
    ends = attempt.begun + 20 * MINUTES

    def agreed(act: Act, second: Employee, after: timedelta) -> None:
        by, now = course.person(second), attempt.begun + after
        decide_hold(course.db, act.id, second=by, agrees=True, now=now)

    olga, now = course.person(cast.olga), course.now
    hold = propose_hold(course.db, "basics", "before", reason="Look.", by=olga, now=now)
    agreed(hold, cast.max, 8 * MINUTES)
    assert not close(course, attempt, cast.lee, after=50 * MINUTES)
    lift = propose_lift(course.db, "basics", "before", reason="Mended.", by=olga, now=now)
    agreed(lift, cast.max, 60 * MINUTES)
    course.db.expire_all()
    assert attempt.ends == ends + 52 * MINUTES, "the minutes that the hold took"
    assert over.ends == over.begun + 5 * MINUTES, "it was over before"
    answer(course, attempt, cast.lee, after=70 * MINUTES)
    assert close(course, attempt, cast.lee, after=73 * MINUTES)


def test_beginning_again_when_the_time_is_over_begins_nothing(course: Course, cast: Cast) -> None:
    attempt = begin(course, cast.lee)
    late = attempt.begun + timedelta(hours=1)
    who = course.person(cast.lee)
    same = begin_quiz(course.db, who, attempt.enrolment_id, language="en", seed=9, now=late)
    assert same.id == attempt.id


def test_the_round_hands_in_all_of_them_and_one_that_cannot_be_stops_no_other(
    database: Database, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing() as db:
        course = limited(db, tmp_path)
        begun = [begin(course, each).id for each in (cast.lee, cast.max, cast.ada)]
        at_the_end = db.get_one(Attempt, begun[0]).ends
        db.commit()
    assert at_the_end is not None
    with database.reading() as db:
        assert ran_out_by(db, at_the_end) == []
    late = at_the_end + MINUTES
    refused = begun[0]

    def fragile(db: Session, attempt_id: int, *rest: int, **more: object) -> bool:
        if attempt_id == refused:
            raise RuntimeError("as a fault of ours would")
        return close_expired(db, attempt_id, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("training.jobs.rounds.close_expired", fragile)
    close_all(database, CONFIG, now=late)
    with database.reading() as db:
        assert [attempt_id for attempt_id, _who in ran_out_by(db, late)] == [refused]

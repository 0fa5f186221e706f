"""The second person's word on marking a question again."""

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.flows.regrading import (
    FAREWELL,
    GREETING,
    WRONG_KEY,
    agreed,
    answered,
    asked,
    correct,
    go,
    published_wrong,
    scores,
)
from tests.retraining import Course, label
from training.audit import AuditEvent
from training.errors import Conflict, NotAllowed
from training.flows.decide_regrade import decide_regrade
from training.learning.models import Regrade

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    course = Course(db, tmp_path)
    published_wrong(course)
    return course


def test_a_second_person_agrees_and_nothing_changes_before(course: Course, cast: Cast) -> None:
    attempt = answered(course, cast.lee, last=FAREWELL)
    correct(course)
    act = asked(course, cast.ada)
    for person in (cast.ada, cast.lia):
        with pytest.raises(NotAllowed):
            agreed(course, act, person)
    assert scores(course.db, attempt) == [(3, True)]
    made = agreed(course, act, cast.olga)
    assert (made.by, made.second, made.people, made.done) == (cast.ada.id, cast.olga.id, 1, None)
    with pytest.raises(Conflict, match="decided"):
        agreed(course, act, cast.olga)
    go(course, made)
    acts = course.db.scalars(
        select(AuditEvent.act)
        .where(AuditEvent.act.like("learning:regrade:%"))
        .order_by(AuditEvent.id)
    )
    assert list(acts) == [f"learning:regrade:{each}" for each in ("begun", "marked", "finished")]


def test_refused_or_taken_back_it_marks_nothing(course: Course, cast: Cast) -> None:
    correct(course)
    for person in (cast.olga, cast.ada):
        act = asked(course, cast.ada)
        who = course.person(person)
        assert decide_regrade(course.db, act.id, second=who, agrees=False, now=course.now) is None
    assert course.db.scalars(select(Regrade)).all() == []


def test_a_key_that_was_corrected_again_is_asked_for_anew(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    correct(course)
    act = asked(course, cast.ada)
    course.publish(*WRONG_KEY, labels=[label("retest", "item:last", wrong_key=True)])
    correct(course)
    with pytest.raises(Conflict, match="again since"):
        agreed(course, act, cast.olga)


def test_a_second_correction_marks_by_the_last_key(course: Course, cast: Cast) -> None:
    right, wrong = (
        answered(course, each, last=value)
        for each, value in ((cast.lee, FAREWELL), (cast.max, GREETING))
    )
    correct(course)
    go(course, agreed(course, asked(course, cast.ada), cast.olga))
    assert [course.owes(each) for each in (cast.lee, cast.max)] == [{}, {"item:last": "retest"}]
    course.publish(*WRONG_KEY, labels=[label("retest", "item:last", wrong_key=True)])
    go(course, agreed(course, asked(course, cast.ada), cast.olga))
    assert scores(course.db, right) == [(3, True), (4, True), (3, True)]
    assert scores(course.db, wrong) == [(4, True), (3, True), (4, True)]

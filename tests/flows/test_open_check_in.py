"""Opening the question that one is offered."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.check_ins import CHECK, SCENARIO, Asking, asked_a_week_later
from tests.retraining import label
from training.content.models import Hold
from training.credentials.models import CredentialEvent
from training.errors import Conflict, OnHold
from training.flows.open_check_in import open_check_in
from training.learning.queries import items_of


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Asking:
    """Lee has been certified, and asked a week later."""
    return asked_a_week_later(db, cast, tmp_path)


def test_a_text_that_changed_meanwhile_is_asked_about_as_it_is_now(
    course: Asking, cast: Cast
) -> None:
    row = course.ask(cast.lee)
    before = row.revision_id
    course.publish(("Write down what happened.", "Write down what happened first."))
    assert course.ask(cast.lee).revision_id != before


def test_each_time_another_question_is_drawn(course: Asking, cast: Cast) -> None:
    drawn = []
    for wait in (0, 25, 61, 89):
        course.wait(wait)
        drawn.append(course.ask(cast.lee).item)
        course.reply(cast.lee)
    assert drawn[:2] == [CHECK, SCENARIO]
    assert len(set(drawn)) == 4


def test_who_opens_it_twice_gets_the_same(course: Asking, cast: Cast) -> None:
    first = course.ask(cast.lee, seed=1)
    was = (first.item, first.option_order)
    again = course.ask(cast.lee, language="es", seed=99)
    assert (again.item, again.option_order, again.language) == (*was, "en")


def test_nothing_is_told_of_what_a_quiz_is_asking_just_now(course: Asking, cast: Cast) -> None:
    course.publish(
        ("Write down what happened.", "Write it down."), labels=[label("retest", "after")]
    )
    enrolment = course.open(cast.lee)
    course.read(enrolment, cast.lee)
    attempt = course.begin(enrolment, cast.lee)
    row = course.ask(cast.lee)
    row.item = items_of(course.db, attempt.id)[0].item
    course.db.flush()
    with pytest.raises(Conflict, match="send that first"):
        course.say(cast.lee, row, [0])
    asked = {each.item for each in items_of(course.db, attempt.id)}
    assert {course.ask(cast.lee, seed=each).item for each in range(5)}.isdisjoint(asked)


def test_what_is_on_hold_is_not_asked_about(course: Asking, cast: Cast) -> None:
    row = course.ask(cast.lee)
    assert row.item == CHECK
    hold = {"kind": "module", "slug": "basics", "what": "set", "reason": "x", "by": 1, "second": 2}
    course.db.add(Hold(**hold, part="section:before", at=course.now))
    course.db.flush()
    with pytest.raises(OnHold):
        course.say(cast.lee, row, [0])
    assert course.ask(cast.lee).item == SCENARIO, "another one is drawn"
    course.db.add(Hold(**hold, part="section:after", at=course.now))
    course.db.flush()
    with pytest.raises(OnHold):
        course.ask(cast.lee)


def test_nothing_is_opened_of_a_certificate_that_was_revoked(course: Asking, cast: Cast) -> None:
    row = course.ask(cast.lee)
    events = {"kind": "revoked", "reason": "x", "by": 1, "second": 2, "at": course.now}
    course.db.add(CredentialEvent(credential_id=course.held(cast.lee).id, **events))
    course.db.flush()
    who = course.person(cast.lee)
    with pytest.raises(Conflict, match="no longer in force"):
        open_check_in(course.db, who, row.id, language="en", seed=1, now=course.now)

"""Saying that it works otherwise here: kept once, not without end, replied to once."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.content.feedback.queries import all_feedback, own_feedback
from training.content.feedback.service import (
    LONGEST,
    MOST_A_DAY,
    About,
    leave_feedback,
    read_reply,
    reply,
)
from training.errors import Conflict, InputRefused, NotFound, TooEarly
from training.outbox import OutboxMessage

HERE = About("/modules/basics/read/before", "basics", "section:before")


def test_the_same_words_twice_are_one_and_too_many_wait(db: Session, cast: Cast) -> None:
    first = leave_feedback(db, cast.lee.id, HERE, " We have no counter. ", now=NOW)
    assert leave_feedback(db, cast.lee.id, HERE, "We have no counter.", now=NOW).id == first.id
    for n in range(MOST_A_DAY - 1):
        leave_feedback(db, cast.lee.id, HERE, f"And {n}.", now=NOW)
    with pytest.raises(TooEarly):
        leave_feedback(db, cast.lee.id, HERE, "One more.", now=NOW)
    leave_feedback(db, cast.max.id, HERE, "Somebody else.", now=NOW)
    leave_feedback(db, cast.lee.id, HERE, "One more.", now=NOW + timedelta(days=1))


@pytest.mark.parametrize("text", ["", "  \n", "x" * (LONGEST + 1)])
def test_it_is_in_words_and_not_endless(db: Session, cast: Cast, text: str) -> None:
    with pytest.raises(InputRefused):
        leave_feedback(db, cast.lee.id, HERE, text, now=NOW)


def test_a_reply_is_given_once_and_read_by_whom_it_is_for(db: Session, cast: Cast) -> None:
    said = leave_feedback(db, cast.lee.id, HERE, "We have no counter.", now=NOW)
    with pytest.raises(TooEarly):
        read_reply(db, said.id, cast.lee.id, now=NOW)
    with pytest.raises(InputRefused):
        reply(db, said.id, " ", by=cast.olga.id, now=NOW)
    reply(db, said.id, "Thank you.", by=cast.olga.id, now=NOW)
    with pytest.raises(Conflict):
        reply(db, said.id, "Again.", by=cast.olga.id, now=NOW)
    assert [each.feedback.id for each in all_feedback(db, answered=True)] == [said.id]
    assert all_feedback(db, answered=False) == []
    with pytest.raises(NotFound):
        own_feedback(db, said.id, cast.max.id)
    read_reply(db, said.id, cast.lee.id, now=NOW)
    assert own_feedback(db, said.id, cast.lee.id).feedback.seen == NOW
    assert [each.kind for each in db.query(OutboxMessage)] == ["feedback-answered"]

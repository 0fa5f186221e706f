"""Disputing a result: one at a time, answered by name, and nobody is pressed meanwhile."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.retraining import Course
from training.assignments.models import Assignment
from training.assignments.owed.queries import CITY_ZONE
from training.assignments.standings.queries import standing_counts, standings_of
from training.assignments.status import Mark, Status
from training.content.models import Revision
from training.errors import Conflict, InputRefused, NotAllowed, NotFound, TooEarly
from training.learning.disputes.models import KEY_WRONG, STANDS, Dispute
from training.learning.disputes.queries import dispute_on, disputes, own_dispute
from training.learning.disputes.service import (
    LONGEST,
    answer_dispute,
    open_dispute,
    pass_on,
    read_answer,
)
from training.learning.models import Attempt
from training.learning.queries import items_of
from training.outbox import OutboxMessage
from training.people.models import RoleGrant
from training.reporting.reminders.debts import debts_of

LATER = NOW + timedelta(days=40)


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    made = Course(db, tmp_path)
    made.publish()
    made.require([cast.lee, cast.lia])
    return made


@pytest.fixture
def attempt(course: Course, cast: Cast) -> Attempt:
    """Lee's first, with nothing right in it."""
    enrolment = course.open(cast.lee)
    course.read(enrolment, cast.lee)
    made = course.begin(enrolment, cast.lee)
    course.answer(made, cast.lee, right=False)
    return made


def dispute(course: Course, cast: Cast, attempt: Attempt, text: str = "B is right.") -> Dispute:
    item = items_of(course.db, attempt.id)[0].item
    return open_dispute(
        course.db,
        cast.lee.id,
        attempt.id,
        item=item,
        text=text,
        now=course.now,
        today=course.today,
    )


def mails(db: Session) -> list[tuple[str, int]]:
    rows = db.scalars(select(OutboxMessage).where(OutboxMessage.kind.startswith("dispute")))
    return [(each.kind, each.payload.get("owner", 0)) for each in rows.all()]


def test_a_second_dispute_of_a_result_is_the_first(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    first = dispute(course, cast, attempt)
    assert dispute(course, cast, attempt, "Another word.").id == first.id
    assert first.text == "B is right."
    assert mails(course.db) == [("dispute-opened", cast.olga.id)]
    answer_dispute(
        course.db,
        first.id,
        outcome=STANDS,
        text="It is as it says.",
        by=course.person(cast.olga),
        now=course.now,
    )
    assert dispute(course, cast, attempt, "Still not.").id != first.id
    assert [each.dispute.id for each in disputes(course.db, answered=True)] == [first.id]


def test_who_published_the_text_answers_while_they_may(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    course.db.execute(update(Revision).values(by=cast.ada.id))
    first = dispute(course, cast, attempt)
    assert first.owner_id == cast.ada.id
    with pytest.raises(NotAllowed):
        answer_dispute(
            course.db, first.id, outcome=STANDS, text="No.", by=course.person(cast.lia), now=NOW
        )
    pass_on(
        course.db,
        first.id,
        cast.olga.id,
        by=course.person(cast.ada),
        now=course.now,
        today=course.today,
    )
    with pytest.raises(NotAllowed):
        answer_dispute(
            course.db, first.id, outcome=STANDS, text="No.", by=course.person(cast.ada), now=NOW
        )
    with pytest.raises(NotAllowed):
        pass_on(
            course.db,
            first.id,
            cast.lia.id,
            by=course.person(cast.olga),
            now=course.now,
            today=course.today,
        )
    assert mails(course.db) == [
        ("dispute-opened", cast.ada.id),
        ("dispute-opened", cast.olga.id),
    ]


def test_whoever_may_not_publish_any_more_does_not_answer(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    course.db.execute(update(Revision).values(by=cast.ada.id))
    course.db.execute(update(RoleGrant).where(RoleGrant.role == "author").values(to_at=NOW))
    assert dispute(course, cast, attempt).owner_id == cast.olga.id


def test_nobody_answers_their_own_dispute(course: Course, cast: Cast) -> None:
    course.db.execute(update(Revision).values(by=cast.olga.id))
    enrolment = course.open(cast.olga)
    course.read(enrolment, cast.olga)
    own = course.begin(enrolment, cast.olga)
    course.answer(own, cast.olga, right=False)
    made = open_dispute(
        course.db, cast.olga.id, own.id, item=None, text="No.", now=course.now, today=course.today
    )
    assert made.owner_id == cast.ada.id
    with pytest.raises(NotAllowed):
        answer_dispute(
            course.db, made.id, outcome=STANDS, text="Yes.", by=course.person(cast.olga), now=NOW
        )


def test_a_dispute_is_of_one_s_own_result_about_what_it_asked_and_in_words(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    def send(
        who: int = cast.lee.id, which: int = attempt.id, text: str = "x", item: str = "first"
    ) -> None:
        open_dispute(
            course.db, who, which, item=item, text=text, now=course.now, today=course.today
        )

    with pytest.raises(NotFound):
        send(who=cast.max.id)
    with pytest.raises(NotFound):
        send(item="no-such-question")
    for text in ("  ", "x" * (LONGEST + 1)):
        with pytest.raises(InputRefused):
            send(text=text)
    again = course.begin(course.open(cast.lee), cast.lee)
    with pytest.raises(TooEarly):
        send(which=again.id)
    assert course.db.scalar(select(func.count(Dispute.id))) == 0


def test_while_it_is_open_it_is_under_review_and_nobody_presses(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    course.db.execute(update(Assignment).values(due=TODAY))
    made = dispute(course, cast, attempt)
    day = (LATER.astimezone(CITY_ZONE)).date()

    def marks() -> dict[int, frozenset[Mark]]:
        people = [cast.lee.id, cast.lia.id]
        return {
            each.employee_id: each.marks
            for each in standings_of(course.db, people, at=LATER, today=day)
        }

    def owing() -> set[int]:
        return set(debts_of(course.db, None, at=LATER, today=day, zone=CITY_ZONE))

    def counts() -> dict[frozenset[Mark], int]:
        found = standing_counts(course.db, at=LATER, today=day)
        assert {each.status for each in found if each.asked} == {Status.OVERDUE}
        return {each.marks: each.people for each in found if each.asked}

    reviewed = frozenset({Mark.UNDER_REVIEW})
    assert marks() == {cast.lee.id: reviewed, cast.lia.id: frozenset()}
    assert owing() == {cast.lia.id}
    assert counts() == {reviewed: 1, frozenset(): 1}
    answer_dispute(
        course.db,
        made.id,
        outcome=KEY_WRONG,
        text="You are right.",
        by=course.person(cast.olga),
        now=LATER - timedelta(days=1),
    )
    assert marks()[cast.lee.id] == frozenset()
    assert owing() == {cast.lee.id, cast.lia.id}
    assert counts() == {frozenset(): 2}
    before = standings_of(
        course.db, [cast.lee.id], at=LATER - timedelta(days=2), today=day - timedelta(days=2)
    )
    assert before[0].marks == reviewed


def test_an_answer_is_given_once_and_read_by_whom_it_is_for(
    course: Course, cast: Cast, attempt: Attempt
) -> None:
    made = dispute(course, cast, attempt)
    olga = course.person(cast.olga)
    with pytest.raises(TooEarly):
        read_answer(course.db, made.id, cast.lee.id, now=NOW)
    with pytest.raises(InputRefused):
        answer_dispute(course.db, made.id, outcome="maybe", text="Hm.", by=olga, now=NOW)
    answer_dispute(course.db, made.id, outcome=STANDS, text="It stands.", by=olga, now=course.now)
    with pytest.raises(Conflict):
        answer_dispute(course.db, made.id, outcome=STANDS, text="Again.", by=olga, now=course.now)
    with pytest.raises(Conflict):
        pass_on(course.db, made.id, cast.ada.id, by=olga, now=course.now, today=course.today)
    with pytest.raises(NotFound):
        own_dispute(course.db, made.id, cast.max.id)
    read_answer(course.db, made.id, cast.lee.id, now=LATER)
    found = dispute_on(course.db, attempt.id)
    assert found
    assert (found.dispute.answer, found.dispute.seen) == ("It stands.", LATER)
    assert ("dispute-answered", 0) in mails(course.db)

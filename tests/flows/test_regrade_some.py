"""Marking a question again: who passes now, who owes it, and what stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast, employee
from tests.flows.regrading import (
    FAREWELL,
    GREETING,
    agreed,
    answered,
    asked,
    correct,
    go,
    hand_in,
    published_wrong,
    scores,
)
from tests.retraining import CONFIG, Course, label
from tests.staff import counted
from training.assignments.owed.renewing.queries import taken_since
from training.content.models import Hold
from training.content.queries import in_force
from training.credentials.models import Credential
from training.db import Database
from training.flows.propose_regrade import propose_regrade
from training.flows.regrade_some import regrade_some
from training.learning.evidence.queries import last_taken
from training.learning.models import Completion, Enrolment, Score
from training.learning.service import complete, enrol
from training.people.models import Employee

WRONG = [1]
"""A wrong answer to any question of one right answer, but `last`."""


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    course = Course(db, tmp_path)
    published_wrong(course)
    return course


def marked_again(course: Course, cast: Cast, *, takes_passes: bool = False, most: int = 100) -> int:
    correct(course)
    act = asked(course, cast.ada, takes_passes=takes_passes)
    regrade = agreed(course, act, cast.olga)
    rounds = go(course, regrade, most=most)
    assert regrade.done is not None
    return rounds


def certificates(course: Course, who: Employee) -> int:
    mine = select(func.count(Credential.id)).where(Credential.employee_id == who.id)
    return course.db.scalar(mine) or 0


def everything(db: Session) -> tuple[int | None, ...]:
    return tuple(
        db.scalar(select(func.count()).select_from(each))
        for each in (Score, Completion, Credential, Enrolment)
    )


def test_a_wrong_key_asks_only_those_who_are_wrong_by_the_right_one(
    course: Course, cast: Cast
) -> None:
    old_key = answered(course, cast.max, last=GREETING)
    right = answered(course, cast.lee, last=FAREWELL)
    failed = answered(course, cast.lia, last=FAREWELL, first=WRONG)
    narrowly = answered(course, cast.olga, last=GREETING, first=WRONG)
    held = {each.id: course.held(each) for each in (cast.max, cast.lee, cast.olga)}
    assert marked_again(course, cast) == 1

    assert scores(course.db, old_key) == [(4, True), (3, True)]
    assert scores(course.db, right) == [(3, True), (4, True)]
    assert scores(course.db, failed) == [(2, False), (3, True)]
    assert scores(course.db, narrowly) == [(3, True), (2, True)], "nobody loses a pass"

    owed = {"item:last": "retest"}
    assert [course.owes(each) for each in (cast.max, cast.olga)] == [owed, owed]
    assert [course.owes(each) for each in (cast.lee, cast.lia)] == [{}, {}]
    assert [certificates(course, each) for each in (cast.max, cast.olga)] == [1, 1]
    renewed = course.held(cast.lee)
    assert renewed.replaces_id == held[cast.lee.id].id
    assert renewed.expires == held[cast.lee.id].expires
    assert renewed.facts["modules"][0]["revision"] == 2, "it names the corrected text"
    assert course.held(cast.max).id == held[cast.max.id].id

    taken = course.take(cast.max)
    assert (taken.kind, taken.parts) == ("delta", {"read": [], "see": [], "test": ["last"]})
    assert course.owes(cast.max) == {}
    assert course.open(cast.lee).closed is not None, "there is nothing to open"


def test_who_passes_now_completes_once(course: Course, cast: Cast) -> None:
    attempt = answered(course, cast.lia, last=FAREWELL, first=WRONG)
    enrolment = course.db.get_one(Enrolment, attempt.enrolment_id)
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    go(course, regrade)
    after = everything(course.db)
    done = course.db.scalar(select(Completion).where(Completion.enrolment_id == enrolment.id))
    assert done is not None
    assert done.attempt_id == attempt.id
    assert enrolment.closed == course.now
    assert certificates(course, cast.lia) == 1
    assert course.held(cast.lia).facts["modules"][0]["revision"] == 2
    for _ in range(2):
        course.days += 1
        go(course, regrade)
    assert everything(course.db) == after, "the second time changes nothing"


def test_who_passed_another_way_meanwhile_completes_nothing_twice(
    course: Course, cast: Cast
) -> None:
    first = answered(course, cast.lia, last=FAREWELL, first=WRONG)
    second = answered(course, cast.lia, last=FAREWELL)
    marked_again(course, cast)
    assert scores(course.db, first)[-1] == (3, True)
    mine = select(Completion.attempt_id).where(Completion.employee_id == cast.lia.id)
    assert list(course.db.scalars(mine.order_by(Completion.id))) == [second.id, None]


def test_passes_are_taken_where_the_author_says_so_and_nothing_else(
    course: Course, cast: Cast
) -> None:
    attempt = answered(course, cast.olga, last=GREETING, first=WRONG)
    before = course.held(cast.olga)
    marked_again(course, cast, takes_passes=True)
    assert scores(course.db, attempt) == [(3, True), (2, False)]
    assert course.owes(cast.olga) == {"item:last": "retest"}
    assert course.held(cast.olga).id == before.id, "its certificate is out of date at most"


def test_a_pass_that_was_left_is_not_taken_for_another_question(course: Course, cast: Cast) -> None:
    attempt = answered(course, cast.olga, last=GREETING, first=WRONG)
    marked_again(course, cast)
    said = label("retest", "item:kind", wrong_key=True)
    course.publish(("- [ ] Shouting", "- [ ] Shouting at them"), labels=[said])
    course.days += 1
    act = propose_regrade(
        course.db,
        "basics",
        "kind",
        takes_passes=True,
        why="Also wrong.",
        by=course.person(cast.ada),
        now=course.now,
    )
    go(course, agreed(course, act, cast.olga))
    assert [passed for _points, passed in scores(course.db, attempt)] == [True, True, True]


def test_killed_halfway_it_goes_on_where_it_was(course: Course, cast: Cast) -> None:
    people = (cast.lee, cast.lia, cast.max)
    every = [answered(course, each, last=FAREWELL) for each in people]
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    assert regrade.people == 3
    course.db.commit()
    assert regrade_some(course.db, regrade.id, most=2, now=course.now, config=CONFIG)
    assert (regrade.marked, regrade.done) == (2, None)
    course.db.commit()
    assert regrade_some(course.db, regrade.id, most=2, now=course.now, config=CONFIG) is False
    course.db.rollback()
    assert (regrade.marked, regrade.done) == (2, None), "killed: nothing of the round is left"
    go(course, regrade, most=2)
    assert regrade.marked == 3
    assert [len(scores(course.db, each)) for each in every] == [2, 2, 2]
    assert [course.owes(each) for each in people] == [{}, {}, {}]


def test_two_that_mark_at_once_mark_everybody_once(
    database: Database, course: Course, cast: Cast
) -> None:
    people = (cast.lee, cast.lia, cast.max, cast.olga)
    every = [answered(course, each, last=FAREWELL) for each in people]
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    number, now = regrade.id, course.now
    course.db.commit()

    def work() -> None:
        more = True
        while more:
            with database.writing() as db:
                more = regrade_some(db, number, most=1, now=now, config=CONFIG)
                db.commit()

    with ThreadPoolExecutor(2) as workers:
        for each in [workers.submit(work) for _ in range(2)]:
            each.result(60)
    course.db.expire_all()
    assert (regrade.marked, regrade.done) == (4, now)
    assert [len(scores(course.db, each)) for each in every] == [2, 2, 2, 2]
    assert [certificates(course, each) for each in people] == [2, 2, 2, 2]


def test_who_was_never_asked_is_not_asked_now(course: Course, cast: Cast) -> None:
    revision = in_force(course.db, "module", "basics")
    assert revision is not None
    row = enrol(
        course.db,
        cast.max.id,
        revision,
        cast.transit.id,
        cycle=1,
        kind="evidence",
        now=course.now,
    )
    complete(course.db, row, department="abq-ride", attempt=None, language="en", now=course.now)
    marked_again(course, cast)
    assert course.owes(cast.max) == {}


def test_being_right_after_all_is_no_taking_of_the_module(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    taken = last_taken(course.db, "basics", [cast.lee.id], CONFIG.zone)
    since = course.now + timedelta(hours=1)
    marked_again(course, cast)
    assert taken_since(course.db, cast.lee.id, ["basics"], since, zone=CONFIG.zone) == frozenset()
    assert last_taken(course.db, "basics", [cast.lee.id], CONFIG.zone) == taken


def test_answers_that_are_gone_are_not_marked_and_nobody_owes_for_it(
    course: Course, cast: Cast
) -> None:
    attempt = answered(course, cast.max, last=GREETING)
    attempt.purged = course.now
    marked_again(course, cast)
    assert len(scores(course.db, attempt)) == 1
    assert course.owes(cast.max) == {}


def test_what_is_owed_for_another_change_too_is_still_owed(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    course.publish(("What comes last?", "What is last?"), labels=[label("retest", "item:last")])
    marked_again(course, cast)
    assert course.owes(cast.lee) == {"item:last": "retest"}


def test_what_is_open_stays_open_and_keeps_the_credit(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    course.publish(("Greet people.", "Greet all."), labels=[label("reread", "before")])
    begun = course.open(cast.lee)
    assert begun.kind == "delta"
    marked_again(course, cast)
    assert course.open(cast.lee).id == begun.id
    course.read(begun, cast.lee)
    assert begun.closed is not None
    assert course.owes(cast.lee) == {}


def test_a_delta_for_the_question_alone_is_no_longer_asked(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    correct(course)
    begun = course.open(cast.lee)
    assert (begun.kind, begun.closed) == ("delta", None)
    go(course, agreed(course, asked(course, cast.ada), cast.olga))
    assert begun.closed is not None
    assert course.owes(cast.lee) == {}


def test_who_hands_in_later_on_the_old_text_is_marked_too(course: Course, cast: Cast) -> None:
    answered(course, cast.max, last=GREETING)
    enrolment = course.open(cast.lia)
    course.read(enrolment, cast.lia)
    late = course.begin(enrolment, cast.lia)
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    go(course, regrade)
    assert late.submitted is None
    course.days += 1
    hand_in(course, late, cast.lia, {"last": FAREWELL, "first": WRONG})
    assert scores(course.db, late) == [(2, False)]
    go(course, regrade)
    assert scores(course.db, late) == [(2, False), (3, True)]
    assert course.owes(cast.lia) == {}
    assert course.held(cast.lia)


def test_who_hands_in_while_the_others_are_marked_is_marked_however_long_that_takes(
    course: Course, cast: Cast
) -> None:
    first, *_rest, last = sorted((cast.lee, cast.lia, cast.max), key=lambda each: each.id)
    enrolment = course.open(first)
    course.read(enrolment, first)
    late = course.begin(enrolment, first)
    answered(course, last, last=GREETING)
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    assert regrade_some(course.db, regrade.id, most=1, now=course.now, config=CONFIG)
    hand_in(course, late, first, {"last": FAREWELL, "first": WRONG})
    # As when nothing runs for a night.
    course.days += 1
    go(course, regrade)
    assert regrade.done == course.now
    course.days += 1
    go(course, regrade)
    assert scores(course.db, late) == [(2, False), (3, True)]


def test_a_question_on_hold_is_spared_too(course: Course, cast: Cast) -> None:
    answered(course, cast.lee, last=FAREWELL)
    hold = {"kind": "module", "slug": "basics", "part": "section:after", "reason": "Look."}
    course.db.add(Hold(**hold, what="set", at=course.now, by=1, second=2))
    marked_again(course, cast)
    course.days += 1
    course.db.add(Hold(**hold, what="lifted", at=course.now, by=1, second=2))
    course.db.flush()
    assert course.owes(cast.lee) == {}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_statements_of_a_round_do_not_grow_with_attempts_that_ask_nothing(
    database: Database, course: Course, cast: Cast
) -> None:
    people = [employee(course.db, "Pat", str(n), f"20{n:02}", cast.transit) for n in range(10)]
    for each in people:
        answered(course, each, last=GREETING)
    correct(course)
    regrade = agreed(course, asked(course, cast.ada), cast.olga)
    sent = []
    for most in (2, 8):
        course.db.flush()
        with counted(database.engine) as said:
            regrade_some(course.db, regrade.id, most=most, now=course.now, config=CONFIG)
        sent.append(len(said))
    assert regrade.marked == 10
    assert sent[1] - sent[0] <= 6, "one each, which locks their row"

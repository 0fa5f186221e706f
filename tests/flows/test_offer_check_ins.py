"""Offering people a question some time after they were certified."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast, employee, move
from tests.check_ins import Asking
from tests.retraining import label
from tests.staff import counted
from training.assignments.models import Excuse
from training.content.models import Hold
from training.credentials.check_ins.models import CheckIn
from training.credentials.models import CredentialEvent

MORE_SAID = ("Greet people.", "Greet people by name.")


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Asking:
    """A module and its certificate, which is asked of Lee and Max."""
    course = Asking(db, tmp_path)
    course.require([cast.lee, cast.max])
    return course


def everything(course: Asking) -> list[tuple[int, int]]:
    """Who was ever offered what."""
    rows = course.db.execute(select(CheckIn.employee_id, CheckIn.n).order_by(CheckIn.id))
    return [(row.employee_id, row.n) for row in rows]


def test_a_question_comes_a_week_after_the_certificate_and_once(course: Asking, cast: Cast) -> None:
    course.take(cast.lee)
    course.wait(6)
    assert everything(course) == []
    course.wait(1)
    course.offer()
    assert everything(course) == [(cast.lee.id, 1)]
    row = course.db.scalars(select(CheckIn)).one()
    assert (row.due, row.department_id) == (course.today, cast.library.id)
    assert row.item is None, "which question it is, is drawn when it is opened"


def test_late_ones_do_not_pile_up(course: Asking, cast: Cast) -> None:
    course.take(cast.lee)
    course.wait(100)
    assert [n for n, _due in course.offered(cast.lee)] == [3], "a week and a month are past"
    course.wait(90)
    assert [n for n, _due in course.offered(cast.lee)] == [3, 4]
    found = course.open_now(cast.lee)
    assert found
    assert found.n == 4, "one at a time, and the newest"


def test_a_new_certificate_for_what_changed_begins_no_new_week(course: Asking, cast: Cast) -> None:
    course.take(cast.lee)
    course.wait(8)
    course.reply(cast.lee)
    first = course.held(cast.lee)
    course.publish(MORE_SAID, labels=[label("reread", "before", due=course.today)])
    course.take(cast.lee)
    assert course.held(cast.lee).replaces_id == first.id
    course.wait(8)
    assert [n for n, _due in course.offered(cast.lee)] == [1]
    course.wait(20)
    assert [n for n, _due in course.offered(cast.lee)] == [1, 2], "a month after the first one"
    assert everything(course) == [(cast.lee.id, 1), (cast.lee.id, 2)]


def test_nothing_is_offered_to_who_has_left_is_excused_or_holds_nothing(
    course: Asking, cast: Cast
) -> None:
    revoked = employee(course.db, "Rae", "Revoked", "1090", cast.library)
    excused = employee(course.db, "Eve", "Excused", "1091", cast.library)
    for each in (cast.lee, revoked, excused):
        course.take(each)
    events = {"kind": "revoked", "reason": "x", "by": 1, "second": 2, "at": course.now}
    course.db.add(CredentialEvent(credential_id=course.held(revoked).id, **events))
    ends = course.today + timedelta(days=400)
    course.db.add(
        Excuse(
            employee_id=excused.id, certificate=None, from_day=course.today,
            to_day=ends, by=1, at=course.now, ended=None, ended_by=None,
        )
    )  # fmt: skip
    move(course.db, cast.lee, cast.library, since=course.today, active=False)
    course.wait(10)
    assert everything(course) == []


def test_nothing_is_offered_while_something_is_owed_and_then_it_is(
    course: Asking, cast: Cast
) -> None:
    course.take(cast.lee)
    course.days += 7
    course.publish(MORE_SAID, labels=[label("reread", "before", due=course.today)])
    course.wait(1)
    assert everything(course) == []
    course.take(cast.lee)
    course.offer()
    assert everything(course) == [(cast.lee.id, 1)]


def test_nothing_is_offered_where_all_that_could_be_asked_is_on_hold(
    course: Asking, cast: Cast
) -> None:
    course.take(cast.lee)
    for section in ("before", "after"):
        hold = {"kind": "module", "slug": "basics", "part": f"section:{section}", "what": "set"}
        course.db.add(Hold(**hold, reason="x", by=1, second=2, at=course.now))
    course.db.flush()
    course.wait(10)
    assert everything(course) == []


def test_an_expired_certificate_is_asked_about_no_more(course: Asking, cast: Cast) -> None:
    course.take(cast.lee)
    course.wait(360)
    assert [n for n, _due in course.offered(cast.lee)] == [4]
    course.wait(10)
    assert course.open_now(cast.lee) is None


def test_offering_to_many_takes_no_more_statements_than_to_few(course: Asking, cast: Cast) -> None:
    course.take(cast.lee)
    course.days += 10
    with counted(course.db.get_bind().engine) as few:
        course.offer()
    people = [employee(course.db, "Pat", f"N{n}", f"2{n:03}", cast.library) for n in range(12)]
    for each in people:
        course.take(each)
    course.days += 10
    with counted(course.db.get_bind().engine) as many:
        course.offer()
    assert len(everything(course)) == 14, "and the first one's second"
    assert len(many) <= len(few) <= 24


def test_it_goes_on_where_it_stopped(course: Asking, cast: Cast) -> None:
    for each in (cast.lee, cast.max, cast.ada):
        course.take(each)
    course.wait(10, most=1)
    assert sorted(who for who, _n in everything(course)) == sorted(
        each.id for each in (cast.lee, cast.max, cast.ada)
    )

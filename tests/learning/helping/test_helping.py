"""Who is stuck, as seen by those who look after them, and that a person has helped."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.retraining import Course
from training.errors import Conflict, InputRefused, NotAllowed
from training.learning.helping.models import Help
from training.learning.helping.queries import stuck
from training.learning.helping.service import record_help
from training.learning.models import Enrolment
from training.people.models import Employment


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    made = Course(db, tmp_path)
    made.publish()
    return made


def fail(course: Course, cast: Cast, times: int) -> Enrolment:
    enrolment = course.open(cast.lee)
    for _ in range(times):
        course.days += 1
        course.read(enrolment, cast.lee)
        course.answer(course.begin(enrolment, cast.lee), cast.lee, right=False)
    return enrolment


def found(course: Course, **scope: object) -> list[int]:
    return [each.employee.id for each in stuck(course.db, today=course.today, **scope)]  # type: ignore[arg-type]


def test_after_three_that_were_not_passed_those_who_look_after_them_see_it(
    course: Course, cast: Cast
) -> None:
    enrolment = fail(course, cast, 2)
    assert found(course) == []
    fail(course, cast, 1)
    assert found(course) == [cast.lee.id]
    assert found(course, departments={cast.library.id}) == [cast.lee.id]
    assert found(course, departments={cast.transit.id}) == []
    assert found(course, supervisor=cast.max.id) == []
    course.db.execute(
        update(Employment)
        .where(Employment.employee_id == cast.lee.id)
        .values(supervisor_id=cast.max.id)
    )
    assert found(course, supervisor=cast.max.id) == [cast.lee.id]
    course.answer(course.begin(enrolment, cast.lee), cast.lee)
    assert found(course) == [], "who has passed is not stuck"


def test_whoever_was_helped_is_not_stuck_until_three_more(course: Course, cast: Cast) -> None:
    enrolment = fail(course, cast, 3)

    def help_them(how: str = "aloud", by: int = cast.lia.id) -> None:
        record_help(
            course.db,
            cast.lee.id,
            enrolment.id,
            how=how,
            by=by,
            now=course.now + timedelta(hours=1),
            today=course.today,
        )

    with pytest.raises(NotAllowed):
        help_them(by=cast.lee.id)
    with pytest.raises(InputRefused):
        help_them("by-magic")
    help_them("interpreter")
    with pytest.raises(Conflict):
        help_them()
    (kept,) = course.db.scalars(select(Help)).all()
    assert (kept.number, kept.how, kept.by) == (3, "interpreter", cast.lia.id)
    assert enrolment.closed is None, "it is still to do"
    fail(course, cast, 2)
    assert found(course) == []
    fail(course, cast, 1)
    assert found(course) == [cast.lee.id]


def test_nobody_who_left_is_on_the_list(course: Course, cast: Cast) -> None:
    fail(course, cast, 3)
    course.db.execute(
        update(Employment)
        .where(Employment.employee_id == cast.lee.id)
        .values(ended=NOW.date() - timedelta(days=1), active=False)
    )
    assert found(course) == []

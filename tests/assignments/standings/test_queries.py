"""Who stood where at any instant, whatever came afterwards."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, move
from tests.retraining import Course, label
from tests.staff import counted, hire
from training.assignments.models import Assignment, Excuse, Extension
from training.assignments.standings.queries import PersonStanding, standing_counts, standings_of
from training.assignments.status import Mark, Status
from training.content.models import Hold
from training.credentials.models import CredentialEvent
from training.people.models import Employee

HELLO = ("Greet people.", "Greet everybody.")


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """Published on day 1; Lee took it on day 2, Lia on day 3; Max has not."""
    course = Course(db, tmp_path)
    course.publish()
    course.require([cast.lee, cast.lia, cast.max], after_move=20, grace=2)
    course.take(cast.lee)
    course.take(cast.lia)
    return course


def standing(course: Course, who: Employee, day: int) -> PersonStanding:
    at, today = NOW + timedelta(days=day), TODAY + timedelta(days=day)
    (found,) = standings_of(course.db, [who.id], at=at, today=today)
    return found


def statuses(course: Course, who: Employee, *days: int) -> list[Status]:
    return [standing(course, who, each).status for each in days]


def test_what_came_later_changes_nothing_about_a_day_that_has_passed(
    course: Course, cast: Cast
) -> None:
    due = TODAY + timedelta(days=10)
    course.publish(HELLO, labels=[label("retest", "before", due=due)])
    story = [Status.TO_DO, Status.CURRENT, Status.UPDATE_DUE, Status.UPDATE_DUE, Status.OUT_OF_DATE]
    assert statuses(course, cast.lee, 1, 3, 4, 10, 11) == story
    assert standing(course, cast.lee, 4).update_due == due
    first = course.held(cast.lee)
    course.days = 19
    course.take(cast.lee)
    assert course.held(cast.lee).replaces_id == first.id
    assert statuses(course, cast.lee, 1, 3, 4, 10, 11) == story
    assert statuses(course, cast.lee, 19, 20) == [Status.OUT_OF_DATE, Status.CURRENT]
    assert standing(course, cast.lee, 10).credential_id == first.id
    course.publish(("Greet everybody.", "Greet each and all."))
    assert statuses(course, cast.lee, 20, 21) == [Status.CURRENT, Status.UPDATE_DUE]


def test_a_revoked_certificate_counted_until_then(course: Course, cast: Cast) -> None:
    course.db.add(
        CredentialEvent(
            credential_id=course.held(cast.lia).id,
            kind="revoked",
            reason="Issued by mistake.",
            by=cast.olga.id,
            second=cast.ada.id,
            at=NOW + timedelta(days=5),
        )
    )
    course.db.flush()
    assert statuses(course, cast.lia, 4, 5) == [Status.CURRENT, Status.REVOKED]


def test_who_is_excused_is_so_as_it_was_on_record_and_until_when(
    course: Course, cast: Cast
) -> None:
    asked = course.db.query(Assignment).filter_by(employee_id=cast.max.id).one()
    asked.due = TODAY + timedelta(days=3)
    excuse = Excuse(
        employee_id=cast.max.id,
        certificate=None,
        from_day=TODAY + timedelta(days=4),
        to_day=TODAY + timedelta(days=20),
        by=cast.olga.id,
        at=NOW + timedelta(days=6),
        ended=NOW + timedelta(days=9),
        ended_by=cast.olga.id,
    )
    later = Extension(
        assignment_id=asked.id,
        due=TODAY + timedelta(days=12),
        reason="Night shifts.",
        by=cast.olga.id,
        at=NOW + timedelta(days=10),
    )
    course.db.add_all([excuse, later])
    course.db.flush()
    found = {day: standing(course, cast.max, day) for day in (3, 5, 6, 8, 9, 10, 14, 15)}
    assert [each.status for each in found.values()] == [
        Status.TO_DO,
        Status.TO_DO,  # two days of grace
        Status.EXCUSED,
        Status.EXCUSED,
        Status.OVERDUE,
        Status.TO_DO,
        Status.TO_DO,
        Status.OVERDUE,
    ]
    assert found[8].excused_until == TODAY + timedelta(days=20)
    assert found[9].excused_until is None
    assert found[10].due == later.due


def test_who_moves_keeps_the_certificate_and_makes_up_what_is_otherwise_there(
    course: Course, cast: Cast
) -> None:
    course.days = 4
    course.take(cast.max)
    day = TODAY + timedelta(days=8)
    move(course.db, cast.max, cast.library, since=day, recorded=NOW + timedelta(days=8))
    assert statuses(course, cast.max, 7, 8) == [Status.CURRENT, Status.UPDATE_DUE]
    assert standing(course, cast.max, 8).update_due == day + timedelta(days=20)
    assert statuses(course, cast.max, 28, 29) == [Status.UPDATE_DUE, Status.OUT_OF_DATE]
    back = TODAY + timedelta(days=30)
    move(course.db, cast.max, cast.transit, since=back, recorded=NOW + timedelta(days=30))
    assert statuses(course, cast.max, 29, 30) == [Status.OUT_OF_DATE, Status.CURRENT]


def test_a_withdrawn_section_is_said_where_it_is_read_and_a_pilot_is_never_certified(
    course: Course, cast: Cast
) -> None:
    marks = {"by": cast.olga.id, "second": cast.ada.id, "reason": "Wrong."}
    for what, day in (("set", 5), ("lifted", 7)):
        at = NOW + timedelta(days=day)
        course.db.add(
            Hold(kind="module", slug="basics", part="section:after", what=what, at=at, **marks)
        )
    course.db.flush()
    assert [standing(course, cast.lee, each).marks for each in (4, 5, 7)] == [
        {Mark.PILOT},
        {Mark.PILOT, Mark.UNDER_REVIEW},
        {Mark.PILOT},
    ]
    assert standing(course, cast.lee, 4).counted is Mark.PILOT


def test_counts_say_what_people_one_by_one_do_in_as_many_statements_for_ten_as_for_a_thousand(
    course: Course, cast: Cast
) -> None:
    course.publish(HELLO, labels=[label("reread", "before")])
    db, at, today = course.db, course.now, course.today
    course.take(cast.lia)
    move(db, cast.lee, cast.transit, since=today, recorded=at)
    sizes = []
    for start, more in ((0, 10), (10, 990)):
        people = hire(db, cast.library, more, start=start)
        db.add_all(
            Assignment(
                employee_id=each.id,
                requirement="core",
                certificate="core",
                from_at=NOW,
                to_at=None,
                due=today - timedelta(days=each.id % 5),
            )
            for each in people
        )
        db.flush()
        with counted(db.get_bind().engine) as sent:
            alike = standing_counts(db, at=at, today=today)
        with counted(db.get_bind().engine) as one_by_one:
            each_one = standings_of(db, None, at=at, today=today)
        sizes.append((len(sent), len(one_by_one)))
        expected = Counter((each.department_id, each.counted) for each in each_one)
        found: Counter[tuple[int, Status | Mark]] = Counter()
        for group in alike:
            found[group.department_id, group.counted] += group.people
        assert found == expected
        assert expected.total() == 3 + start + more
    assert sizes[0] == sizes[1]

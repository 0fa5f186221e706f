"""What marking a question again would change is what it then changes."""

from pathlib import Path
from zoneinfo import ZoneInfo

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
    published_wrong,
)
from tests.retraining import Course
from tests.staff import counted
from training.credentials.models import Credential
from training.db import Database
from training.learning.regrading.corrected.queries import corrected
from training.reporting.regrading.foreseeing import foresee
from training.reporting.regrading.values import Foresight

ZONE = ZoneInfo("America/Denver")
WRONG = [1]


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    course = Course(db, tmp_path)
    published_wrong(course)
    return course


def foreseen(course: Course) -> Foresight:
    wrong = corrected(course.db, "basics", "last")
    assert wrong is not None
    return foresee(course.db, wrong, now=course.now, today=course.today, zone=ZONE)


def test_it_is_foreseen_whose_result_changes_and_what_follows(course: Course, cast: Cast) -> None:
    answered(course, cast.max, last=GREETING)
    answered(course, cast.lee, last=FAREWELL)
    answered(course, cast.lia, last=FAREWELL, first=WRONG)
    gone = answered(course, cast.ada, last=GREETING)
    gone.purged = course.now
    answered(course, cast.olga, last=GREETING, first=WRONG)
    correct(course)
    act = asked(course, cast.ada)
    found = foreseen(course)
    assert (found.attempts, found.unmarkable) == (5, 1)
    assert [(each.name, each.marked.was, each.marked.result.points) for each in found.changes] == [
        ("Lee Learner", 3, 4),
        ("Lia Liaison", 2, 3),
        ("Max Mover", 4, 3),
        ("Olga Organizer", 3, 2),
    ]
    assert (found.gains, found.falls, found.completing, found.certified) == (1, 1, 1, 1)
    assert (found.owing, found.spared, found.replaced) == (2, 2, 2)
    rows = {each.department.slug: each for each in found.rows}
    library = rows["public-library"]
    assert (library.changed, library.gains, library.owing, library.spared) == (2, 1, 0, 1)

    before = credentials(course)
    go(course, agreed(course, act, cast.olga))
    assert credentials(course) - before == found.certified + found.replaced
    debts = [
        bool(course.owes(each)) for each in (cast.max, cast.lee, cast.lia, cast.ada, cast.olga)
    ]
    assert sum(debts) == found.owing


def credentials(course: Course) -> int:
    return course.db.scalar(select(func.count(Credential.id))) or 0


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_foreseeing_takes_as_many_statements_for_many_as_for_few(
    database: Database, course: Course, cast: Cast
) -> None:
    people = [employee(course.db, "Pat", str(n), f"20{n:02}", cast.transit) for n in range(6)]
    answered(course, cast.lee, last=FAREWELL)
    early = [(each, course.open(each)) for each in people]
    correct(course)
    with counted(database.engine) as few:
        foreseen(course)
    for each, enrolment in early:
        course.read(enrolment, each)
        course.answer(course.begin(enrolment, each), each)
    course.db.flush()
    with counted(database.engine) as many:
        found = foreseen(course)
    assert found.attempts == 7
    assert len(many) <= len(few)

"""A certificate that begins to require a further module, from renewal on or by a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, move
from tests.retraining import Course, label
from tests.small_content import CERTIFICATE, MODULE, QUIZ, SUPPLEMENT
from training.assignments.standings.queries import standings_of
from training.assignments.status import Status
from training.content.labels import Labelled
from training.content.ready import ready
from training.content.tree import tree_of
from training.flows.publish import publish_tree
from training.people.models import Employee

HELLO = ("Greet people.", "Greet everybody.")
ALSO = CERTIFICATE.replace("requires: basics", "requires: basics\nalso-requires: abq-ride: forms")
BOTH = CERTIFICATE.replace("requires: basics", "requires: basics, forms")


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """Lee and Max hold the certificate, for which `basics` was all."""
    course = Course(db, tmp_path)
    course.publish()
    course.require([cast.lee, cast.max], after_move=20)
    course.take(cast.lee)
    course.take(cast.max)
    return course


def add(course: Course, certificate: str, *labels: Labelled) -> None:
    """Publish `forms`, and the certificate that requires it."""
    course.days += 1
    course.write(
        {
            "modules/forms/module.md": MODULE,
            "modules/forms/departments/public-library.md": SUPPLEMENT,
            "quizzes/forms.md": QUIZ.replace("module: basics", "module: forms"),
            "certificates/core.md": certificate,
        }
    )
    labelled = {("certificate", "core"): labels}
    tree = ready(tree_of(course.files))
    publish_tree(course.db, tree, by=None, now=course.now, labels=labelled)


def by(day: date, department: str | None = None) -> Labelled:
    """What the author says who asks for `forms` by a day."""
    return label("reread", "module:forms", department=department, due=day)[0]


def stands(course: Course, who: Employee, day: int) -> tuple[Status, date | None]:
    at, today = NOW + timedelta(days=day), TODAY + timedelta(days=day)
    (found,) = standings_of(course.db, [who.id], at=at, today=today)
    return found.status, found.update_due


def test_an_added_module_is_asked_by_its_day_of_those_who_hold_the_certificate(
    course: Course, cast: Cast
) -> None:
    day = TODAY + timedelta(days=20)
    add(course, BOTH, by(day))
    assert stands(course, cast.lee, 3) == (Status.CURRENT, None)
    assert stands(course, cast.lee, 4) == (Status.UPDATE_DUE, day)
    assert stands(course, cast.lee, 21) == (Status.OUT_OF_DATE, day)
    # What else they make up in the meantime gives no credit for it.
    course.publish(HELLO, labels=[label("reread", "before", due=day)])
    course.take(cast.lee)
    assert course.held(cast.lee).modules == {"basics"}
    assert stands(course, cast.lee, 6) == (Status.UPDATE_DUE, day)
    assert stands(course, cast.lee, 21) == (Status.OUT_OF_DATE, day)
    course.take(cast.lee, module="forms")
    assert course.held(cast.lee).modules == {"basics", "forms"}
    assert stands(course, cast.lee, 21) == (Status.CURRENT, None)


def test_an_added_module_without_a_day_waits_for_the_renewal(course: Course, cast: Cast) -> None:
    add(course, BOTH)
    course.publish(HELLO, labels=[label("reread", "before")])
    assert stands(course, cast.lee, 5) == (Status.UPDATE_DUE, None)
    course.take(cast.lee)
    assert stands(course, cast.lee, 400) == (Status.CURRENT, None)


def test_a_module_added_for_one_department_is_asked_there_by_its_day_and_later_of_newcomers(
    course: Course, cast: Cast
) -> None:
    day = TODAY + timedelta(days=20)
    add(course, ALSO, by(day, "abq-ride"))
    assert stands(course, cast.lee, 30) == (Status.CURRENT, None)
    assert stands(course, cast.max, 21) == (Status.OUT_OF_DATE, day)
    came = TODAY + timedelta(days=30)
    move(course.db, cast.lee, cast.transit, since=came, recorded=NOW + timedelta(days=30))
    assert stands(course, cast.lee, 30) == (Status.UPDATE_DUE, came + timedelta(days=20))

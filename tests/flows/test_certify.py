"""Certificates issued, replaced and renewed by what people complete."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.retraining import Course, label
from training.credentials.models import Credential, CredentialEvent
from training.learning.models import DELTA, FULL, RENEWAL

HELLO = ("Greet people.", "Greet everybody.")
YEAR = ("valid-for: until the text changes", "valid-for: 12 months")
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    """A certificate that is good for a year, asked of Lee with a window of 30 days."""
    course = Course(db, tmp_path)
    course.publish(YEAR)
    course.require([cast.lee], window=30)
    return course


def issued(course: Course) -> int:
    return course.db.scalar(select(func.count()).select_from(Credential)) or 0


def test_a_delta_keeps_the_day_on_which_it_ends(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    first = course.held(cast.lee)
    assert first.expires is not None
    course.publish(HELLO, labels=[label("retest", "before")])
    assert course.take(cast.lee).kind == DELTA
    second = course.held(cast.lee)
    assert (second.replaces_id, second.expires) == (first.id, first.expires)
    assert second.serial != first.serial
    (pinned,) = second.facts["modules"]
    assert pinned["revision"] == 2


def test_within_the_window_all_of_it_renews_for_the_whole_time(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    first = course.held(cast.lee)
    assert first.expires is not None
    course.days += 300
    assert course.open(cast.lee).kind == FULL, "nothing to do yet"
    course.days += 40
    assert course.take(cast.lee).kind == RENEWAL
    second = course.held(cast.lee)
    assert second.replaces_id == first.id
    assert second.expires is not None
    assert second.expires - first.expires > timedelta(days=300)
    assert course.open(cast.lee).closed is not None, "it is renewed"


def test_after_it_has_run_out_nothing_but_all_of_it_counts(course: Course, cast: Cast) -> None:
    course.take(cast.max)
    course.days += 360
    assert course.open(cast.max).closed is not None, "no window is set for Max"
    course.publish(HELLO, labels=[label("retest", "before")])
    begun = course.open(cast.max)
    assert begun.kind == DELTA
    course.days += 30
    assert course.take(cast.max).id == begun.id
    assert issued(course) == 1, "the old one has run out"
    assert course.take(cast.max).kind == RENEWAL
    assert course.held(cast.max).expires is not None
    assert issued(course) == 2


def test_after_a_revocation_all_of_it_is_taken_again(course: Course, cast: Cast) -> None:
    course.take(cast.lee)
    first = course.held(cast.lee)
    course.days += 1
    course.db.add(
        CredentialEvent(
            credential_id=first.id,
            kind="revoked",
            reason="It was somebody else.",
            by=cast.ada.id,
            second=cast.olga.id,
            at=course.now,
        )
    )
    course.db.flush()
    assert course.take(cast.lee).kind == RENEWAL
    assert course.held(cast.lee).replaces_id == first.id


def test_the_first_one_waits_until_nothing_is_past_its_day(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    course = Course(db, tmp_path, modules=("basics", "counter"))
    course.publish()
    course.take(cast.lee)
    due = course.today + timedelta(days=1)
    course.write({"modules/basics/module.md": changed(course)})
    course.publish(labels=[label("retest", "before", due=due)])
    course.days += 5
    course.take(cast.lee, module="counter")
    assert issued(course) == 0
    course.take(cast.lee)
    assert issued(course) == 1


def test_an_added_module_waits_for_the_renewal(db: Session, cast: Cast, tmp_path: Path) -> None:
    course = Course(db, tmp_path, modules=("basics", "counter"))
    course.publish(("requires: basics, counter", "requires: basics"))
    course.take(cast.lee)
    course.publish(("requires: basics", "requires: basics, counter"))
    course.write({"modules/basics/module.md": changed(course)})
    course.publish(labels=[label("retest", "before")])
    course.take(cast.lee)
    assert course.held(cast.lee).modules == {"basics"}, "renewed without it"
    course.take(cast.lee, module="counter")
    assert course.held(cast.lee).modules == {"basics", "counter"}, "it counts when it is done"


def changed(course: Course) -> str:
    return course.files["modules/basics/module.md"].decode().replace(*HELLO)

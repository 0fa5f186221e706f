"""Certificates issued, replaced and renewed by what people complete."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast, grant
from tests.retraining import CONFIG, Course, label
from training.credentials.models import Credential, CredentialEvent
from training.flows.decide_evidence import decide_evidence
from training.flows.propose_evidence import propose_evidence
from training.learning.evidence.claims import Claim
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


def test_what_is_good_until_the_last_day_there_is_can_be_brought_up_to_date(
    course: Course, cast: Cast
) -> None:
    course.publish(("valid-for: 12 months", "valid-for: until 9999-12-31"))
    course.take(cast.max)
    course.publish(HELLO, labels=[label("reread", "before")])
    assert course.take(cast.max).kind == DELTA
    assert course.held(cast.max).expires == date.max


def elsewhere(course: Course, cast: Cast, day: date) -> None:
    """Record on the day of the last act that Lee took the module on another day."""
    grant(course.db, cast.max, "hr")
    claim = Claim("basics", day, "classroom", "Sheet 7.", "en")
    when: dict[str, Any] = {"now": course.now, "today": course.today, "config": CONFIG}
    by = course.person(cast.max)
    act = propose_evidence(course.db, claim, [cast.lee.id], by=by, **when)
    decide_evidence(course.db, act.id, second=course.person(cast.olga), agrees=True, **when)


def test_training_elsewhere_counts_from_the_day_it_was_taken_and_not_recorded(
    course: Course, cast: Cast
) -> None:
    taken = course.today + timedelta(days=5)
    course.days += 100
    elsewhere(course, cast, taken)
    first = course.held(cast.lee)
    assert first.expires == taken.replace(year=taken.year + 1)
    # Within the window, but what is recorded was taken long before it.
    course.days += 250
    elsewhere(course, cast, taken + timedelta(days=100))
    second = course.held(cast.lee)
    assert (second.replaces_id, second.expires) == (first.id, first.expires)
    assert course.open(cast.lee).kind == RENEWAL
    again = course.today - timedelta(days=3)
    elsewhere(course, cast, again)
    assert course.held(cast.lee).expires == again.replace(year=again.year + 1)
    assert course.open(cast.lee).closed is not None, "it is renewed"


def changed(course: Course) -> str:
    return course.files["modules/basics/module.md"].decode().replace(*HELLO)

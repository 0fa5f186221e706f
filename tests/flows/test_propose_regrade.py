"""Asking for a question to be marked again."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.flows.regrading import agreed, asked, correct, go, published_wrong
from tests.retraining import Course
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.propose_regrade import propose_regrade
from training.learning.regrading.recorded.queries import regrades_waiting

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def course(db: Session, cast: Cast, tmp_path: Path) -> Course:
    course = Course(db, tmp_path)
    published_wrong(course)
    return course


def test_the_right_key_is_published_first(course: Course, cast: Cast) -> None:
    with pytest.raises(Conflict, match="right key first"):
        asked(course, cast.ada)
    correct(course)
    act = asked(course, cast.ada)
    assert [each.id for each in regrades_waiting(course.db)] == [act.id]
    assert act.params["takes_passes"] is False


def test_it_is_asked_for_once_and_marked_once(course: Course, cast: Cast) -> None:
    correct(course)
    act = asked(course, cast.ada)
    with pytest.raises(Conflict, match="waits"):
        asked(course, cast.olga)
    go(course, agreed(course, act, cast.olga))
    with pytest.raises(Conflict, match="already"):
        asked(course, cast.ada)


def test_only_authors_and_administrators_ask_and_they_say_why(course: Course, cast: Cast) -> None:
    correct(course)
    with pytest.raises(NotAllowed):
        asked(course, cast.lia)
    with pytest.raises(InputRefused, match="why"):
        propose(course, cast, "last", why=" ")
    with pytest.raises(Conflict, match="right key first"):
        propose(course, cast, "first")
    with pytest.raises(NotFound):
        propose(course, cast, "last", module="none")


def propose(
    course: Course, cast: Cast, item: str, *, module: str = "basics", why: str = "Why."
) -> None:
    propose_regrade(
        course.db,
        module,
        item,
        takes_passes=False,
        why=why,
        by=course.person(cast.ada),
        now=course.now,
    )

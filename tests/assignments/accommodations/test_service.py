"""What Human Resources sets so that somebody can take their training."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.assignments.accommodations.queries import accommodations_of, quiz_time_of
from training.assignments.accommodations.service import set_accommodations
from training.assignments.models import Accommodation
from training.audit import AuditEvent
from training.errors import InputRefused


def test_the_last_one_of_a_kind_counts_and_none_takes_it_back(db: Session, cast: Cast) -> None:
    lee, by = cast.lee.id, cast.olga.id
    assert quiz_time_of(db, lee) == 100
    assert set_accommodations(db, lee, {"quiz-time": "150", "paper": "yes"}, by=by, now=NOW)
    assert quiz_time_of(db, lee) == 150
    assert set_accommodations(db, lee, {"quiz-time": "200", "paper": None}, by=by, now=NOW)
    assert accommodations_of(db, lee) == {"quiz-time": "200"}
    assert not set_accommodations(db, lee, {"quiz-time": "200", "paper": None}, by=by, now=NOW)
    assert db.scalar(select(func.count()).select_from(Accommodation)) == 4
    assert accommodations_of(db, cast.max.id) == {}


def test_the_audit_says_of_whom_and_never_what(db: Session, cast: Cast) -> None:
    set_accommodations(db, cast.lee.id, {"interpreter": "yes"}, by=cast.olga.id, now=NOW)
    events = db.scalars(select(AuditEvent).where(AuditEvent.act.contains("accommodation")))
    assert [each.facts for each in events] == [{"employee": cast.lee.id}]


@pytest.mark.parametrize(("kind", "value"), [("quiz-time", "999"), ("because", "yes")])
def test_only_what_there_is_can_be_set(db: Session, cast: Cast, kind: str, value: str) -> None:
    with pytest.raises(InputRefused):
        set_accommodations(db, cast.lee.id, {kind: value}, by=cast.olga.id, now=NOW)

"""Excuses: set for several at once, ended early, overlapping."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from training.assignments.excuses.queries import excused_until, excuses_of, excuses_standing
from training.assignments.excuses.service import end_excuse, set_excuses
from training.assignments.models import Excuse
from training.audit import AuditEvent
from training.errors import Conflict, InputRefused, NotFound


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


def excused(
    db: Session, cast: Cast, begins: int, ends: int, certificate: str | None = None
) -> list[Excuse]:
    return set_excuses(
        db,
        [cast.lee.id, cast.max.id],
        certificate=certificate,
        from_day=days(begins),
        to_day=days(ends),
        by=cast.olga.id,
        now=NOW,
        today=TODAY,
    )


def test_several_people_are_excused_at_once_and_no_reason_is_kept(db: Session, cast: Cast) -> None:
    excused(db, cast, -3, 4)
    assert excused_until(db, cast.lee.id, today=TODAY) == days(4)
    assert excused_until(db, cast.max.id, today=TODAY) == days(4)
    assert excused_until(db, cast.lia.id, today=TODAY) is None
    assert excused_until(db, cast.lee.id, today=days(5)) is None
    events = db.scalars(select(AuditEvent).where(AuditEvent.act == "assignments:excuse:set")).all()
    assert {each.facts["employee"] for each in events} == {cast.lee.id, cast.max.id}
    assert not {"reason", "why"} & set(Excuse.__table__.columns.keys())


@pytest.mark.parametrize(
    ("spans", "until"),
    [
        ([(0, 3), (2, 9)], 9),
        ([(0, 9), (2, 3)], 9),
        ([(0, 3), (4, 9)], 9),
        ([(0, 3), (5, 9)], 3),
        ([(1, 9)], None),
    ],
)
def test_excuses_may_overlap_and_follow_each_other(
    db: Session, cast: Cast, spans: list[tuple[int, int]], until: int | None
) -> None:
    for begins, ends in spans:
        excused(db, cast, begins, ends)
    found = excused_until(db, cast.lee.id, today=TODAY)
    assert found == (None if until is None else days(until))


def test_an_excuse_may_have_no_end(db: Session, cast: Cast) -> None:
    excused(db, cast, 0, (date.max - TODAY).days)
    excused(db, cast, 1, 2)
    assert excused_until(db, cast.lee.id, today=TODAY) == date.max


def test_the_same_again_is_one_excuse(db: Session, cast: Cast) -> None:
    assert [len(excused(db, cast, 0, 5)), len(excused(db, cast, 0, 5))] == [2, 0]
    assert len(excused(db, cast, 0, 5, "core")) == 2


def test_one_certificate_s_excuse_is_not_all_others(db: Session, cast: Cast) -> None:
    excused(db, cast, 0, 5, "core")
    assert excused_until(db, cast.lee.id, today=TODAY) is None
    assert excused_until(db, cast.lee.id, today=TODAY, certificate="core") == days(5)
    assert excused_until(db, cast.lee.id, today=TODAY, certificate="other") is None


@pytest.mark.parametrize(("begins", "ends"), [(-9, -1), (3, 2)])
def test_an_end_that_cannot_be_is_refused(db: Session, cast: Cast, begins: int, ends: int) -> None:
    with pytest.raises(InputRefused):
        excused(db, cast, begins, ends)


def test_it_is_ended_early_once_and_another_is_set(db: Session, cast: Cast) -> None:
    first = excused(db, cast, 0, 30)[0]
    end_excuse(db, first.id, by=cast.olga.id, now=NOW)
    assert excused_until(db, cast.lee.id, today=TODAY) is None
    assert [each.employee_id for each, _who in excuses_standing(db, today=TODAY)] == [cast.max.id]
    with pytest.raises(Conflict):
        end_excuse(db, first.id, by=cast.olga.id, now=NOW)
    with pytest.raises(NotFound):
        end_excuse(db, 4711, by=cast.olga.id, now=NOW)
    excused(db, cast, 0, 10)
    assert excused_until(db, cast.lee.id, today=TODAY) == days(10)
    assert [each.ended for each in excuses_of(db, cast.lee.id)] == [NOW, None]

"""Another due day for one person."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from training.assignments.extensions.queries import extensions_of
from training.assignments.extensions.rules import due_with
from training.assignments.extensions.service import extend
from training.assignments.models import Assignment, Extension
from training.audit import AuditEvent
from training.errors import InputRefused, NotAllowed, NotFound
from training.people.models import Employee

LATER = TODAY + timedelta(days=20)


def assigned(db: Session, who: Employee, due: date | None = TODAY) -> Assignment:
    made = Assignment(
        employee_id=who.id, requirement="core", certificate="core", from_at=NOW, due=due, to_at=None
    )
    db.add(made)
    db.flush()
    return made


def given_by(
    db: Session,
    cast: Cast,
    what: Assignment,
    due: date,
    *,
    by: Employee | None = None,
    reason: str = "Night shifts",
) -> Extension:
    within = None if by is None else frozenset({cast.library.id})
    who = (by or cast.olga).id
    return extend(db, what.id, due, reason=reason, within=within, by=who, now=NOW, today=TODAY)


def test_the_last_day_given_counts_and_the_others_day_takes_it_back(
    db: Session, cast: Cast
) -> None:
    lee = assigned(db, cast.lee)
    for due in (LATER, LATER + timedelta(days=1), TODAY):
        given_by(db, cast, lee, due, by=cast.lia)
    found = extensions_of(db, [lee.id])[lee.id]
    assert [due_with(lee.due, each.due) for each in found] == [
        LATER,
        LATER + timedelta(days=1),
        TODAY,
    ]
    events = db.scalars(select(AuditEvent).where(AuditEvent.act == "assignments:extension:given"))
    assert {each.facts["employee"] for each in events} == {cast.lee.id}


def test_a_liaison_gives_days_in_their_own_departments_only(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        given_by(db, cast, assigned(db, cast.max), LATER, by=cast.lia)
    with pytest.raises(NotAllowed, match="Somebody else"):
        given_by(db, cast, assigned(db, cast.lia), LATER, by=cast.lia)
    over = assigned(db, cast.lee)
    over.to_at = NOW
    with pytest.raises(NotFound):
        given_by(db, cast, over, LATER)


@pytest.mark.parametrize(
    ("own", "due", "reason"),
    [
        (None, LATER, "Night shifts"),
        (TODAY, TODAY - timedelta(days=1), "Night shifts"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "Night shifts"),
        (TODAY, LATER, "  "),
        (TODAY, LATER, "x" * 301),
    ],
)
def test_what_cannot_be_is_refused(
    db: Session, cast: Cast, own: date | None, due: date, reason: str
) -> None:
    with pytest.raises(InputRefused):
        given_by(db, cast, assigned(db, cast.lee, own), due, reason=reason)

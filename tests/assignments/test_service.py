"""Assignments follow requirements and the roster."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import HIRED, NOW, TODAY, Cast, employee, move
from tests.overlap import kept, overlapping
from tests.staff import counted
from training.assignments.audience import NOBODY, Audience, Line, What
from training.assignments.models import Assignment, Extension, RequirementVersion
from training.assignments.owed.queries import CITY_ZONE
from training.assignments.queries import assignments_of, requirements_in_force, versions_of
from training.assignments.rules import Rules
from training.assignments.service import Settled, require, settle
from training.db import Database
from training.errors import Conflict, InputRefused
from training.people.models import Employee, Employment

DUE, LATER = date(2026, 12, 15), date(2027, 1, 15)


def ask(db: Session, audience: Audience, due: date = DUE, name: str = "") -> Settled:
    return require(
        db, "core", audience, requirement=name, rules=Rules(due=due), by=None, now=NOW, today=TODAY
    )


def test_everyone_who_works_here_is_asked_once(db: Session, cast: Cast) -> None:
    assert ask(db, Audience()) == Settled(joined=5)
    assert ask(db, Audience()) == Settled()
    assert len(db.scalars(select(RequirementVersion)).all()) == 1


def test_a_department_brings_its_divisions_and_nobody_else(db: Session, cast: Cast) -> None:
    lee = employee(db, "Pia", "Teacher", "1009", cast.early_head_start)
    ask(db, Audience.of("youth-family-services"))
    assert [each.employee_id for each in db.scalars(select(Assignment))] == [lee.id]


def test_a_new_due_day_is_the_next_version_and_moves_everyone(db: Session, cast: Cast) -> None:
    ask(db, Audience())
    assert ask(db, Audience(), LATER) == Settled(moved=5)
    (version,) = requirements_in_force(db)
    assert (version.n, version.rules) == (2, {"due": "2027-01-15"})
    assert {each.due for each in assignments_of(db, [cast.lee.id])} == {LATER}


def test_who_leaves_or_moves_away_is_no_longer_asked_and_a_newcomer_is(
    db: Session, cast: Cast
) -> None:
    ask(db, Audience.of("public-library"))
    work = db.scalars(select(Employment).where(Employment.employee_id == cast.lee.id)).one()
    db.add(
        Employment(
            employee_id=cast.lee.id,
            department_id=cast.transit.id,
            kind=work.kind,
            active=True,
            source=work.source,
            from_day=TODAY,
            recorded=NOW,
        )
    )
    db.flush()
    nia = employee(db, "Nia", "Newcomer", "1010", cast.library)
    assert settle(db, now=NOW, today=TODAY) == Settled(joined=1, left=1)
    assert assignments_of(db, [cast.lee.id]) == []
    assert [each.employee_id for each in assignments_of(db, [nia.id])] == [nia.id]
    ended = db.scalars(select(Assignment).where(Assignment.employee_id == cast.lee.id)).one()
    assert ended.to_at == NOW


def test_two_requirements_for_one_certificate_stand_side_by_side(db: Session, cast: Cast) -> None:
    ask(db, Audience(), LATER)
    ask(db, Audience.of("public-library"), DUE, name="library-first")
    assert [each.due for each in assignments_of(db, [cast.lee.id])] == [DUE, LATER]
    assert [each.due for each in assignments_of(db, [cast.max.id])] == [LATER]


def test_a_name_asks_for_one_certificate_only(db: Session, cast: Cast) -> None:
    ask(db, Audience(), name="first")
    due = {"requirement": "first", "rules": Rules(due=DUE), "by": None, "now": NOW, "today": TODAY}
    with pytest.raises(Conflict, match="asks for the certificate “core”"):
        require(db, "other", Audience(), **due)  # type: ignore[arg-type]
    with pytest.raises(InputRefused, match="80 characters at most"):
        ask(db, Audience(), name="x" * 81)


def test_statements_do_not_grow_with_people(db: Session, cast: Cast) -> None:
    ask(db, Audience())
    sent = []
    for n in (3, 30):
        for k in range(n):
            employee(db, f"New{k}", f"Person{n}", f"9{n}{k}", cast.library)
        db.flush()
        with counted(db.get_bind().engine) as statements:
            settle(db, now=NOW, today=TODAY)
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_asking_twice_at_once_asks_once(database: Database, cast: Cast) -> None:
    again = kept(database, lambda db: ask(db, Audience()))
    assert overlapping(database, lambda db: ask(db, Audience()), again) == Settled()


def test_two_requirements_at_once_come_one_after_the_other(database: Database, cast: Cast) -> None:
    """Either brings everybody's assignments in line, so each would write the other's."""
    library = Audience.of("public-library")
    with database.writing() as db:
        ask(db, library, name="early")
        nia = employee(db, "Nia", "Newcomer", "1010", cast.library)
        db.commit()
    later = kept(database, lambda db: ask(db, library, LATER))
    overlapping(database, lambda db: ask(db, Audience(), DUE, name="all"), later)
    with database.reading() as db:
        mine = [(each.requirement, each.due) for each in assignments_of(db, [nia.id])]
    assert sorted(mine) == [("all", DUE), ("core", LATER), ("early", DUE)]


def test_days_after_joining_are_counted_from_the_city_s_day(db: Session, cast: Cast) -> None:
    evening = datetime.combine(TODAY, time(19), CITY_ZONE).astimezone(UTC)
    assert evening.date() > TODAY
    days = Rules(after_joining=10)
    require(db, "core", Audience(), rules=days, by=None, now=evening, today=TODAY)
    assert {each.due for each in db.scalars(select(Assignment))} == {TODAY + timedelta(days=10)}


def settled(db: Session, days: int = 0) -> Settled:
    """What a day, so many days from now, brings by itself."""
    return settle(db, now=NOW + timedelta(days=days), today=TODAY + timedelta(days=days))


def dues(db: Session, who: Employee) -> list[tuple[date | None, bool]]:
    """The due days of somebody's assignments, and whether each is open still."""
    mine = select(Assignment).where(Assignment.employee_id == who.id).order_by(Assignment.from_at)
    return [(each.due, each.to_at is None) for each in db.scalars(mine)]


def ask_by(db: Session, audience: Audience, rules: Rules) -> Settled:
    return require(db, "core", audience, rules=rules, by=None, now=NOW, today=TODAY)


def test_what_is_to_be_confirmed_has_no_day_until_it_is(db: Session, cast: Cast) -> None:
    assert ask_by(db, Audience(), Rules()) == Settled(joined=5)
    assert dues(db, cast.lee) == [(None, True)]
    assert ask_by(db, Audience(), Rules(due=DUE)) == Settled(moved=5)
    assert ask_by(db, Audience(), Rules()) == Settled(moved=5)


def test_days_after_hire_follow_a_day_of_hire_that_is_corrected(db: Session, cast: Cast) -> None:
    ask_by(db, Audience.of("public-library"), Rules(after_hire=400))
    assert dues(db, cast.lee) == [(HIRED + timedelta(days=400), True)]
    work = db.scalars(select(Employment).where(Employment.employee_id == cast.lee.id)).one()
    work.hired = HIRED + timedelta(days=10)
    db.flush()
    assert settled(db, 1) == Settled(moved=1)
    db.expire_all()
    assert dues(db, cast.lee) == [(HIRED + timedelta(days=410), True)]


def test_who_comes_back_is_asked_anew_and_counted_from_that_day(db: Session, cast: Cast) -> None:
    ask_by(db, Audience.of("public-library"), Rules(after_joining=30))
    move(db, cast.lee, cast.transit, since=TODAY + timedelta(days=5))
    assert settled(db, 4) == Settled()
    assert settled(db, 5) == Settled(left=1)
    move(db, cast.lee, cast.library, since=TODAY + timedelta(days=9))
    assert settled(db, 9) == Settled(joined=1)
    db.expire_all()
    assert dues(db, cast.lee) == [
        (TODAY + timedelta(days=30), False),
        (TODAY + timedelta(days=39), True),
    ]


def test_what_begins_later_asks_nobody_before_that_day(db: Session, cast: Cast) -> None:
    rules = Rules(start=TODAY + timedelta(days=3), after_joining=10)
    assert ask_by(db, Audience.of("public-library"), rules) == Settled()
    assert settled(db, 2) == Settled()
    assert settled(db, 3) == Settled(joined=2)
    assert dues(db, cast.lee) == [(TODAY + timedelta(days=13), True)]


def test_new_hires_leave_by_themselves_when_they_are_new_no_more(db: Session, cast: Cast) -> None:
    nia = employee(db, "Nia", "Newcomer", "1010", cast.library)
    work = db.scalars(select(Employment).where(Employment.employee_id == nia.id)).one()
    work.hired = TODAY - timedelta(days=29)
    db.flush()
    lately = Audience.any_of([[Line(What.HIRED_WITHIN, frozenset(["30"]))]])
    assert ask_by(db, lately, Rules(after_hire=30)) == Settled(joined=1)
    assert settled(db, 1) == Settled()
    assert settled(db, 2) == Settled(left=1)


def test_somebody_elses_extension_is_left_alone(db: Session, cast: Cast) -> None:
    ask_by(db, Audience(), Rules(due=DUE))
    mine = db.scalars(select(Assignment).where(Assignment.employee_id == cast.lee.id)).one()
    extension = Extension(assignment_id=mine.id, due=LATER, reason="x", by=cast.olga.id, at=NOW)
    db.add(extension)
    db.flush()
    assert ask_by(db, Audience(), Rules(due=DUE + timedelta(days=1))) == Settled(moved=5)
    assert [each.due for each in db.scalars(select(Extension))] == [LATER]


def test_it_ends_for_everybody_and_can_begin_again(db: Session, cast: Cast) -> None:
    ask_by(db, Audience(), Rules(due=DUE))
    assert ask_by(db, NOBODY, Rules(due=DUE)) == Settled(left=5)
    assert settled(db, 1) == Settled()
    again = NOW + timedelta(days=2)
    asked = require(
        db, "core", Audience(), rules=Rules(), by=None, now=again, today=TODAY + timedelta(days=2)
    )
    assert asked == Settled(joined=5)
    assert [each.n for each in versions_of(db, "core")] == [3, 2, 1]

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee, grant, move
from training.errors import NotFound
from training.people.departments.queries import department, departments, liaisons_of
from training.people.models import Employment, RoleGrant, SignInSession
from training.people.queries import (
    Proof,
    employment_on,
    person,
    person_by_login,
    person_by_session,
    reports_of,
    token_hash,
)

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
HOUR = timedelta(hours=1)


def start_session(db: Session, employee_id: int, token: str = "token", **changed: object) -> None:
    times = {"created": NOW - HOUR, "expires": NOW + HOUR, "revoked": None} | changed
    db.add(SignInSession(token_hash=token_hash(token), employee_id=employee_id, **times))
    db.flush()


def works_where(db: Session, day: date) -> dict[int, tuple[int, bool]]:
    work = employment_on(day)
    found = db.execute(select(work.c.employee_id, work.c.department_id, work.c.active))
    return {who: (where, bool(active)) for who, where, active in found}


def test_a_person_is_who_they_are_today(db: Session, cast: Cast) -> None:
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee is not None
    assert (lee.number, lee.name, lee.email) == ("1002", "Lee Learner", "lee.learner@cabq.example")
    assert (lee.active, lee.department_id, lee.department) == (
        True,
        cast.library.id,
        "public-library",
    )
    assert lee.department_names["en"] == "Public Library"
    assert (lee.lineage, lee.roles, lee.liaison_of) == (("public-library",), set(), set())


def test_a_preferred_name_is_the_one_used(db: Session, cast: Cast) -> None:
    db.get_one(type(cast.lee), cast.lee.id).preferred_name = "Leo"
    db.flush()
    found = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.name == "Leo Learner"


def test_nobody_is_nobody(db: Session, cast: Cast) -> None:
    assert person(db, 10_000, now=NOW, today=TODAY) is None


def test_a_division_comes_before_its_department(db: Session, cast: Cast) -> None:
    kim = employee(db, "Kim", "Kind", "1006", cast.early_head_start)
    found = person(db, kim.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.lineage == ("early-head-start", "youth-family-services")


def test_somebody_who_never_worked_here_has_no_department(db: Session, cast: Cast) -> None:
    move(db, cast.lee, cast.library, since=TOMORROW)
    found = person(db, cast.lee.id, now=NOW, today=date(2025, 1, 1))
    assert found is not None
    assert (found.active, found.department_id, found.department, found.lineage) == (
        False,
        None,
        "",
        (),
    )


def test_a_liaison_reaches_the_divisions_below(db: Session, cast: Cast) -> None:
    grant(db, cast.lia, "liaison", cast.youth)
    grant(db, cast.lia, "author", cast.transit)
    lia = person(db, cast.lia.id, now=NOW, today=TODAY)
    assert lia is not None
    assert lia.liaison_of == {cast.library.id, cast.youth.id, cast.early_head_start.id}
    assert lia.roles == {"liaison", "author"}


def test_a_deputy_reaches_what_the_liaison_reaches(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "deputy", cast.youth)
    max_ = person(db, cast.max.id, now=NOW, today=TODAY)
    assert max_ is not None
    assert max_.liaison_of == {cast.youth.id, cast.early_head_start.id}
    assert [each.name for each in liaisons_of(db, cast.youth.id, now=NOW, today=TODAY)] == [
        "Max Mover"
    ]


def test_whoever_moves_loses_the_old_department_and_keeps_what_is_no_departments(
    db: Session, cast: Cast
) -> None:
    for where in (cast.library, cast.youth):
        grant(db, cast.lee, "deputy", where)
    grant(db, cast.lee, "author")
    move(db, cast.lee, cast.transit, since=TODAY)
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee is not None
    assert (lee.liaison_of, lee.roles) == (set(), {"author"})


def test_whoever_moves_between_divisions_of_a_department_keeps_it(db: Session, cast: Cast) -> None:
    kim = employee(db, "Kim", "Kind", "1006", cast.early_head_start)
    grant(db, kim, "liaison", cast.youth)
    move(db, kim, cast.youth, since=TODAY)
    found = person(db, kim.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.liaison_of == {cast.youth.id, cast.early_head_start.id}


def test_whoever_moves_to_the_department_they_look_after_keeps_it(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "liaison", cast.library)
    move(db, cast.max, cast.library, since=TODAY)
    found = person(db, cast.max.id, now=NOW, today=TODAY)
    assert found is not None
    assert found.liaison_of == {cast.library.id}


def test_a_supervisor_is_whom_the_roster_names_today(db: Session, cast: Cast) -> None:
    def supervises() -> list[bool]:
        found = [person(db, each.id, now=NOW, today=TODAY) for each in (cast.lia, cast.max)]
        return [each.supervises for each in found if each is not None]

    assert supervises() == [False, False]
    move(db, cast.lee, cast.library, since=YESTERDAY).supervisor_id = cast.lia.id
    db.flush()
    assert supervises() == [True, False]
    assert list(db.scalars(reports_of(cast.lia.id, TODAY))) == [cast.lee.id]
    move(db, cast.lee, cast.transit, since=TODAY).supervisor_id = cast.max.id
    db.flush()
    assert supervises() == [False, True]
    move(
        db, cast.lee, cast.transit, since=TODAY, active=False, recorded=NOW
    ).supervisor_id = cast.max.id
    db.flush()
    assert supervises() == [False, False]


@pytest.mark.parametrize(
    ("from_at", "to_at", "counts"),
    [
        (-HOUR, None, True),
        (timedelta(), None, True),
        (HOUR, None, False),
        (-HOUR, HOUR, True),
        (-2 * HOUR, -HOUR, False),
        (-HOUR, timedelta(), False),
    ],
)
def test_a_grant_counts_from_its_start_until_its_end(
    db: Session, cast: Cast, from_at: timedelta, to_at: timedelta | None, counts: bool
) -> None:
    end = None if to_at is None else NOW + to_at
    db.add(RoleGrant(employee_id=cast.lee.id, role="author", from_at=NOW + from_at, to_at=end))
    db.flush()
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee is not None
    assert ("author" in lee.roles) is counts


@pytest.mark.parametrize(
    "login", ["1002", " 1002 ", "lee.learner@cabq.example", "\tLee.Learner@CABQ.example\n"]
)
def test_people_are_found_by_number_or_email_as_typed(db: Session, cast: Cast, login: str) -> None:
    found = person_by_login(db, login, now=NOW, today=TODAY)
    assert found is not None
    assert found.id == cast.lee.id


@pytest.mark.parametrize("login", ["", " ", "100", "lee", "%", "1002 1003"])
def test_part_of_a_login_finds_nobody(db: Session, cast: Cast, login: str) -> None:
    assert person_by_login(db, login, now=NOW, today=TODAY) is None


def test_the_case_of_a_number_does_not_matter(db: Session, cast: Cast) -> None:
    kim = employee(db, "Kim", "Kind", "E77", cast.library, email=None)
    found = person_by_login(db, "e77", now=NOW, today=TODAY)
    assert found is not None
    assert found.id == kim.id


def test_a_session_is_its_person(db: Session, cast: Cast) -> None:
    start_session(db, cast.olga.id)
    found = person_by_session(db, "token", now=NOW, today=TODAY)
    assert found is not None
    assert found.proof == Proof(has_one=False, shown=False)
    assert replace(found, proof=None) == person(db, cast.olga.id, now=NOW, today=TODAY)
    assert found.roles == {"administrator"}


@pytest.mark.parametrize(
    "changed", [{"expires": NOW}, {"expires": NOW - HOUR}, {"revoked": NOW - HOUR}]
)
def test_a_session_that_is_over_is_nobody(
    db: Session, cast: Cast, changed: dict[str, object]
) -> None:
    start_session(db, cast.lee.id, **changed)
    assert person_by_session(db, "token", now=NOW, today=TODAY) is None


def test_another_token_is_nobody(db: Session, cast: Cast) -> None:
    start_session(db, cast.lee.id)
    assert person_by_session(db, "Token", now=NOW, today=TODAY) is None
    assert person_by_session(db, token_hash("token"), now=NOW, today=TODAY) is None


def test_a_leaver_session_is_nobody(db: Session, cast: Cast) -> None:
    start_session(db, cast.lee.id)
    move(db, cast.lee, cast.library, since=TODAY, active=False)
    assert person_by_session(db, "token", now=NOW, today=YESTERDAY) is not None
    assert person_by_session(db, "token", now=NOW, today=TODAY) is None


def test_the_last_day_still_counts(db: Session, cast: Cast) -> None:
    start_session(db, cast.lee.id)
    move(db, cast.lee, cast.library, since=YESTERDAY).ended = TODAY
    db.flush()
    assert person_by_session(db, "token", now=NOW, today=TODAY) is not None
    assert person_by_session(db, "token", now=NOW, today=TOMORROW) is None
    found = person(db, cast.lee.id, now=NOW, today=TOMORROW)
    assert found is not None
    assert not found.active


def test_a_session_costs_one_statement(db: Session, cast: Cast) -> None:
    start_session(db, cast.lia.id)
    statements: list[str] = []
    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    assert person_by_session(db, "token", now=NOW, today=TODAY) is not None
    assert len(statements) == 1


def test_employment_is_what_was_in_force_on_the_day(db: Session, cast: Cast) -> None:
    move(db, cast.lee, cast.transit, since=TODAY)
    assert works_where(db, YESTERDAY)[cast.lee.id] == (cast.library.id, True)
    assert works_where(db, TODAY)[cast.lee.id] == (cast.transit.id, True)
    assert len(works_where(db, TODAY)) == 5
    assert works_where(db, date(2020, 1, 1)) == {}


def test_the_last_word_on_a_day_is_in_force(db: Session, cast: Cast) -> None:
    move(db, cast.lee, cast.transit, since=TODAY, recorded=NOW)
    move(db, cast.lee, cast.oei, since=TODAY, recorded=NOW + HOUR)
    move(db, cast.lee, cast.youth, since=YESTERDAY, recorded=NOW + 2 * HOUR)
    assert works_where(db, TODAY)[cast.lee.id] == (cast.oei.id, True)
    assert works_where(db, YESTERDAY)[cast.lee.id] == (cast.youth.id, True)


def test_employment_that_ended_is_not_active(db: Session, cast: Cast) -> None:
    row = db.scalars(select(Employment).where(Employment.employee_id == cast.lee.id)).one()
    row.ended = YESTERDAY
    db.flush()
    assert works_where(db, YESTERDAY)[cast.lee.id] == (cast.library.id, True)
    assert works_where(db, TODAY)[cast.lee.id] == (cast.library.id, False)


def test_employment_that_has_yet_to_begin_is_not_active(db: Session, cast: Cast) -> None:
    start_session(db, cast.lee.id)
    row = db.scalars(select(Employment).where(Employment.employee_id == cast.lee.id)).one()
    row.hired = TOMORROW
    db.flush()
    assert works_where(db, TODAY)[cast.lee.id] == (cast.library.id, False)
    assert person_by_session(db, "token", now=NOW, today=TODAY) is None
    assert works_where(db, TOMORROW)[cast.lee.id] == (cast.library.id, True)
    assert person_by_session(db, "token", now=NOW, today=TOMORROW) is not None


def test_a_role_counts_for_nothing_after_the_last_day_without_any_import(
    db: Session, cast: Cast
) -> None:
    start_session(db, cast.lia.id)
    move(db, cast.lia, cast.library, since=YESTERDAY).ended = TODAY
    db.flush()
    assert person_by_session(db, "token", now=NOW, today=TOMORROW) is None
    found = person(db, cast.lia.id, now=NOW, today=TOMORROW)
    assert found is not None
    assert (found.roles, found.liaison_of) == (frozenset(), frozenset())
    assert liaisons_of(db, cast.library.id, now=NOW, today=TOMORROW) == []


def test_liaisons_of_the_department_above_are_ours_too(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "liaison", cast.youth)
    grant(db, cast.max, "liaison", cast.early_head_start)
    grant(db, cast.ada, "liaison", cast.early_head_start)
    below = liaisons_of(db, cast.early_head_start.id, now=NOW, today=TODAY)
    assert [each.name for each in below] == ["Ada Author", "Max Mover"]
    assert liaisons_of(db, cast.youth.id, now=NOW, today=TODAY) == [
        (cast.max.id, "Max Mover", "max.mover@cabq.example", "en")
    ]
    assert liaisons_of(db, cast.transit.id, now=NOW, today=TODAY) == []


def test_a_liaison_who_left_is_told_nothing(db: Session, cast: Cast) -> None:
    assert [
        each.employee_id for each in liaisons_of(db, cast.library.id, now=NOW, today=TODAY)
    ] == [cast.lia.id]
    move(db, cast.lia, cast.library, since=TODAY, active=False)
    assert liaisons_of(db, cast.library.id, now=NOW, today=TODAY) == []


def test_departments_are_found_by_slug(db: Session, cast: Cast) -> None:
    assert department(db, "abq-ride").id == cast.transit.id
    assert [each.slug for each in departments(db)][:2] == ["abq-ride", "early-head-start"]
    with pytest.raises(NotFound, match="no department “ice”"):
        department(db, "ice")

"""Who is done, due and overdue, in a department and in the City."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, department, employee, move
from tests.staff import TOMORROW, YESTERDAY, ask, certify, counted, hire, publish_core
from training.assignments.status import Mark, Status
from training.errors import NotFound
from training.flows.open_module import open_module
from training.people.models import Employment
from training.people.queries import person
from training.reporting.city import city_counts
from training.reporting.department import Report, department_report, team_report
from training.reporting.selection import Selection, narrow


@pytest.fixture(autouse=True)
def _published(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_core(db, tmp_path)


def of_library(db: Session) -> Report:
    return department_report(db, "public-library", at=NOW, today=TODAY)


def names(report: Report) -> list[str]:
    return [row.name for row in report.rows]


def test_those_who_need_a_word_stand_first(db: Session, cast: Cast) -> None:
    late = employee(db, "Larry", "Late", "2001", cast.early_head_start)
    soon = employee(db, "Sue", "Soon", "2002", cast.youth)
    done = employee(db, "Dan", "Done", "2003", cast.youth)
    ask(db)
    ask(db, "early-head-start", due=YESTERDAY, name="early")
    certify(db, done)
    found = department_report(db, "youth-family-services", at=NOW, today=TODAY)
    assert [(row.name, row.status) for row in found.rows] == [
        (late.name, Status.OVERDUE),
        (soon.name, Status.TO_DO),
        (done.name, Status.CURRENT),
    ]
    assert found.counts == {Status.OVERDUE: 1, Status.TO_DO: 1, Status.CURRENT: 1}


def test_whoever_has_opened_a_module_has_begun(db: Session, cast: Cast) -> None:
    ask(db)
    lee = person(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee
    open_module(db, lee, "basics", now=NOW)
    by_name = {row.name: row.status for row in of_library(db).rows}
    assert by_name == {"Lee Learner": Status.IN_PROGRESS, "Lia Liaison": Status.TO_DO}


def test_a_pilot_certificate_does_not_count_until_a_real_one_comes(db: Session, cast: Cast) -> None:
    ask(db)
    certify(db, cast.lee, pilot=True, issued=NOW)
    assert of_library(db).counts[Mark.PILOT] == 1
    counts = city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0].counts
    assert counts == {Mark.PILOT: 1, Status.TO_DO: 1}
    certify(db, cast.lee, issued=NOW - timedelta(days=1))
    assert of_library(db).counts[Status.CURRENT] == 1
    counts = city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0].counts
    assert counts == {Status.CURRENT: 1, Status.TO_DO: 1}


def test_asked_twice_the_earlier_day_counts_and_the_person_counts_once(
    db: Session, cast: Cast
) -> None:
    ask(db, due=TOMORROW)
    ask(db, "public-library", due=YESTERDAY, name="library-first")
    report = of_library(db)
    assert [(row.due, row.status) for row in report.rows] == [(YESTERDAY, Status.OVERDUE)] * 2
    assert city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0].counts == {
        Status.OVERDUE: 2
    }


def test_people_who_left_are_not_counted(db: Session, cast: Cast) -> None:
    ask(db)
    move(db, cast.lee, cast.library, since=TODAY, active=False, recorded=NOW)
    report = of_library(db)
    assert (names(report), report.people) == (["Lia Liaison"], 1)
    assert city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0].people == 1


def test_a_department_has_the_people_of_its_divisions(db: Session, cast: Cast) -> None:
    employee(db, "Eva", "Early", "2002", cast.early_head_start)
    ask(db, "youth-family-services")
    report = department_report(db, "youth-family-services", at=NOW, today=TODAY)
    assert names(report) == ["Eva Early"]
    assert [each.slug for each in report.divisions] == ["early-head-start"]
    division = department_report(db, "early-head-start", at=NOW, today=TODAY)
    assert division.parent is not None
    assert (names(division), division.parent.slug) == (["Eva Early"], "youth-family-services")


def test_outside_ones_reach_a_department_is_not_there(db: Session, cast: Cast) -> None:
    with pytest.raises(NotFound):
        department_report(db, "abq-ride", within=frozenset({cast.library.id}), at=NOW, today=TODAY)
    with pytest.raises(NotFound):
        department_report(db, "no-such-place", at=NOW, today=TODAY)


def test_the_liaison_of_a_division_sees_no_other_division(db: Session, cast: Cast) -> None:
    department(db, "child-development", "CDV", "Child Development", parent=cast.youth)
    within = frozenset({cast.early_head_start.id})
    assert [
        each.department.slug for each in city_counts(db, within=within, at=NOW, today=TODAY)
    ] == ["early-head-start"]
    with pytest.raises(NotFound):
        department_report(db, "youth-family-services", within=within, at=NOW, today=TODAY)


def test_the_city_lists_departments_with_most_people_overdue_first(db: Session, cast: Cast) -> None:
    ask(db)
    ask(db, "abq-ride", due=YESTERDAY, name="transit-first")
    found = city_counts(db, at=NOW, today=TODAY)
    assert found[0].department.slug == "abq-ride"
    by_slug = {each.department.slug: (each.people, each.asked) for each in found}
    assert by_slug == {
        "abq-ride": (1, 1),
        "equity-inclusion": (2, 2),
        "public-library": (2, 2),
        "youth-family-services": (0, 0),
    }


def test_people_of_whom_nothing_is_asked_are_counted_apart(db: Session, cast: Cast) -> None:
    ask(db, "abq-ride")
    report = of_library(db)
    assert (report.rows, report.people, report.counts.total()) == ((), 2, 0)
    library = city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0]
    assert (library.asked, library.unasked) == (0, 2)


def test_the_city_counts_what_the_department_pages_say(db: Session, cast: Cast) -> None:
    people = hire(db, cast.library, 20)
    ask(db)
    ask(db, "public-library", due=YESTERDAY, name="library-first")
    for each in people[:7]:
        certify(db, each, pilot=each.id % 2 == 0)
    counts = of_library(db).counts
    city = city_counts(db, within=frozenset({cast.library.id}), at=NOW, today=TODAY)[0].counts
    assert counts == city


def test_the_statements_do_not_grow_with_the_people(db: Session, cast: Cast) -> None:
    ask(db)
    sizes = []
    for more in (3, 40):
        for each in hire(db, cast.library, more, start=more):
            certify(db, each)
        ask(db)
        of_library(db)
        with counted(db.get_bind().engine) as department_sent:
            of_library(db)
        with counted(db.get_bind().engine) as city_sent:
            city_counts(db, at=NOW, today=TODAY)
        sizes.append((len(department_sent), len(city_sent)))
    assert sizes[0] == sizes[1]


def test_sites_where_nobody_is_done_are_named(db: Session, cast: Cast) -> None:
    for who, site in ((cast.lee, "Main"), (cast.lia, "Branch")):
        db.execute(update(Employment).where(Employment.employee_id == who.id).values(site=site))
    ask(db)
    certify(db, cast.lia)
    report = of_library(db)
    assert (report.sites, report.bare_sites) == (("Branch", "Main"), ("Main",))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Lee Learner", "José Núñez", "Lia Liaison"]),
        ({"status": "done"}, ["Lia Liaison"]),
        ({"status": "to-do"}, ["Lee Learner", "José Núñez"]),
        ({"status": "nonsense"}, ["Lee Learner", "José Núñez", "Lia Liaison"]),
        ({"name": "nunez jose"}, ["José Núñez"]),
        ({"name": "1002"}, ["Lee Learner"]),
        ({"division": "early-head-start"}, []),
        ({"site": "Main", "status": "done"}, []),
    ],
)
def test_filters_take_what_they_name(
    db: Session, cast: Cast, asked: dict[str, str], expected: list[str]
) -> None:
    employee(db, "José", "Núñez", "9009", cast.library)
    ask(db)
    certify(db, cast.lia)
    found = narrow(of_library(db), Selection.read(asked))
    assert sorted(names(found)) == sorted(expected)


def test_a_team_is_whom_the_roster_gives_a_supervisor_wherever_they_work(
    db: Session, cast: Cast
) -> None:
    for who, where in ((cast.lee, cast.library), (cast.max, cast.transit)):
        move(db, who, where, since=TODAY).supervisor_id = cast.lia.id
    move(db, cast.ada, cast.oei, since=TODAY, active=False).supervisor_id = cast.lia.id
    ask(db)
    certify(db, cast.max)
    team = team_report(db, cast.lia.id, at=NOW, today=TODAY)
    assert [row.name for row in team.rows] == ["Lee Learner", "Max Mover"]
    assert (team.people, team.counts) == (2, {Status.TO_DO: 1, Status.CURRENT: 1})
    assert team_report(db, cast.olga.id, at=NOW, today=TODAY).rows == ()

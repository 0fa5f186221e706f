"""Whom an audience reaches, and how it is kept and written."""

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from tests.assignments.rosters import AUDIENCES, WORKERS, Worker, engage, expected
from tests.cast import NOW, TODAY, Cast
from tests.staff import counted
from training.assignments.audience import NOBODY, Audience, Line, What, read_stored
from training.assignments.audience_text import parse_audience
from training.assignments.queries import members
from training.errors import InputRefused
from training.people.models import Employee

KNOWN = {
    What.DEPARTMENTS: {"police": "police", "Police Department": "police", "abq-ride": "abq-ride"},
    What.SITES: {"Main Library": "Main Library"},
    What.JOBS: {"Cadet": "Cadet", "Manager, Senior": "Manager, Senior", "Capitán": "Capitán"},
    What.JOB_CODES: {"A1": "A1", "A-1": "A-1"},
    What.KINDS: {"employee": "employee", "volunteer": "volunteer"},
    What.ROLES: {"liaison": "liaison", "supervisor": "supervisor"},
}


def line(what: What, *values: str, negated: bool = False) -> Line:
    return Line(what, frozenset(values), negated)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(workers=WORKERS, audience=AUDIENCES)
def test_the_database_finds_just_those_whom_the_lines_say(
    db: Session, cast: Cast, workers: list[Worker], audience: Audience
) -> None:
    with db.begin_nested() as savepoint:
        ids = engage(db, cast, workers)
        found = members(db, audience, TODAY, now=NOW)
        savepoint.rollback()
    assert {n for n, each in ids.items() if each in found} == expected(workers, audience)


def test_it_is_one_statement_however_many_lines(db: Session, cast: Cast) -> None:
    every = [line(what, "30") for what in What]
    with counted(db.get_bind().engine) as sent:
        members(db, Audience.any_of([every, [line(What.ROLES, "supervisor")]]), TODAY, now=NOW)
    assert len(sent) == 1
    assert db.get(Employee, cast.lee.id)


@given(audience=AUDIENCES)
def test_an_audience_survives_being_stored(audience: Audience) -> None:
    assert read_stored(audience.stored()) == audience


def test_what_was_stored_before_is_still_read_and_written_so() -> None:
    assert Audience().stored() == {"everyone": True}
    assert read_stored({"everyone": True}) == Audience()
    two = {"departments": ["abq-ride", "police"]}
    assert read_stored({"departments": ["police", "abq-ride"]}) == read_stored(two)
    assert read_stored(two).stored() == two
    assert read_stored(NOBODY.stored()) == NOBODY


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("everyone", [[]]),
        ("Everyone; departments: police", [[line(What.DEPARTMENTS, "police")]]),
        ("police, abq-ride", [[line(What.DEPARTMENTS, "police", "abq-ride")]]),
        ("department: police department", [[line(What.DEPARTMENTS, "police")]]),
        (
            "departments: police; not job: cadet",
            [[line(What.DEPARTMENTS, "police"), line(What.JOBS, "Cadet", negated=True)]],
        ),
        (
            'job titles: "Manager, Senior", capitan\nor kind: Volunteer; or hired within: 30 days',
            [
                [line(What.JOBS, "Manager, Senior", "Capitán")],
                [line(What.KINDS, "volunteer")],
                [line(What.HIRED_WITHIN, "30")],
            ],
        ),
        (
            "everyone; not numbers: e-17, 18; not roles: supervisor",
            [
                [
                    line(What.NUMBERS, "E-17", "18", negated=True),
                    line(What.ROLES, "supervisor", negated=True),
                ]
            ],
        ),
        (
            "job codes: A1; or job code: A-1",
            [[line(What.JOB_CODES, "A1")], [line(What.JOB_CODES, "A-1")]],
        ),
        ("kind: volunteer; or everyone", [[]]),
    ],
)
def test_an_audience_is_understood_as_one_types_it(text: str, groups: list[list[Line]]) -> None:
    assert parse_audience(text, KNOWN) == Audience.any_of(groups)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", []),
        (" ; ", []),
        ("polcie", ["polcie: is not a department; is police meant?"]),
        (
            "kind: intern; office: Main; site: Main Library",
            [
                "intern: is not a kind of anybody; known are employee, volunteer",
                "office: is no word for people; known are department, departments,",
            ],
        ),
        ("departments:", ["departments:: names nothing after the colon"]),
        ("not everyone", ["everyone: is not a department; known are abq-ride, police"]),
        ("hired within: a month", ["a month: is not a number of days"]),
        ("jobs: Cadett", ["Cadett: is not a job title of anybody; is Cadet meant?"]),
    ],
)
def test_everything_that_is_not_understood_is_named(text: str, said: list[str]) -> None:
    with pytest.raises(InputRefused, match="Write “everyone”, or lines such as") as refused:
        parse_audience(text, KNOWN)
    problems = [str(each) for each in refused.value.problems]
    assert len(problems) == len(said)
    assert all(each.startswith(start) for each, start in zip(problems, said, strict=True))

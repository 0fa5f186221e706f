from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people.rosters import (
    COLUMNS,
    DIRECTORY,
    HEAD_START,
    LIBRARY,
    file_of,
    person,
    plan,
    trouble,
)
from training.errors import InputRefused
from training.people.roster.columns import NAMES
from training.people.roster.rows import Roster, RosterRow, read_roster

FULL = person(
    "e7",
    preferred_name="Leo",
    email="Lee@City.example",
    department="YFS",
    division="early head start",
    site="Main Street",
    job_title="Teacher",
    job_code="T1",
    kind="Seasonal",
    hire_date="1/5/2026",
    end_date="2026-12-31",
    supervisor="e8",
    language="español",
    active="Y",
)
PEOPLE = [
    FULL,
    person("E8", first_name="Núria", last_name="Peña", job_title="Lead; teacher, and\tmore"),
    person("E9", last_name="O'Brien", active="no"),
]


def read(data: bytes) -> Roster:
    return read_roster(data, DIRECTORY)


def test_a_full_row_is_read() -> None:
    assert read(file_of([FULL])).rows == (
        RosterRow(
            row=2,
            number="E7",
            first_name="Lee",
            last_name="Learner",
            preferred_name="Leo",
            email="lee@city.example",
            language="es",
            department_id=HEAD_START,
            site="Main Street",
            job="Teacher",
            job_code="T1",
            kind="seasonal",
            supervisor="E8",
            active=True,
            hired=date(2026, 1, 5),
            ended=date(2026, 12, 31),
        ),
    )


def test_four_columns_are_enough() -> None:
    columns = ("employee_number", "first_name", "last_name", "department")
    (row,) = read(file_of([person()], columns=columns)).rows
    assert (row.department_id, row.email, row.kind, row.language) == (
        LIBRARY,
        None,
        "employee",
        "en",
    )
    assert (row.active, row.hired, row.supervisor) == (True, None, None)


@given(
    columns=st.permutations(COLUMNS),
    delimiter=st.sampled_from([",", ";", "\t"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
    spelling=st.sampled_from([str, str.upper, str.title]),
    joint=st.sampled_from(["_", " ", "-", ""]),
)
def test_order_separator_encoding_and_spelling_change_nothing(
    columns: list[str], delimiter: str, encoding: str, spelling: type[str], joint: str
) -> None:
    header = {each: spelling(each.replace("_", joint)) for each in columns}
    rows = [{header[key]: value for key, value in each.items()} for each in PEOPLE]
    data = file_of(rows, columns=header.values(), delimiter=delimiter, encoding=encoding)
    assert plan(data) == plan(file_of(PEOPLE))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    header = b"Employee number,First name,Last name,Department\n"
    for each in (data, header + data):
        with suppress(InputRefused):
            read(each)


@given(st.lists(st.sampled_from([*NAMES, "Shoe size", "Visa", "Birthplace"]), max_size=20))
def test_any_header_is_read_or_refused(header: list[str]) -> None:
    try:
        roster = read(",".join(header).encode())
    except InputRefused:
        return
    assert roster.rows == ()
    assert not {"Visa", "Birthplace"} & set(header)


def test_every_wrong_row_is_named_at_once_by_row_column_and_reason() -> None:
    people = [
        person(""),
        person("1", email="nobody", hire_date="13/13/2026"),
        person("2", department="ICE"),
        person("3"),
        person("4", department="Transit", division="EHS", kind="robot", active="perhaps"),
        person("5", first_name="", language="fr"),
    ]
    assert trouble(file_of(people)) == [
        "row 2, employee_number: is empty; everybody needs their employee number",
        "row 3, email: “nobody” is not an e-mail address; leave it empty if there is none",
        (
            "row 3, hire_date: “13/13/2026” is no day of the calendar;"
            " write year-month-day or month/day/year"
        ),
        "row 4, department: “ICE” is not a department we know",
        (
            "row 6, division: “EHS” is not a division of ABQ RIDE;"
            " it belongs to Youth and Family Services"
        ),
        (
            "row 6, kind: “robot” is not a kind;"
            " the kinds are employee, seasonal, contractor, volunteer"
        ),
        "row 6, active: “perhaps” is neither yes nor no",
        "row 7, first_name: is empty",
        "row 7, language: “fr” is not a language we have; write English or Spanish",
    ]


def test_a_column_is_named_as_the_file_names_it() -> None:
    data = b"Emp #,First,Last,Dept\n1,Lee,Learner,ICE\n"
    assert trouble(data) == ["row 2, Dept: “ICE” is not a department we know"]


@pytest.mark.parametrize(
    ("people", "found"),
    [
        ([person("e1"), person("E1")], ["row 3, employee_number: “E1” stands in row 2 already"]),
        (
            [person("1", email="a@b.org"), person("2"), person("3", email="A@b.org")],
            ["row 4, email: “A@b.org” stands in row 2 already"],
        ),
        ([person("1"), person("2")], []),
    ],
)
def test_numbers_and_addresses_stand_once(people: list[dict[str, str]], found: list[str]) -> None:
    assert trouble(file_of(people)) == found


def test_a_row_with_too_many_cells_is_named() -> None:
    data = b"Emp #,First,Last,Dept\n1,Lee,Learner,Transit,\n2,Lee,Learner,Jr.,Transit\n"
    assert [each.split(":")[0] for each in trouble(data)] == ["row 3", "row 3, Dept"]


def test_a_file_of_column_names_alone_is_refused() -> None:
    with pytest.raises(InputRefused, match="names nobody"):
        read(file_of([]))


def test_cells_left_out_at_the_end_are_empty() -> None:
    data = b"Emp #,First,Last,Dept,Site,Job title\n1,Lee,Learner,Transit\n"
    assert read(data).rows[0].site is None


def test_forbidden_columns_are_refused_before_any_row_is_read() -> None:
    with pytest.raises(InputRefused, match="“Place of birth”"):
        read(file_of([person("", department="ICE")], columns=[*COLUMNS, "Place of birth"]))

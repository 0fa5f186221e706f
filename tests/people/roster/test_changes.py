from dataclasses import replace
from datetime import timedelta

import pytest

from tests.people.rosters import (
    COLUMNS,
    HEAD_START,
    TODAY,
    TRANSIT,
    YOUTH,
    file_of,
    known,
    person,
    plan,
)
from training.errors import InputRefused
from training.people.roster.plan import Known, RosterPlan

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def what(found: RosterPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.number, each.kind, each.fields) for each in found.changes]


def staff(n: int, **work: object) -> list[Known]:
    return [known(str(each), id_=each, **work) for each in range(n)]


def problems(data: bytes, *people: Known) -> list[str]:
    with pytest.raises(InputRefused) as refused:
        plan(data, *people)
    return [str(each) for each in refused.value.problems]


@pytest.mark.parametrize(
    ("before", "cells", "kind", "fields"),
    [
        ({}, {"department": "Transit"}, "moved", ("department",)),
        ({}, {"department": "Transit", "site": "Depot"}, "moved", ("department", "site")),
        ({}, {"first_name": "Leo"}, "changed", ("first_name",)),
        ({}, {"preferred_name": "Leo", "email": "l@c.org"}, "changed", ("preferred_name", "email")),
        ({}, {"job_title": "Driver", "job_code": "D"}, "changed", ("job_title", "job_code")),
        ({}, {"kind": "volunteer"}, "changed", ("kind",)),
        ({}, {"supervisor": "1002"}, "changed", ("supervisor",)),
        ({}, {"hire_date": "2020-01-01"}, "changed", ("hire_date",)),
        ({}, {"end_date": str(TODAY)}, "changed", ("end_date",)),
        ({}, {"end_date": str(YESTERDAY)}, "leaves", ("end_date",)),
        ({}, {"active": "no"}, "leaves", ("active",)),
        ({}, {"active": "no", "department": "Transit"}, "leaves", ("department", "active")),
        ({"active": False}, {}, "returns", ("active",)),
        ({"ended": YESTERDAY}, {}, "returns", ("end_date",)),
        ({"active": False}, {"department": "LIB", "site": "B"}, "returns", ("site", "active")),
        ({"active": False}, {"active": "no", "site": "B"}, "changed", ("site",)),
        ({"source": "contractors"}, {}, "changed", ("source",)),
        ({"site": "Depot"}, {}, "changed", ("site",)),
    ],
)
def test_what_happens_to_a_person_has_a_name(
    before: dict[str, object], cells: dict[str, str], kind: str, fields: tuple[str, ...]
) -> None:
    found = plan(file_of([person(**cells)]), known(**before))
    assert what(found) == [("1002", kind, fields)]


def test_somebody_new_is_added_with_their_language() -> None:
    (added,) = plan(file_of([person(language="Spanish")])).changes
    assert (added.kind, added.fields, added.language) == ("added", (), "es")
    assert added.work is not None
    assert added.work.source == "hr"


@pytest.mark.parametrize("cells", [{}, {"language": "es"}, {"active": "A"}, {"division": "LIB"}])
def test_who_stays_the_same_is_only_counted(cells: dict[str, str]) -> None:
    found = plan(file_of([person(**cells)]), known())
    assert found.changes == ()
    assert found.counts == {
        "added": 0,
        "changed": 0,
        "moved": 0,
        "returns": 0,
        "leaves": 0,
        "unchanged": 1,
    }


def test_a_move_says_from_where_to_where() -> None:
    data = file_of([person("1", department="Transit"), person("2", active="no"), person("3")])
    found = plan(data, known("1"), known("2"))
    moves = [found.move(each) for each in found.changes]
    assert moves == [("Public Library", "ABQ RIDE"), None, None]


def test_a_division_is_where_somebody_works() -> None:
    found = plan(file_of([person(department="YFS", division="EHS")]), known(department_id=YOUTH))
    assert found.changes[0].kind == "moved"
    assert found.changes[0].work == replace(
        known(department_id=YOUTH).work,  # type: ignore[type-var]
        department_id=HEAD_START,
    )


def test_only_what_differs_is_to_be_written() -> None:
    renamed, moved = plan(
        file_of([person("1", last_name="New"), person("2", department="Transit")]),
        known("1"),
        known("2"),
    ).changes
    assert renamed.names is not None
    assert renamed.work is None
    assert moved.names is None
    assert moved.work is not None
    assert moved.work.department_id == TRANSIT


def test_a_column_the_file_lacks_changes_nothing_about_it() -> None:
    columns = ("employee_number", "first_name", "last_name", "department")
    lee = known(
        site="Main", job="Librarian", job_code="L", kind="seasonal", supervisor="7", hired=TODAY
    )
    lee = replace(lee, names=replace(lee.names, email="lee@city.example", preferred_name="Leo"))
    assert what(plan(file_of([person()], columns=columns), lee)) == []
    everything = what(plan(file_of([person()], columns=COLUMNS), lee))
    assert everything[0][2] == (
        "preferred_name",
        "email",
        "site",
        "job_title",
        "job_code",
        "kind",
        "supervisor",
        "hire_date",
    )


def test_who_is_left_out_leaves() -> None:
    found = plan(file_of([person("1")]), known("1"), known("2"), known("3", active=False))
    assert what(found) == [("2", "leaves", ("active",))]
    assert found.changes[0].work == known(active=False).work
    assert (found.leavers, found.active_before, found.unchanged) == (1, 2, 1)


def test_other_sources_people_never_leave_by_this_file() -> None:
    people = [known("1"), known("2", source="contractors")]
    assert what(plan(file_of([person("1")]), *people)) == []
    contractors = plan(file_of([person("2")]), *people, source="contractors")
    assert what(contractors) == []
    assert contractors.active_before == 1


@pytest.mark.parametrize(
    ("people", "stay", "allow", "refused"),
    [
        (20, 20, 0, False),
        (20, 18, 0, False),
        (20, 17, 0, True),
        (20, 17, 2, True),
        (20, 17, 3, False),
        (9, 8, 0, True),
        (10, 9, 0, False),
        (10, 1, 9, False),
    ],
)
def test_more_than_a_tenth_leaving_needs_a_word(
    people: int, stay: int, allow: int, refused: bool
) -> None:
    data = file_of(person(str(each)) for each in range(stay))
    found = plan(data, *staff(people))
    assert (found.refusal(allow) is not None) is refused


def test_a_refusal_says_what_to_repeat() -> None:
    found = plan(file_of(person(str(each)) for each in range(608)), *staff(700))
    sentence = found.refusal(0) or ""
    assert "would deactivate 92 of 700 people" in sentence
    assert "repeat with --allow-leavers 92" in sentence


def test_people_told_inactive_count_as_leavers() -> None:
    people = [person(str(each), active="no" if each < 3 else "yes") for each in range(20)]
    assert plan(file_of(people), *staff(20)).leavers == 3


def test_people_past_their_end_date_do_not_count() -> None:
    ended = [known(f"s{each}", ended=YESTERDAY) for each in range(10)]
    left_out = plan(file_of(person(str(each)) for each in range(20)), *staff(20), *ended)
    assert (left_out.leavers, left_out.changes) == (0, ())
    cells = {"end_date": str(YESTERDAY), "active": "no"}
    told = [person(str(each), **(cells if each < 10 else {})) for each in range(20)]
    found = plan(file_of(told), *staff(20))
    assert (found.leavers, len(found.of("leaves"))) == (0, 10)


def test_an_unknown_supervisor_is_named() -> None:
    people = [person("1", supervisor="2"), person("2", supervisor="9"), person("3", supervisor="8")]
    assert problems(file_of(people), known("8")) == [
        "row 3, supervisor: “9” is nobody's employee number, here or in the file"
    ]


def test_an_end_before_the_hire_date_is_named() -> None:
    cells = {"hire_date": "2026-02-01", "end_date": "2026-01-31"}
    assert problems(file_of([person(**cells)])) == [
        "row 2, end_date: 2026-01-31 is before the hire date, 2026-02-01"
    ]


def test_what_is_wrong_comes_in_the_order_of_the_rows() -> None:
    people = [person("1", supervisor="9"), person("2", kind="robot"), person("1")]
    rows = [each.split(",")[0] for each in problems(file_of(people))]
    assert rows == ["row 2", "row 3", "row 4"]


def with_email(who: Known, email: str) -> Known:
    return replace(who, names=replace(who.names, email=email))


def test_an_address_in_use_is_refused() -> None:
    other = with_email(known("9", source="contractors"), "lee@city.example")
    assert problems(file_of([person("1", email="Lee@city.example")]), other) == [
        "row 2, email: “lee@city.example” is the address of 9 already; an address is one person's"
    ]


@pytest.mark.parametrize("work", [{"active": False}, {"ended": YESTERDAY}])
def test_an_address_of_somebody_who_left_may_be_given_again(work: dict[str, object]) -> None:
    gone = with_email(known("9", **work), "lee@city.example")
    found = plan(file_of([person("1", email="lee@city.example")]), gone)
    assert what(found) == [("1", "added", ()), ("9", "changed", ("email",))]


def test_an_address_may_pass_from_who_leaves_by_the_same_file() -> None:
    leaver = with_email(known("9"), "lee@city.example")
    found = plan(file_of([person("1", email="lee@city.example")]), leaver)
    assert what(found) == [("1", "added", ()), ("9", "leaves", ("active", "email"))]
    assert found.leavers == 1


def test_two_people_may_swap_their_addresses() -> None:
    people = [with_email(known("1"), "a@c.org"), with_email(known("2"), "b@c.org")]
    data = file_of([person("1", email="b@c.org"), person("2", email="a@c.org")])
    found = plan(data, *people)
    assert [each.fields for each in found.changes] == [("email",), ("email",)]

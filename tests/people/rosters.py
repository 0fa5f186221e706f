"""Roster files for tests, and the departments they name."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from training.people.roster.changes import plan_changes
from training.people.roster.directory import Directory, Place
from training.people.roster.plan import Known, Names, RosterPlan, Work
from training.people.roster.rows import read_roster

TODAY = date(2026, 11, 23)
COLUMNS = (
    "employee_number,first_name,last_name,preferred_name,email,department,division,site,job_title,"
    "job_code,kind,hire_date,end_date,supervisor,language,active"
).split(",")
LIBRARY, TRANSIT, YOUTH, HEAD_START = 1, 2, 3, 4
DIRECTORY = Directory.of(
    [
        Place(LIBRARY, "public-library", None, "Public Library", ("LIB", "Public Library")),
        Place(TRANSIT, "abq-ride", None, "ABQ RIDE", ("ABQR", "Transit")),
        Place(YOUTH, "youth-family-services", None, "Youth and Family Services", ("YFS",)),
        Place(HEAD_START, "early-head-start", YOUTH, "Early Head Start", ("EHS",)),
    ]
)


def person(number: str = "1002", **cells: str) -> dict[str, str]:
    """A row of a roster file: Lee of the Public Library, unless told otherwise."""
    lee = {"first_name": "Lee", "last_name": "Learner", "department": "Public Library"}
    return {"employee_number": number} | lee | cells


def file_of(
    people: Iterable[Mapping[str, str]],
    *,
    columns: Iterable[str] = COLUMNS,
    delimiter: str = ",",
    encoding: str = "utf-8",
) -> bytes:
    """A roster file of some rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), delimiter=delimiter, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(people)
    return text.getvalue().encode(encoding)


def known(number: str = "1002", *, id_: int = 2, **work: object) -> Known:
    """Lee as the database has them; keywords change their employment."""
    names = Names("Lee", "Learner", None, None)
    facts: dict[str, object] = {
        "department_id": LIBRARY,
        "site": None,
        "job": None,
        "job_code": None,
        "kind": "employee",
        "supervisor": None,
        "active": True,
        "hired": None,
        "ended": None,
        "source": "hr",
    }
    return Known(id_, number, names, Work(**(facts | work)), None)  # type: ignore[arg-type]


def plan(data: bytes, *people: Known, source: str = "hr") -> RosterPlan:
    """What a file would change about some people."""
    present = {each.number: each for each in people}
    roster = read_roster(data, DIRECTORY)
    return plan_changes(roster, present, DIRECTORY.names, source=source, today=TODAY)


def trouble(data: bytes) -> list[str]:
    """What is wrong with the rows of a file, on their own."""
    return [str(each) for each in read_roster(data, DIRECTORY).problems]

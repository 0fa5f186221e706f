from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.audit import AuditEvent
from training.content.city import DepartmentEntry, parse_departments
from training.errors import InputRefused
from training.flows.load_city import CityLoaded, load_city
from training.people.departments.queries import department
from training.people.models import Department

CITY = Path(__file__).parents[2] / "city" / "departments.md"
YOUTH = DepartmentEntry("youth", "YFS", {"en": "Youth", "es": "Juventud"}, None, True, ("Kids",))
START = DepartmentEntry("early-start", "EHS", {"en": "Early Start"}, "youth", True, ())
LEGAL = DepartmentEntry("legal", "LGL", {"en": "Legal"}, None, False, ())


def load(db: Session, *entries: DepartmentEntry) -> CityLoaded:
    return load_city(db, entries, by=None, now=NOW)


def test_departments_come_in_with_all_that_is_known_of_them(db: Session) -> None:
    assert load(db, START, YOUTH, LEGAL) == CityLoaded(added=3, changed=0, unchanged=0)
    youth, start = department(db, "youth"), department(db, "early-start")
    assert (youth.code, youth.names["es"], youth.youth) == ("YFS", "Juventud", True)
    assert (youth.aliases, youth.parent_id, start.parent_id) == (["Kids"], None, youth.id)


def test_loading_twice_changes_nothing(db: Session) -> None:
    load(db, YOUTH, START)
    assert load(db, YOUTH, START) == CityLoaded(added=0, changed=0, unchanged=2)
    acts = db.scalars(select(AuditEvent)).all()
    assert [(each.act, each.facts) for each in acts] == [
        ("people:city:loaded", {"added": 2, "changed": 0})
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"code": "KID"},
        {"names": {"en": "Youth and Family"}},
        {"youth": False},
        {"aliases": ()},
        {"aliases": ("Kids", "Teens")},
        {"parent": "legal"},
        {"parent": "brand-new"},
    ],
)
def test_a_department_takes_what_the_content_says(db: Session, change: dict[str, object]) -> None:
    load(db, YOUTH, LEGAL)
    new = replace(LEGAL, slug="brand-new", code="NEW")
    entry = replace(YOUTH, **change)  # type: ignore[arg-type]
    assert load(db, entry, LEGAL, new) == CityLoaded(added=1, changed=1, unchanged=1)
    assert load(db, entry, LEGAL, new).unchanged == 3
    youth = department(db, "youth")
    assert (youth.code, youth.names, youth.youth, youth.aliases) == (
        entry.code,
        entry.names,
        entry.youth,
        list(entry.aliases),
    )
    assert youth.parent_id == (department(db, entry.parent).id if entry.parent else None)


def test_two_departments_may_swap_their_codes(db: Session) -> None:
    load(db, YOUTH, LEGAL)
    load(db, replace(YOUTH, code="LGL"), replace(LEGAL, code="YFS"))
    assert [department(db, each).code for each in ("youth", "legal")] == ["LGL", "YFS"]


def test_a_department_that_is_not_listed_any_more_stays(db: Session, cast: Cast) -> None:
    before = len(db.scalars(select(Department)).all())
    load(db, LEGAL)
    assert len(db.scalars(select(Department)).all()) == before + 1


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (replace(LEGAL, parent="nobody"), "legal: its parent “nobody” is not a department"),
        (replace(LEGAL, parent="early-start"), "legal: its parent “early-start” is a division"),
        (replace(LEGAL, parent="early-head-start"), "“early-head-start” is a division itself"),
        (replace(LEGAL, parent="legal"), "legal: its parent “legal” is a division itself"),
        (replace(LEGAL, code="YFS2"), "legal: the code YFS2 is that of youth"),
        (replace(LEGAL, code="LIB"), "legal: the code LIB is that of public-library"),
        (replace(LEGAL, slug="youth", code="X"), "youth: is listed twice"),
    ],
)
def test_what_cannot_be_is_refused(
    db: Session, cast: Cast, entry: DepartmentEntry, why: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        load(db, replace(YOUTH, code="YFS2"), replace(START, code="EHS2"), entry)
    assert [each for each in refused.value.problems if why in str(each)]


def test_the_citys_own_list_loads(db: Session) -> None:
    entries = parse_departments(CITY.read_text("utf-8"), str(CITY))
    assert load(db, *entries).added == len(entries) > 20
    assert load(db, *entries).unchanged == len(entries)

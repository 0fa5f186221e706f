import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.flows.held_out import HELD_OUT, ask_monthly, certified, publish_held_out
from tests.staff import certify, counted
from training.audit import AuditEvent
from training.db import Base, Database
from training.errors import Conflict, InputRefused
from training.flows.draw_sample import draw_sample
from training.learning.measuring.held_out import NAMELESS, month_of
from training.learning.measuring.models import Probe, ProbeOffer
from training.learning.measuring.queries import asked_in, open_offer
from training.learning.measuring.service import Given, decline, keep_answers
from training.people.models import Employee

MONTH = "2026-11"


def draw(db: Session, day: date = TODAY, seed: int = 7) -> int:
    return draw_sample(db, seed=seed, now=NOW + (day - TODAY), today=day)


def offers(db: Session, month: str = MONTH) -> dict[int, ProbeOffer]:
    found = db.scalars(select(ProbeOffer).where(ProbeOffer.month == month))
    return {each.employee_id: each for each in found}


def answer(db: Session, who: Employee, right: bool = True, sure: str = "sure") -> list[bool]:
    found = open_offer(db, who.id, MONTH)
    assert found
    asked = asked_in(db, found, "en")
    given = [
        Given([n for n, option in enumerate(each.view.options) if option.correct == right], sure)
        for each in asked
    ]
    return keep_answers(db, who.id, asked, given, month=MONTH)


def test_nobody_is_asked_until_oei_sets_how_many_and_then_once_a_month(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_held_out(db, tmp_path)
    library, transit = certified(db, cast.library, 12), certified(db, cast.transit, 3)
    small = certified(db, cast.early_head_start, 1)
    certify(db, cast.max, pilot=True)
    assert draw(db) == 0
    ask_monthly(db, 8)
    with counted(db.get_bind().engine) as sent:
        assert draw(db) == 8
    assert len(sent) <= 12
    drawn = offers(db)
    assert {each.department_id for each in drawn.values()} == {
        cast.library.id,
        cast.transit.id,
        cast.youth.id,
    }
    assert cast.max.id not in drawn
    assert drawn[small[0].id].department_id == cast.youth.id
    assert {item[1] for each in drawn.values() for item in each.items or ()} == {"later", "both"}
    assert draw(db, seed=8) == draw(db, TODAY + timedelta(days=3)) == 0
    december = TODAY + timedelta(days=20)
    assert draw(db, december) == 8
    assert all(each.items is None for each in offers(db).values())
    again = offers(db, month_of(december)).keys() & drawn.keys()
    assert len(library) + len(transit) == 15
    assert again == {small[0].id}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_without_two_held_out_questions_nobody_is_asked(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_held_out(db, tmp_path, held_out=HELD_OUT.replace("Use: held-out\n", "", 1))
    certified(db, cast.library, 2)
    ask_monthly(db, 2)
    assert draw(db) == 0


def everything_in(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Every column of every row of every table, as it is read from the database."""
    with database.reading() as db:
        return {
            name: [dict(row._mapping) for row in db.execute(select(table))]
            for name, table in Base.metadata.tables.items()
        }


def test_nothing_that_is_kept_ties_an_answer_to_a_person(
    database: Database, cast: Cast, tmp_path: Path
) -> None:
    with database.writing() as db:
        publish_held_out(db, tmp_path)
        people = certified(db, cast.library, NAMELESS) + certified(db, cast.transit, 1)
        ask_monthly(db, 100)
        assert draw(db) == NAMELESS + 1
        db.commit()
    before = everything_in(database)
    with database.writing() as db:
        assert answer(db, people[0], right=False) == [False, False]
        db.commit()
    with database.writing() as db:
        decline(db, people[1].id, month=MONTH)
        answer(db, people[-1])
        db.commit()
    after = everything_in(database)
    # All that answering and declining leave behind: nameless rows, and offers that forgot.
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {"training_probe", "training_probe_offer"}
    probes = after["training_probe"]
    assert probes[0].keys() == {
        *("id", "month", "department_id", "module", "item", "sha256", "right", "sure")
    }
    alone = [each for each in probes if each["right"]]
    assert {each["department_id"] for each in alone} == {None}
    rows = {each["employee_id"]: each for each in after["training_probe_offer"]}
    answered, declined = rows[people[0].id], rows[people[1].id]
    same = {"month", "department_id", "items"}
    assert {k: answered[k] for k in same} == {k: declined[k] for k in same}
    assert answered["items"] is None
    numbers = {each["id"] for each in probes}
    others = {name: rows for name, rows in after.items() if name != "training_probe"}
    assert not [number for number in numbers if str(number) in json.dumps(others, default=str)]


def kept_when(db: Session, order: list[tuple[Employee, bool]]) -> set[tuple[Any, ...]]:
    for who, right in order:
        answer(db, who, right, "sure" if right else "guess")
    columns = [each for each in Probe.__table__.c if each.name != "id"]
    return {tuple(row) for row in db.execute(select(*columns))}


def test_who_answers_first_makes_no_difference_to_what_is_kept(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_held_out(db, tmp_path)
    people = certified(db, cast.library, NAMELESS)
    ask_monthly(db, 100)
    draw(db)
    order = [(people[0], True), (people[1], False)]
    kept = []
    for each in (order, order[::-1]):
        with db.begin_nested() as point:
            kept.append((kept_when(db, each), kept_rows(db)))
            point.rollback()
    assert kept[0] == kept[1]


def kept_rows(db: Session) -> list[Any]:
    columns = list(ProbeOffer.__table__.c)
    return sorted(tuple(map(str, row)) for row in db.execute(select(*columns)))


def test_an_offer_is_answered_once_and_wholly(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_held_out(db, tmp_path)
    (lee,) = certified(db, cast.library, 1)
    ask_monthly(db, 1)
    draw(db)
    found = open_offer(db, lee.id, MONTH)
    assert found
    asked = asked_in(db, found, "en")
    for given in ([Given([0], "sure"), Given([], "sure")], [Given([0], "sure"), Given([0], "no")]):
        with pytest.raises(InputRefused):
            keep_answers(db, lee.id, asked, given, month=MONTH)
    given = [Given([0], "guess"), Given([0, 1], "fairly")]
    keep_answers(db, lee.id, asked, given, month=MONTH)
    with pytest.raises(Conflict):
        keep_answers(db, lee.id, asked, given, month=MONTH)
    with pytest.raises(Conflict):
        decline(db, lee.id, month=MONTH)
    assert len(db.scalars(select(Probe)).all()) == 2
    assert [each.act for each in db.scalars(select(AuditEvent))].count("learning:sample:drawn") == 1

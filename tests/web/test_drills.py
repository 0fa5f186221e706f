"""A drill is recorded without a name, by whoever looks after the department, and put right."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import NOW, TODAY, Cast
from tests.content.test_scenario import SCENARIO
from tests.small_content import MODULE, QUIZ, write_root
from tests.staff import certify
from tests.web.conftest import SignIn, post
from training.audit import AuditEvent
from training.db import Database
from training.flows.publish import publish_tree
from training.learning.measuring.models import Exercise
from training.learning.measuring.scripts import Script
from training.learning.measuring.service import Drill, record_exercise
from training.people.models import Employment

CARD = MODULE.replace("{#after}", "{#after .card}").replace(
    "Write down what happened.[^S1]",
    "1. **Call** your liaison, {contact: liaison}, now.[^S1]\n2. Write it down.[^S1]",
)
SHEET = "/drills/sheet?module=basics&scenario=section:after"
NEW = "/drills/new?module=basics&scenario=section:after"
SEEN = {
    "day": TODAY.isoformat(),
    "site": "Main Library",
    "headcount": "7",
    "step-0": "done",
    "step-1": "missed",
}


@pytest.fixture(autouse=True)
def published(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """A module with a pocket card of two steps and a scenario; Max is Lee's supervisor."""
    with database.writing() as db:
        root = write_root(tmp_path / "root", module=CARD, quiz=QUIZ + SCENARIO)
        publish_tree(db, root, by=None, now=NOW)
        work = db.scalars(select(Employment).where(Employment.employee_id == cast.lee.id)).one()
        work.supervisor_id = cast.max.id
        db.commit()


def test_a_drill_is_recorded_without_a_name_and_corrected_by_a_new_record(
    database: Database, sign_in: SignIn, cast: Cast
) -> None:
    lia = sign_in("1003")
    assert "No drill is recorded yet" in lia.get("/drills").text
    sheet = lia.get(SHEET).text
    assert "1. Call your liaison now." in sheet
    assert "Lia Liaison" not in sheet.split("<main")[1]
    library = str(cast.library.id)
    wrong = post(lia, NEW, NEW, **SEEN | {"headcount": "0", "day": "2026-11-24", "step-1": ""})
    assert wrong.status_code == 422
    for said in ("Write a number from 1 to 10000", "after it was held", "Say of each step"):
        assert said in wrong.text
    assert 'value="Main Library"' in wrong.text
    assert post(lia, NEW, NEW, department=library, **SEEN).status_code == 303
    page = lia.get("/drills").text
    assert "1 done, 0 prompted, 1 missed" in page
    with database.reading() as db:
        first = db.scalars(select(Exercise)).one()
    assert first.steps == [
        {"step": "Call your liaison now.", "done": "done"},
        {"step": "Write it down.", "done": "missed"},
    ]
    again = f"/drills/{first.id}/correct"
    assert 'value="7"' in lia.get(again).text
    more = SEEN | {"step-1": "prompted", "department": library, "site": "<b>Main</b>"}
    assert post(lia, again, again, **more).status_code == 303
    assert "&lt;b&gt;Main&lt;/b&gt;" in lia.get("/drills").text
    assert "1 done, 1 prompted, 0 missed" in lia.get("/drills").text
    assert lia.get(again).status_code == 404
    with database.reading() as db:
        acts = [each.act for each in db.scalars(select(AuditEvent)) if "exercise" in each.act]
    assert acts == ["learning:exercise:recorded", "learning:exercise:corrected"]


def test_a_supervisor_records_where_they_work_and_nowhere_else(
    database: Database, sign_in: SignIn, cast: Cast
) -> None:
    boss = sign_in("1004")
    elsewhere = post(boss, NEW, NEW, department=str(cast.library.id), **SEEN)
    assert elsewhere.status_code == 403
    assert post(boss, NEW, NEW, department=str(cast.transit.id), **SEEN).status_code == 303
    lia = sign_in("1003")
    assert "No drill is recorded yet" in lia.get("/drills").text
    with database.reading() as db:
        only = db.scalars(select(Exercise)).one()
    assert lia.get(f"/drills/{only.id}/correct").status_code == 404
    assert "Main Library" in sign_in("1005").get("/drills").text
    assert sign_in("1002").get("/drills").status_code == 403


def test_the_steps_of_a_scenario_are_for_those_who_took_the_module(
    database: Database, sign_in: SignIn, cast: Cast
) -> None:
    lia = sign_in("1003")
    sheet = "/drills/sheet?module=basics&scenario=item:desk"
    assert "Two people at the desk" not in lia.get("/drills").text
    assert lia.get(sheet).status_code == 404
    with database.writing() as db:
        certify(db, cast.lia)
        db.commit()
    assert "Two people at the desk" in lia.get("/drills").text
    assert "Ask who they are" in lia.get(sheet).text


def test_a_recorded_scenario_is_put_right_by_those_who_took_the_module_only(
    database: Database, sign_in: SignIn, cast: Cast
) -> None:
    with database.writing() as db:
        script = Script("basics", "item:desk", "At the desk", ("Ask who they are",))
        drill = Drill(TODAY, cast.library.id, "Main Library", 7, script, ("done",))
        made = record_exercise(db, drill, by=cast.olga.id, now=NOW, today=TODAY).id
        db.commit()
    lia, again = sign_in("1003"), f"/drills/{made}/correct"
    assert lia.get(again).status_code == 404
    assert post(lia, "/drills", again).status_code == 404
    assert again not in lia.get("/drills").text
    with database.writing() as db:
        certify(db, cast.lia)
        db.commit()
    assert again in lia.get("/drills").text
    assert "Ask who they are" in lia.get(again).text

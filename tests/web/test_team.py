"""A supervisor's own people, and nobody else's."""

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.cast import TODAY, Cast, move
from tests.staff import YESTERDAY, ask, counted, hire, publish_core
from tests.web.conftest import SignIn
from training.audit import AuditEvent
from training.db import Database
from training.people.models import Employment


@pytest.fixture
def team(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> None:
    """Lee reports to Ada, and everyone is asked for a certificate."""
    with database.writing() as db:
        publish_core(db, tmp_path)
        ask(db, due=YESTERDAY)
        move(db, cast.lee, cast.library, since=YESTERDAY).supervisor_id = cast.ada.id
        db.commit()


@pytest.mark.usefixtures("team")
def test_a_supervisor_sees_their_reports_and_nobody_else(sign_in: SignIn) -> None:
    ada = sign_in("1001")
    page = ada.get("/team").text
    assert "0 of 1 person is done; 1 is overdue." in page
    assert "Lee Learner" in page
    assert not [each for each in ("Lia", "Max", "Olga") if each in page]
    assert 'href="/team"' in ada.get("/").text
    rows = list(csv.DictReader(io.StringIO(ada.get("/team.csv").text)))
    assert [each["Name"] for each in rows] == ["Lee Learner"]
    assert ada.get("/departments/public-library").status_code == 403


@pytest.mark.usefixtures("team")
def test_nobody_else_has_a_team(sign_in: SignIn) -> None:
    for number in ("1002", "1003", "1005"):
        client = sign_in(number)
        assert client.get("/team").status_code == 403
        assert client.get("/team.csv").status_code == 403
        assert 'href="/team"' not in client.get("/").text


@pytest.mark.usefixtures("team")
def test_whoever_gets_another_supervisor_is_gone_from_the_next_page(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    ada, max_ = sign_in("1001"), sign_in("1004")
    assert "Lee Learner" in ada.get("/team").text
    with database.writing() as db:
        move(db, cast.lee, cast.library, since=TODAY).supervisor_id = cast.max.id
        db.commit()
    assert ada.get("/team").status_code == 403
    assert "Lee Learner" in max_.get("/team").text


@pytest.mark.usefixtures("team")
def test_taking_the_file_is_written_down(sign_in: SignIn, database: Database, cast: Cast) -> None:
    sign_in("1001").get("/team.csv")
    with database.reading() as db:
        act = AuditEvent.act == "reporting:team:exported"
        written = db.scalars(select(AuditEvent).where(act)).one()
    assert (written.actor, written.facts) == (cast.ada.id, {"rows": 1})


@pytest.mark.usefixtures("team")
def test_a_large_team_takes_as_many_statements_as_a_small_one(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    ada = sign_in("1001")
    ada.get("/team")
    sizes = []
    for start, more in ((0, 1), (1, 40)):
        with database.writing() as db:
            ids = [each.id for each in hire(db, cast.library, more, start=start)]
            for row in db.scalars(select(Employment).where(Employment.employee_id.in_(ids))):
                row.supervisor_id = cast.ada.id
            ask(db, due=YESTERDAY)
            db.commit()
        with counted(database.engine) as sent:
            assert ada.get("/team").status_code == 200
        sizes.append(len(sent))
    assert sizes[0] == sizes[1]

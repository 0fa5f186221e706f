"""OEI's administrator brings a roster in: first what would happen, then it happens."""

import io
import os
import re
import stat
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import NOW, Cast, employee
from tests.overlap import nobody_holds_the_lock
from tests.web.conftest import SignIn, post, token_on
from training.audit import AuditEvent
from training.db import Database
from training.flows import import_roster
from training.people.models import Employee
from training.web.uploads import Uploads

HEAD = "employee_number,first_name,last_name,email,department"
CAST = [
    "1001,Ada,Author,ada.author@cabq.example,equity-inclusion",
    "1002,Lee,Learner,lee.learner@cabq.example,public-library",
    "1003,Lia,Liaison,lia.liaison@cabq.example,public-library",
    "1004,Max,Mover,max.mover@cabq.example,abq-ride",
    "1005,Olga,Organizer,olga.organizer@cabq.example,equity-inclusion",
]
NEW = "2001,Nora,Nueva,nora@cabq.example,abq-ride"
MOVED = "1002,Lee,Learner,lee.learner@cabq.example,abq-ride"


@pytest.fixture
def olga(app: Flask, sign_in: SignIn) -> FlaskClient:
    return sign_in("1005")


@pytest.fixture
def waiting(olga: FlaskClient, tmp_path: Path) -> Path:
    """The folder of files that wait."""
    return tmp_path / "instance" / "uploads"


def send(
    client: FlaskClient, *rows: str, source: str = "hr", page: str = "/roster"
) -> TestResponse:
    data = "\n".join([HEAD, *rows]).encode()
    return send_bytes(client, data, source=source, page=page)


def send_bytes(
    client: FlaskClient, data: bytes, *, source: str = "hr", page: str = "/roster"
) -> TestResponse:
    fields = {**token_on(client, page), "source": source, "file": (io.BytesIO(data), "r.csv")}
    return client.post("/roster", data=fields, content_type="multipart/form-data")


def confirm(client: FlaskClient, check: str, **more: str) -> TestResponse:
    page = client.get(check).text
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    return post(client, check, check, **{"seen": seen[1], **more})


def numbers(database: Database) -> set[str]:
    with database.reading() as db:
        return set(db.scalars(select(Employee.number)))


def test_first_what_would_happen_in_numbers_and_names(
    olga: FlaskClient, database: Database
) -> None:
    answer = send(olga, CAST[0], MOVED, *CAST[2:], NEW)
    assert answer.status_code == 303
    page = olga.get(answer.location).text
    assert "It changes something for 2 people; nothing has happened yet." in page
    assert "Nora Nueva" in page
    assert "Public Library → Transit (ABQ RIDE)" in page
    assert "2001" not in numbers(database)


def test_then_it_happens_and_the_file_is_gone(
    olga: FlaskClient, database: Database, waiting: Path, cast: Cast
) -> None:
    check = send(olga, *CAST, NEW).location
    assert len(list(waiting.iterdir())) == 1
    answer = confirm(olga, check)
    assert (answer.status_code, answer.location) == (303, "/roster")
    assert "The roster is in. 1 person was added." in olga.get("/roster").text
    assert "2001" in numbers(database)
    assert list(waiting.iterdir()) == []
    with database.reading() as db:
        written = db.scalars(
            select(AuditEvent).where(AuditEvent.act == "people:roster:imported")
        ).one()
    assert written.actor == cast.olga.id


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_waits_while_a_file_is_looked_at(
    olga: FlaskClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    free: list[bool] = []
    read = import_roster.read_roster

    def look(*given: Any) -> Any:
        free.append(nobody_holds_the_lock(database, "IMMEDIATE"))
        return read(*given)

    monkeypatch.setattr(import_roster, "read_roster", look)
    assert send(olga, *CAST, NEW).status_code == 303
    assert free == [True]


def test_pressing_the_button_twice_brings_it_in_once(olga: FlaskClient, database: Database) -> None:
    check = send(olga, *CAST, NEW).location
    page = olga.get(check).text
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', page)[0]
    post(olga, "/roster", check, seen=seen)
    assert post(olga, "/roster", check, seen=seen).location == "/roster"
    assert "The file is not here any more" in olga.get("/roster").text


def test_what_changed_about_somebody_is_shown_before_and_after(olga: FlaskClient) -> None:
    renamed = "1004,Max,Mustermann,max.mover@cabq.example,abq-ride"
    page = olga.get(send(olga, *CAST[:3], renamed, CAST[4]).location).text
    assert "last name: Mover → Mustermann" in page


def test_every_wrong_row_is_listed_and_nothing_is_kept(
    olga: FlaskClient, database: Database, waiting: Path
) -> None:
    wrong = ["3001,,Nameless,x@cabq.example,abq-ride", "3002,Una,Unknown,nonsense,atlantis"]
    answer = send(olga, *CAST, *wrong)
    assert answer.status_code == 422
    for said in ("row 7, first_name", "row 8, email", "row 8, department", "3 things to correct"):
        assert said in answer.text
    assert 'value="hr"' in answer.text
    assert not waiting.exists()
    assert "3001" not in numbers(database)


def test_the_reasons_are_said_in_spanish(olga: FlaskClient) -> None:
    olga.set_cookie("training_language", "es", domain="localhost")
    again = "1005,Olga,Otra,nobody at all,publik library"
    answer = send(olga, *CAST, "3001,,Nameless,x@cabq.example,abq-ride", again)
    assert answer.status_code == 422
    for said in (
        "4 datos del archivo no se pueden usar; no se cambió nada.",
        "fila 7, first_name",
        "está vacío",
        "«nobody at all» no es una dirección de correo electrónico",
        "déjelo vacío si no hay ninguna",
        "«publik library» no es un departamento que conozcamos",
        "¿quiso decir Public Library?",
        "«1005» ya está en la fila 6",
    ):
        assert said in answer.text
    assert "is empty" not in answer.text
    forbidden = send_bytes(olga, b"employee_number,citizenship\n")
    assert "El archivo tiene la columna «citizenship»" in forbidden.text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest of a spreadsheet", "This is a spreadsheet, not a CSV file"),
        (b"", "The file is empty"),
        (b"employee_number,first_name,last_name,department,citizenship\n", "citizenship"),
    ],
)
def test_what_is_no_roster_is_refused_with_a_reason(
    olga: FlaskClient, data: bytes, said: str
) -> None:
    answer = send_bytes(olga, data)
    assert answer.status_code == 422
    assert said in answer.text


def test_a_form_without_a_file_or_a_name_says_so(olga: FlaskClient) -> None:
    answer = post(olga, "/roster", "/roster", source="")
    assert answer.status_code == 422
    assert "Choose the file." in answer.text
    assert "Write a name for the source" in answer.text
    assert "Use small letters" in send(olga, *CAST, source="H R!").text


def test_many_leavers_need_their_number_typed(olga: FlaskClient, database: Database) -> None:
    check = send(olga, *CAST[2:]).location
    page = olga.get(check).text
    assert "2 of 5 people of “hr” would leave" in page
    refused = confirm(olga, check)
    assert refused.status_code == 422
    assert "Type 2, if that many people really leave." in refused.text
    for typed in ("1", "all", "3"):
        assert confirm(olga, check, leavers=typed).status_code == 422
    assert confirm(olga, check, leavers="2").status_code == 303
    assert "2 people left." in olga.get("/roster").text


def test_another_lists_people_are_not_touched(olga: FlaskClient) -> None:
    page = olga.get(send(olga, NEW, source="contractors").location).text
    assert "It changes something for 1 person; nothing has happened yet." in page


def test_when_the_people_changed_meanwhile_the_new_plan_is_shown_first(
    olga: FlaskClient, database: Database, cast: Cast
) -> None:
    check = send(olga, *CAST, NEW).location
    seen = re.findall(r'name="seen" value="([0-9a-f]{64})"', olga.get(check).text)[0]
    with database.writing() as db:
        employee(db, "Nora", "Nueva", "2001", cast.library, email="nora@cabq.example")
        db.commit()
    answer = post(olga, "/roster", check, seen=seen)
    assert (answer.status_code, answer.location) == (303, check)
    page = olga.get(check).text
    assert "The people changed in the meantime." in page
    assert "1 person changes department" in page


def test_a_forged_name_of_a_file_opens_nothing(olga: FlaskClient) -> None:
    answer = olga.get("/roster/check/WyJhIiwiaHIiXQ.forged")
    assert (answer.status_code, answer.location) == (303, "/roster")


def test_a_waiting_file_is_its_owners_only_and_deleted_on_request(
    olga: FlaskClient, waiting: Path
) -> None:
    check = send(olga, *CAST, NEW).location
    (kept,) = waiting.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    post(olga, check, check.replace("/check/", "/discard/"))
    assert list(waiting.iterdir()) == []


def test_a_file_nobody_came_back_for_is_deleted_after_a_day(
    olga: FlaskClient, waiting: Path
) -> None:
    check = send(olga, *CAST, NEW).location
    (kept,) = waiting.iterdir()
    long_ago = (NOW - timedelta(days=2)).timestamp()
    os.utime(kept, (long_ago, long_ago))
    Uploads(waiting.parent).sweep(NOW)
    assert olga.get(check).location == "/roster"


def test_a_file_that_somebody_else_has_just_deleted_is_gone_and_nothing_more(
    waiting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = waiting / f"{'a' * 64}.csv"
    monkeypatch.setattr(Path, "glob", lambda *_: [gone])
    monkeypatch.setattr(Path, "exists", lambda *_: True)
    Uploads(waiting.parent).sweep(NOW)
    assert Uploads(waiting.parent).read("a" * 64) is None


def test_a_file_that_was_tampered_with_is_not_used(olga: FlaskClient, waiting: Path) -> None:
    check = send(olga, *CAST, NEW).location
    (kept,) = waiting.iterdir()
    kept.write_text("something else")
    assert olga.get(check).location == "/roster"


def test_a_full_disk_is_said(olga: FlaskClient, waiting: Path) -> None:
    waiting.write_text("a file where the folder should be")
    answer = send(olga, *CAST, NEW)
    assert answer.status_code == 503
    assert "the disk may be full" in answer.text


def test_only_an_administrator_may(sign_in: SignIn) -> None:
    for number in ("1001", "1002", "1003"):
        client = sign_in(number)
        assert client.get("/roster").status_code == 403
        assert send(client, *CAST, page="/").status_code == 403

"""The auditor's page: who did what, after saying why, and that they looked."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import NOW, PASSWORD, Cast, grant
from tests.web.conftest import SignIn, post
from tests.web.test_pseudo import squeeze, untranslated
from training.audit import AuditEvent, record
from training.audit.sealing import seal_next
from training.db import Database
from training.text import PSEUDO

REASON = "/audit/reason"


@pytest.fixture
def auditor(app: Flask, database: Database, cast: Cast, sign_in: SignIn) -> FlaskClient:
    """Ada's browser; she is an auditor today and has not said why."""
    with database.writing() as db:
        grant(db, cast.ada, "auditor")
        db.commit()
    return sign_in("1001")


@pytest.fixture
def looking(auditor: FlaskClient) -> FlaskClient:
    """The same, once she has said why."""
    answer = post(auditor, REASON, REASON, reason="complaint", case="ipra-2026-114")
    assert answer.status_code == 303
    return auditor


@pytest.fixture
def happened(database: Database, cast: Cast) -> None:
    """Some acts: today and in the summer, of Olga to Lee and of Max."""
    with database.writing() as db:
        at = NOW - timedelta(minutes=5)
        facts = {"employee": cast.lee.id, "role": "author", "department": cast.library.id}
        record(db, "people:role:granted", actor=cast.olga.id, now=at, **facts)
        summer = NOW - timedelta(days=120)
        record(db, "learning:attempt:begun", actor=cast.max.id, now=summer, attempt=1)
        record(db, "people:city:loaded", actor=None, now=summer)
        db.commit()


def acts(database: Database, like: str) -> list[AuditEvent]:
    with database.reading() as db:
        wanted = select(AuditEvent).where(AuditEvent.act.like(like)).order_by(AuditEvent.id)
        return list(db.scalars(wanted))


def test_a_reason_comes_before_any_record(
    auditor: FlaskClient, database: Database, cast: Cast
) -> None:
    for address in ("/audit?person=1002", "/audit.csv", "/departments", "/departments/abq-ride"):
        answer = auditor.get(address)
        assert answer.status_code == 303, address
        assert answer.location.startswith("/audit/reason?next="), address
    assert acts(database, "%audit%:searched") == []
    form = auditor.get("/audit/reason?next=/departments/abq-ride").text
    assert "Why do you look at records?" in form
    answer = post(auditor, REASON, REASON, reason="review", case="", next="/departments/abq-ride")
    assert answer.location == "/departments/abq-ride"
    assert auditor.get("/departments/abq-ride").status_code == 200
    said = acts(database, "people:auditor:reason")
    assert [(each.actor, each.facts) for each in said] == [
        (cast.ada.id, {"reason": "review", "case": ""})
    ]
    looked = acts(database, "people:auditor:looked")
    assert [each.facts for each in looked] == [{"page": "department", "of": {"slug": "abq-ride"}}]


@pytest.mark.parametrize(
    ("reason", "case"),
    [("", ""), ("curiosity", ""), ("complaint", "the man from Juárez"), ("review", "undocumented")],
)
def test_a_reason_is_one_of_a_list_and_a_number(
    auditor: FlaskClient, database: Database, reason: str, case: str
) -> None:
    assert post(auditor, REASON, REASON, reason=reason, case=case).status_code == 422
    assert acts(database, "people:auditor:reason") == []
    assert auditor.get("/audit").status_code == 303


def test_a_reason_is_for_one_day_and_one_person(
    looking: FlaskClient, app: Flask, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.max, "auditor")
        db.commit()
    assert looking.get("/audit").status_code == 200
    post(looking, "/", "/sign-out")
    post(looking, "/sign-in", "/sign-in", login="1004", password=PASSWORD)
    assert looking.get("/audit").status_code == 303
    post(looking, REASON, REASON, reason="review")
    assert looking.get("/audit").status_code == 200
    app.extensions["training"].clock = lambda: NOW + timedelta(hours=10)
    assert looking.get("/audit").status_code == 200


def test_a_new_day_wants_a_new_reason(auditor: FlaskClient, app: Flask, sign_in: SignIn) -> None:
    clock = app.extensions["training"]
    clock.clock = lambda: datetime(2026, 11, 24, 6, 59, tzinfo=UTC)  # 23:59 in Albuquerque
    late = sign_in("1001")
    post(late, REASON, REASON, reason="review")
    assert late.get("/audit").status_code == 200
    clock.clock = lambda: datetime(2026, 11, 24, 7, 1, tzinfo=UTC)
    assert late.get("/audit").status_code == 303


def test_no_next_leads_elsewhere(auditor: FlaskClient) -> None:
    answer = post(auditor, REASON, REASON, reason="review", next="https://evil.example/")
    assert answer.location == "/audit"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"gave somebody a role", "began a quiz", "brought the City"}),
        ("?person=1002", {"gave somebody a role"}),
        ("?person=lee+lear", {"gave somebody a role"}),
        ("?person=1005", {"gave somebody a role"}),
        ("?person=max", {"began a quiz"}),
        ("?act=learning:attempt:begun", {"began a quiz"}),
        ("?since=2026-11-01", {"gave somebody a role"}),
        ("?until=2026-11-01", {"began a quiz", "brought the City"}),
        ("?since=2026-07-26&until=2026-07-26&person=max", {"began a quiz"}),
        ("?since=nonsense&page=x", {"gave somebody a role", "began a quiz", "brought the City"}),
    ],
)
def test_acts_are_found_by_person_act_and_day(
    looking: FlaskClient, happened: None, query: str, shown: set[str]
) -> None:
    page = looking.get(f"/audit{query}").text
    rows = page[page.index("<tbody") :]
    every = ("gave somebody a role", "began a quiz", "brought the City")
    assert {each for each in every if each in rows} == shown


def test_an_act_is_told_with_who_whom_and_where(looking: FlaskClient, happened: None) -> None:
    page = looking.get("/audit?person=1002").text
    rows = page[page.index("<tbody") :]
    for each in ("Olga Organizer", "Lee Learner", "author", "Public Library", "November 23, 2026"):
        assert each in rows
    assert "the system" in looking.get("/audit?act=people:city:loaded").text


def test_what_is_not_there_is_said(looking: FlaskClient, happened: None) -> None:
    assert "Nobody is called that" in looking.get("/audit?person=zebedee").text
    assert "Nothing like that happened" in looking.get("/audit?until=2020-01-01").text


def test_who_looked_is_written_down_and_what_was_typed_is_not(
    looking: FlaskClient, happened: None, database: Database, cast: Cast
) -> None:
    looking.get("/audit?person=Lee+Learner")
    looking.get("/audit.csv?person=zebedee")
    searched, exported = (
        acts(database, f"reporting:audit:{each}") for each in ("searched", "exported")
    )
    assert [(each.actor, each.facts) for each in searched] == [
        (
            cast.ada.id,
            {"filters": ["person"], "page": 1, "rows": 1, "employee": cast.lee.id},
        )
    ]
    assert [each.facts for each in exported] == [{"filters": ["person"], "rows": 0}]
    assert "looked at this record of acts" in looking.get("/audit?person=1002").text


def test_the_file_holds_what_the_search_finds(looking: FlaskClient, happened: None) -> None:
    answer = looking.get("/audit.csv?person=1002")
    assert answer.headers["Content-Disposition"] == "attachment; filename=audit-2026-11-23.csv"
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [(each["Who, name"], each["To whom, name"], each["Act"]) for each in rows] == [
        ("Olga Organizer", "Lee Learner", "people:role:granted")
    ]


def test_the_page_says_how_far_the_chain_is_sealed(
    looking: FlaskClient, happened: None, database: Database
) -> None:
    assert "wait for their seal" in looking.get("/audit").text
    with database.writing() as db:
        seal = seal_next(db, now=NOW)
        db.commit()
    assert seal
    page = looking.get("/audit").text
    assert f"Sealed up to number {seal.last}." in page


def test_a_long_record_comes_in_pages(looking: FlaskClient, database: Database, cast: Cast) -> None:
    with database.writing() as db:
        for _each in range(150):
            record(db, "learning:attempt:begun", actor=cast.max.id, now=NOW, attempt=1)
        db.commit()
    first = looking.get("/audit?person=1004").text
    assert "Rows 1 to 100 of 150" in first
    assert "/audit?person=1004&amp;page=2" in first
    # The first look is one of them by now.
    assert "Rows 101 to 151 of 151" in looking.get("/audit?person=1004&page=2").text


def test_an_auditor_reads_every_department_and_changes_nothing(looking: FlaskClient) -> None:
    assert looking.get("/departments").status_code == 200
    assert looking.get("/departments/public-library").status_code == 200
    for address in ("/roster", "/requirements", "/requirements/new", "/operations"):
        assert looking.get(address).status_code == 403, address


@pytest.mark.parametrize("number", ["1002", "1003", "1005"])
def test_nobody_else_sees_the_record(sign_in: SignIn, number: str) -> None:
    client = sign_in(number)
    for address in ("/audit", "/audit.csv", REASON):
        assert client.get(address).status_code == 403
    assert "/audit" not in client.get("/").text


def test_the_pages_are_translated(looking: FlaskClient, happened: None, database: Database) -> None:
    looking.set_cookie("training_language", PSEUDO, domain="localhost")
    names = squeeze(
        " ".join(
            ("Olga Organizer Lee Learner Max Mover Ada Author Public Library AM MST", "PM MDT July")
        )
    )
    for address in (REASON, "/audit", "/audit?person=zebedee", "/audit?until=2020-01-01"):
        page = re.sub("<code>.*?</code>|<time.*?</time>", " ", looking.get(address).text)
        assert f'<html lang="{PSEUDO}"' in page
        assert untranslated(page, names) == []

"""The page of a department, and its file for a spreadsheet."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import LONG_AGO, NOW, TODAY, Cast, employee, grant
from tests.staff import YESTERDAY, ask, certify, counted, hire, publish_core
from tests.web.conftest import SignIn
from training.assignments.excuses.service import set_excuses
from training.assignments.models import Assignment, RequirementVersion
from training.audit import AuditEvent
from training.content.models import Revision
from training.db import Database
from training.people.models import Employment
from training.text import translator

Arrange = Callable[[Session], None]
LIBRARY = "/departments/public-library"


@pytest.fixture
def arrange(app: Flask, database: Database, tmp_path: Path) -> Callable[[Arrange], None]:
    """Does something to the database, with the certificate published, and keeps it."""

    def do(what: Arrange) -> None:
        with database.writing() as db:
            publish_core(db, tmp_path)
            what(db)
            db.commit()

    return do


def test_a_liaison_sees_who_needs_a_word_and_who_is_done(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    serials: list[str] = []

    def some_done(db: Session) -> None:
        ask(db, due=YESTERDAY)
        serials.append(certify(db, cast.lia).serial)

    arrange(some_done)
    page = sign_in("1003").get(LIBRARY).text
    assert "1 of 2 people are done; 1 is overdue." in page
    assert page.index("Lee Learner") < page.index("Lia Liaison", page.index("People who are done"))
    assert "1 day ago" in page
    assert f'href="/verify/{serials[0]}"' in page
    assert "The Executive Order, revision 3 <code>9f2c4be1a07d</code>" in page


def test_a_past_day_is_shown_as_it_was_and_said_so(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast, database: Database
) -> None:
    def asked_long_ago(db: Session) -> None:
        ask(db)
        certify(db, cast.lia)
        for table in (Assignment, RequirementVersion):
            db.execute(update(table).values(from_at=LONG_AGO))
        db.execute(update(Revision).values(published=LONG_AGO))

    arrange(asked_long_ago)
    lia = sign_in("1003")
    assert "1 of 2 people are done" in lia.get(LIBRARY).text
    then = lia.get(f"{LIBRARY}?on=2026-11-20").text
    assert "How it stood at the end of Friday, November 20, 2026" in then
    assert "0 of 2 people are done" in then
    assert f"{LIBRARY}?on=2026-11-20&amp;status=to-do" in then
    file = lia.get(f"{LIBRARY}.csv?on=2026-11-20")
    assert "public-library-2026-11-20.csv" in file.headers["Content-Disposition"]
    with database.reading() as db:
        act = AuditEvent.act == "reporting:department:exported"
        assert db.scalars(select(AuditEvent.facts).where(act)).one()["on"] == "2026-11-20"
    for wrong in ("2999-01-01", "soon"):
        page = lia.get(f"{LIBRARY}?on={wrong}").text
        assert "1 of 2 people are done" in page
        assert 'aria-invalid="true"' in page


def test_whoever_is_excused_is_listed_with_until_when_and_never_why(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    until = TODAY + timedelta(days=30)

    def excused(db: Session) -> None:
        ask(db)
        set_excuses(
            db,
            [cast.lee.id],
            certificate=None,
            from_day=TODAY,
            to_day=until,
            by=cast.olga.id,
            now=NOW,
            today=TODAY,
        )

    arrange(excused)
    page = sign_in("1003").get(LIBRARY).text
    assert "People who are excused" in page
    assert f"excused until {translator('en').day(until)}" in page
    assert 'href="/people/1002"' in page


def test_whoever_finished_on_pilot_text_is_marked_and_not_counted(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    def pilot(db: Session) -> None:
        ask(db)
        certify(db, cast.lee, pilot=True)

    arrange(pilot)
    page = sign_in("1003").get(LIBRARY).text
    assert "0 of 2 people are done; nobody is overdue." in page
    assert "1 person finished on pilot text" in page
    assert "does not count yet" in page


def test_another_departments_page_is_not_for_its_neighbours_liaison(
    arrange: Callable[[Arrange], None], sign_in: SignIn
) -> None:
    arrange(ask)
    lia = sign_in("1003")
    for address in ("/departments/abq-ride", "/departments/abq-ride.csv"):
        answer = lia.get(address)
        assert answer.status_code == 403
        assert "You do not look after this department." in answer.text
        assert "Max Mover" not in answer.text
    assert lia.get("/departments/nowhere").status_code == 403


def test_an_administrator_sees_every_department_and_is_told_of_unknown_ones(
    arrange: Callable[[Arrange], None], sign_in: SignIn
) -> None:
    arrange(ask)
    olga = sign_in("1005")
    assert "Max Mover" in olga.get("/departments/abq-ride").text
    assert olga.get("/departments/nowhere").status_code == 404


def test_a_learner_sees_no_department(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    assert lee.get(LIBRARY).status_code == 403
    assert lee.get(f"{LIBRARY}.csv").status_code == 403
    assert "/departments" not in lee.get("/").text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Lee Learner", "José Núñez", "Lia Liaison"}),
        ("?status=done", {"Lia Liaison"}),
        ("?status=overdue", {"Lee Learner", "José Núñez"}),
        ("?name=nunez", {"José Núñez"}),
        ("?site=Main&status=overdue", {"Lee Learner"}),
        ("?name=nobody", set()),
    ],
)
def test_filters_stand_in_the_address_and_hold_for_the_file_too(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast, query: str, shown: set[str]
) -> None:
    def several(db: Session) -> None:
        employee(db, "José", "Núñez", "2001", cast.library, email=None)
        at_main = Employment.employee_id.in_([cast.lee.id, cast.lia.id])
        db.execute(update(Employment).where(at_main).values(site="Main"))
        ask(db, due=YESTERDAY)
        certify(db, cast.lia)

    arrange(several)
    lia = sign_in("1003")
    page = lia.get(LIBRARY + query).text
    everybody = ("Lee Learner", "José Núñez", "Lia Liaison")
    content = page[page.index("<main") :]
    assert {each for each in everybody if each in content} == shown
    assert ("Nobody fits these filters" in page) == (not shown)
    rows = list(csv.DictReader(io.StringIO(lia.get(f"{LIBRARY}.csv{query}").text)))
    assert {each["Name"] for each in rows} == shown


def test_the_file_opens_in_excel_and_is_named_after_department_and_day(
    arrange: Callable[[Arrange], None], sign_in: SignIn
) -> None:
    arrange(ask)
    answer = sign_in("1003").get(f"{LIBRARY}.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    disposition = answer.headers["Content-Disposition"]
    assert disposition == "attachment; filename=public-library-2026-11-23.csv"
    assert answer.headers["Cache-Control"] == "no-store"


def test_taking_the_file_is_written_down_without_what_was_searched_for(
    arrange: Callable[[Arrange], None], sign_in: SignIn, database: Database, cast: Cast
) -> None:
    arrange(ask)
    sign_in("1003").get(f"{LIBRARY}.csv?name=Lee")
    with database.reading() as db:
        act = AuditEvent.act == "reporting:department:exported"
        written = db.scalars(select(AuditEvent).where(act)).one()
    assert written.actor == cast.lia.id
    assert written.facts == {"department": cast.library.id, "rows": 1, "filters": ["name"]}


def test_looking_writes_nothing(
    arrange: Callable[[Arrange], None], sign_in: SignIn, database: Database
) -> None:
    arrange(ask)
    lia = sign_in("1003")
    with counted(database.engine) as sent:
        lia.get(LIBRARY)
    assert {each.split()[0] for each in sent} <= {"SELECT", "SET"}


def test_three_hundred_people_take_as_many_statements_as_three(
    arrange: Callable[[Arrange], None], sign_in: SignIn, database: Database, cast: Cast
) -> None:
    arrange(ask)
    lia = sign_in("1003")
    lia.get(LIBRARY)
    sizes = []
    for start, more in ((0, 3), (3, 297)):

        def grow(db: Session, start: int = start, more: int = more) -> None:
            people = hire(db, cast.library, more, start=start)
            ask(db)
            for each in people[::2]:
                certify(db, each)

        arrange(grow)
        with counted(database.engine) as sent:
            assert lia.get(LIBRARY).status_code == 200
        sizes.append(len(sent))
    assert sizes[0] == sizes[1]


def test_a_long_list_comes_in_pages_of_a_hundred(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    def many(db: Session) -> None:
        hire(db, cast.library, 103)
        ask(db)

    arrange(many)
    lia = sign_in("1003")
    first, second = lia.get(LIBRARY).text, lia.get(f"{LIBRARY}?page=2").text
    assert "Rows 1 to 100 of 105" in first
    assert "Rows 101 to 105 of 105" in second
    assert 'href="/departments/public-library?page=2"' in first
    assert lia.get(f"{LIBRARY}?page=99").text.count("<tr") == second.count("<tr")
    assert lia.get(f"{LIBRARY}?page=x").status_code == 200


def test_a_department_of_which_nothing_is_asked_says_so(
    arrange: Callable[[Arrange], None], sign_in: SignIn
) -> None:
    arrange(lambda db: ask(db, "abq-ride"))
    page = sign_in("1003").get(LIBRARY).text
    assert "Nothing is asked of anybody here yet" in page


def test_a_department_without_people_says_so(
    arrange: Callable[[Arrange], None], sign_in: SignIn
) -> None:
    arrange(ask)
    assert "Nobody works here yet" in sign_in("1005").get("/departments/early-head-start").text


def test_a_divisions_page_leads_up_only_as_far_as_one_may_look(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    def two_liaisons(db: Session) -> None:
        grant(db, cast.lee, "liaison", cast.early_head_start)
        grant(db, cast.max, "liaison", cast.youth)
        ask(db)

    arrange(two_liaisons)
    division = "/departments/early-head-start"
    up = 'href="/departments/youth-family-services"'
    assert up not in sign_in("1002").get(division).text
    assert up in sign_in("1004").get(division).text


def test_what_people_are_called_is_shown_as_text(
    arrange: Callable[[Arrange], None], sign_in: SignIn, cast: Cast
) -> None:
    def odd(db: Session) -> None:
        employee(db, "<b>Bo", "Bold</b>", "2003", cast.library)
        ask(db)

    arrange(odd)
    page = sign_in("1003").get(f"{LIBRARY}?name=<i>").text
    assert "<i>" not in page
    assert "<b>" not in sign_in("1003").get(LIBRARY).text

import threading
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from tests.overlap import kept, overlapping
from tests.people.rosters import COLUMNS, file_of, person
from training.assignments.audience import Audience
from training.assignments.models import Assignment
from training.assignments.rules import Rules
from training.assignments.service import require
from training.audit import AuditEvent
from training.db import Base, Database
from training.errors import InputRefused, NotReady
from training.flows.import_roster import import_roster, plan_roster
from training.outbox import OutboxMessage
from training.people.models import Employee, Employment, RoleGrant
from training.people.queries import person as person_with_id
from training.people.queries import person_by_login
from training.people.roster.plan import RosterPlan

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def bring(
    db: Session, *people: dict[str, str], source: str = "contractors", **more: object
) -> RosterPlan:
    settings: dict[str, object] = {"allow_leavers": 0, "by": None, "now": NOW, "today": TODAY}
    return import_roster(db, file_of(people), source=source, **(settings | more))  # type: ignore[arg-type]


def found(db: Session, number: str, today: date = TODAY) -> Employee:
    return db.scalars(select(Employee).where(Employee.number == number)).one()


def history(db: Session, number: str) -> list[Employment]:
    rows = select(Employment).join(Employee, Employee.id == Employment.employee_id)
    newest_last = (Employment.from_day, Employment.recorded)
    return list(db.scalars(rows.where(Employee.number == number).order_by(*newest_last)))


def sizes(db: Session) -> dict[str, int]:
    tables = [each for each in Base.metadata.sorted_tables if each.name != "training_audit"]
    return {each.name: db.scalar(select(func.count()).select_from(each)) or 0 for each in tables}


def events(db: Session) -> list[AuditEvent]:
    act = "people:roster:imported"
    return list(db.scalars(select(AuditEvent).where(AuditEvent.act == act).order_by("id")))


TEAM = [
    person("C1", first_name="Chi", email="chi@city.example", language="es", supervisor="C2"),
    person("C2", first_name="Bo", department="YFS", division="EHS", hire_date="2/1/2026"),
    person("C3", first_name="Cy", supervisor="1003", kind="contractor", site="Main"),
]


def test_people_are_added_with_their_employment(db: Session, cast: Cast) -> None:
    assert bring(db, *TEAM).counts["added"] == 3
    chi = person_by_login(db, "chi@city.example", now=NOW, today=TODAY)
    assert chi is not None
    assert (chi.name, chi.number, chi.language, chi.active) == ("Chi Learner", "C1", "es", True)
    assert chi.lineage == ("public-library",)
    (bo,) = history(db, "C2")
    assert (bo.department_id, bo.hired) == (cast.early_head_start.id, date(2026, 2, 1))
    assert (bo.from_day, bo.recorded, bo.source) == (TODAY, NOW, "contractors")
    assert history(db, "C1")[0].supervisor_id == found(db, "C2").id
    assert history(db, "C3")[0].supervisor_id == cast.lia.id


def test_running_it_twice_changes_nothing(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    before = sizes(db)
    again = bring(db, *TEAM, now=NOW + DAY, today=TODAY + DAY)
    assert again.changes == ()
    assert again.unchanged == 3
    assert sizes(db) == before


def test_every_change_appends_and_nothing_is_lost(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    first = history(db, "C3")
    moved = [*TEAM[:2], TEAM[2] | {"department": "ABQR", "last_name": "Cole"}]
    plan = bring(db, *moved, now=NOW + DAY, today=TODAY + DAY)
    assert [(each.number, each.kind, each.fields) for each in plan.changes] == [
        ("C3", "moved", ("last_name", "department"))
    ]
    rows = history(db, "C3")
    assert rows[0].id == first[0].id
    assert [each.department_id for each in rows] == [cast.library.id, cast.transit.id]
    cy = found(db, "C3")
    assert cy.last_name == "Cole"
    then = person_with_id(db, cy.id, now=NOW, today=TODAY)
    assert then is not None
    assert then.department == "public-library"


def test_a_name_changes_in_place_and_appends_nothing(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    bring(db, TEAM[0] | {"preferred_name": "Chichi"}, *TEAM[1:], now=NOW + DAY, today=TODAY + DAY)
    assert len(history(db, "C1")) == 1
    assert found(db, "C1").name == "Chichi Learner"


def test_two_words_on_one_day_both_stay_and_the_last_counts(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    for site in ("East", "West", "East"):
        # The clock stands still, or was even set back.
        bring(db, *TEAM[:2], TEAM[2] | {"site": site}, now=NOW - HOUR)
    rows = history(db, "C3")
    assert [each.site for each in rows] == ["Main", "East", "West", "East"]
    assert bring(db, *TEAM[:2], TEAM[2] | {"site": "East"}).changes == ()


def test_the_language_somebody_chose_wins_over_the_file(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    found(db, "C1").language = "en"
    db.flush()
    bring(db, TEAM[0] | {"last_name": "Changed"}, *TEAM[1:])
    assert found(db, "C1").language == "en"


def test_who_leaves_and_returns_is_the_same_person(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    person_before = found(db, "C3").id
    left = bring(db, *TEAM[:2], now=NOW + DAY, today=TODAY + DAY, allow_leavers=1)
    assert [each.number for each in left.of("leaves")] == ["C3"]
    gone = person_with_id(db, person_before, now=NOW, today=TODAY + DAY)
    assert gone is not None
    assert not gone.active
    back = bring(db, *TEAM, now=NOW + 2 * DAY, today=TODAY + 2 * DAY)
    assert [each.number for each in back.of("returns")] == ["C3"]
    assert found(db, "C3").id == person_before
    assert [each.active for each in history(db, "C3")] == [True, False, True]


def test_one_sources_file_leaves_the_others_people_alone(db: Session, cast: Cast) -> None:
    assert bring(db, *TEAM).leavers == 0
    lee = person_with_id(db, cast.lee.id, now=NOW, today=TODAY)
    assert lee is not None
    assert lee.active


def test_too_many_leavers_are_refused_unless_allowed(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    before = sizes(db)
    with pytest.raises(InputRefused, match=r"deactivate 2 of 3 people.*--allow-leavers 2"):
        bring(db, TEAM[0] | {"supervisor": ""}, allow_leavers=1)
    assert sizes(db) == before
    bring(db, TEAM[0] | {"supervisor": ""}, allow_leavers=2, now=NOW + HOUR)
    assert [each.active for each in history(db, "C2")] == [True, False]


def test_one_wrong_row_and_nothing_at_all_happens(database: Database, cast: Cast) -> None:
    with database.writing() as db, pytest.raises(InputRefused) as refused:
        bring(db, *TEAM, person("C4", department="ICE"), person("C5", supervisor="nobody"))
    assert [each.where for each in refused.value.problems] == [
        "row 5, department",
        "row 6, supervisor",
    ]
    with database.reading() as db:
        assert db.scalar(select(func.count()).select_from(Employee)) == 5


def test_a_dry_run_says_the_same_and_writes_nothing(db: Session, cast: Cast) -> None:
    before = sizes(db)
    planned = plan_roster(db, file_of(TEAM), source="contractors", today=TODAY)
    assert sizes(db) == before
    assert events(db) == []
    assert planned == bring(db, *TEAM)


@pytest.mark.parametrize("source", ["", "x" * 41])
def test_a_source_needs_a_name(db: Session, cast: Cast, source: str) -> None:
    with pytest.raises(InputRefused, match="1 to 40 characters"):
        plan_roster(db, file_of(TEAM), source=source, today=TODAY)


def test_addresses_are_swapped_and_passed_on(db: Session, cast: Cast) -> None:
    one, two = person("C1", email="one@c.org"), person("C2", email="two@c.org")
    bring(db, one, two)
    bring(db, one | {"email": "two@c.org"}, two | {"email": "one@c.org"}, now=NOW + HOUR)
    assert [found(db, each).email for each in ("C1", "C2")] == ["two@c.org", "one@c.org"]
    new = person("C3", email="one@c.org")
    bring(db, one | {"email": "two@c.org"}, new, now=NOW + DAY, allow_leavers=1)
    assert [found(db, each).email for each in ("C2", "C3")] == [None, "one@c.org"]


def test_assignments_follow_the_roster(db: Session, cast: Cast) -> None:
    require(db, "core", Audience(), rules=Rules(due=TODAY), by=None, now=NOW, today=TODAY)
    bring(db, *TEAM)
    bring(db, *TEAM[:2], now=NOW + DAY, today=TODAY + DAY, allow_leavers=1)
    numbers = select(Employee.number).join(Assignment, Assignment.employee_id == Employee.id)
    still = db.scalars(numbers.where(Assignment.to_at.is_(None), Employee.number.like("C%")))
    assert sorted(still) == ["C1", "C2"]


def test_a_liaison_who_leaves_or_moves_alerts_oei_that_day(db: Session, cast: Cast) -> None:
    bring(db, *TEAM)
    chi, cy = found(db, "C1"), found(db, "C3")
    for who in (chi, cy):
        grant(db, who, "liaison", cast.library)
    gone = [TEAM[0] | {"department": "ABQR", "supervisor": ""}, TEAM[1]]
    bring(db, *gone, now=NOW + DAY, today=TODAY + DAY, allow_leavers=1)
    told = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "liaison-left")).all()
    assert [each.payload["administrator"] for each in told] == [cast.olga.id] * 2
    assert {each.due for each in told} == {NOW + DAY}
    ended = db.scalars(select(RoleGrant).where(RoleGrant.to_at == NOW + DAY)).all()
    assert {each.employee_id for each in ended} == {chi.id, cy.id}


def test_an_import_is_on_record(db: Session, cast: Cast) -> None:
    bring(db, *TEAM, by=cast.olga.id)
    (event_,) = events(db)
    assert event_.actor == cast.olga.id
    assert (event_.facts["source"], event_.facts["added"], event_.facts["leaves"]) == (
        "contractors",
        3,
        0,
    )
    assert len(event_.facts["file"]) == 64


def test_people_of_hr_are_changed_by_hrs_file(db: Session, cast: Cast) -> None:
    move(db, cast.max, cast.transit, active=False, since=TODAY)
    columns = ("employee_number", "first_name", "last_name", "department")
    rows = [
        person("1001", first_name="Ada", last_name="Author", department="OEI"),
        person("1002", department="abq-ride"),
        person("1003", first_name="Lia", last_name="Liaison", department="LIB"),
        person("1004", first_name="Max", last_name="Mover", department="ABQR"),
        person("1005", first_name="Olga", last_name="Organizer", department="OEI"),
    ]
    plan = plan_roster(db, file_of(rows, columns=columns), today=TODAY)
    assert [(each.number, each.kind) for each in plan.changes] == [
        ("1002", "moved"),
        ("1004", "returns"),
    ]


def statements(database: Database, people: int, now: datetime) -> int:
    seen: list[str] = []

    def note(*each: object) -> None:
        seen.append(str(each[2]))

    with database.writing() as db:
        event.listen(database.engine, "before_cursor_execute", note)
        rows = (person(f"P{n}", email=f"p{n}@c.org" if n % 2 else "") for n in range(people))
        bring(db, *rows, now=now)
        event.remove(database.engine, "before_cursor_execute", note)
        db.rollback()
    return len(seen)


def test_statements_do_not_grow_with_people(database: Database, cast: Cast) -> None:
    few, many = statements(database, 5, NOW), statements(database, 500, NOW)
    assert few == many <= 20


def test_two_imports_at_once_come_one_after_the_other(database: Database, cast: Cast) -> None:
    together = threading.Barrier(4)
    refused: list[Exception] = []

    def run() -> None:
        together.wait()
        try:
            with database.writing() as db:
                bring(db, *TEAM)
                db.commit()
        except Exception as error:
            refused.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert refused == []
    with database.reading() as db:
        assert [len(history(db, each)) for each in ("C1", "C2", "C3")] == [1, 1, 1]
        assert sorted(each.facts["added"] for each in events(db)) == [0, 0, 0, 3]


def test_a_requirement_set_during_an_import_waits_for_its_people(
    database: Database, cast: Cast
) -> None:
    def ask(db: Session) -> int:
        due = date(2026, 12, 15)
        return require(
            db, "core", Audience(), rules=Rules(due=due), by=None, now=NOW, today=TODAY
        ).joined

    with database.writing() as db:
        bring(db, *TEAM)
        db.commit()
    move_one = [{**TEAM[0], "department": "ABQ RIDE"}, *TEAM[1:], person("C9")]
    assert overlapping(database, lambda db: bring(db, *move_one), kept(database, ask)) == 9

    with database.writing() as db:
        ask(db)
        db.commit()
    joining = kept(database, lambda db: bring(db, *move_one, person("C10")))
    overlapping(database, ask, joining)
    with database.reading() as db:
        assert len(db.scalars(select(Assignment)).all()) == 10


def test_only_the_columns_of_a_roster_are_kept(db: Session, cast: Cast) -> None:
    rows = [TEAM[1] | {"Home phone": "505-555-0100"}]
    data = file_of(rows, columns=[*COLUMNS, "Home phone"])
    assert plan_roster(db, data, source="contractors", today=TODAY).ignored == ("Home phone",)


def test_without_departments_it_says_what_to_do_first(db: Session) -> None:
    with pytest.raises(NotReady, match="training content publish"):
        plan_roster(db, b"employee_number\n1\n", today=TODAY)

from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.staff import ask, certify, counted, hire, publish_core
from training.assignments.models import Assignment, Excuse
from training.assignments.reminders.messages import NOT_NOW
from training.assignments.reminders.plan import Chosen
from training.db import Database
from training.flows.queue_reminders import queue_reminders
from training.outbox import OutboxMessage, claim, sent
from training.people.models import Employee, Employment
from training.settings import put_setting

ZONE = ZoneInfo("America/Denver")
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TUESDAY = TODAY + DAY


@pytest.fixture
def city(db: Session, cast: Cast, tmp_path: Path) -> Cast:
    """Everybody in the library was asked on Monday, due in two weeks."""
    publish_core(db, tmp_path)
    ask(db, "public-library", due=TODAY + 14 * DAY)
    return cast


def queue(db: Session, day: date, *, hour: int = 0) -> dict[int, OutboxMessage]:
    """The messages of a day, by whom they are for."""
    at = datetime(day.year, day.month, day.day, hour, 10, tzinfo=ZONE)
    queue_reminders(db, now=at, today=day, zone=ZONE)
    found = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "reminder"))
    return {each.payload["employee"]: each for each in found if each.payload["day"] == f"{day}"}


def send(db: Session, day: date, answer: str = "accepted") -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=ZONE)
    for each in claim(db, now=at, most=1000):
        sent(db, each, answer, now=at)
    db.flush()


def set_up(db: Session, chosen: Chosen) -> None:
    for key, value in chosen.stored().items():
        put_setting(db, key, value, by=None, now=NOW)


def about(message: OutboxMessage) -> list[str]:
    return [occasion for _, occasion, _ in message.payload["about"]]


def test_everybody_asked_hears_of_it_once_in_the_morning(db: Session, city: Cast) -> None:
    first = queue(db, TUESDAY)
    assert first.keys() == {city.lee.id, city.lia.id}
    assert about(first[city.lee.id]) == ["assigned"]
    assert first[city.lee.id].due.astimezone(ZONE).isoformat()[:16] == f"{TUESDAY}T07:30"
    queue(db, TUESDAY)
    send(db, TUESDAY)
    assert queue(db, TUESDAY + DAY) == {}
    assert len(db.scalars(select(OutboxMessage)).all()) == 2


def test_the_weeks_of_somebody_who_does_nothing_and_then_does_it(db: Session, city: Cast) -> None:
    set_up(db, Chosen(before=(7, 3), every=1))
    heard = {}
    for day in (TODAY + n * DAY for n in range(30)):
        if city.lee.id in (found := queue(db, day)):
            heard[(day - TODAY).days] = about(found[city.lee.id])
        send(db, day)
    assert heard == {1: ["assigned"], 7: ["before"], 11: ["before"], 14: ["due"]} | {
        15: ["overdue"],
        22: ["overdue"],
        29: ["overdue"],
    }
    certify(db, city.lee, issued=NOW)
    assert city.lee.id not in queue(db, TODAY + 36 * DAY)


def test_what_came_too_late_is_said_on_the_next_working_day(db: Session, city: Cast) -> None:
    queue(db, TUESDAY)
    send(db, TUESDAY, NOT_NOW)
    assert about(queue(db, TUESDAY + DAY)[city.lee.id]) == ["assigned"]


def test_what_waits_since_an_earlier_day_does_not_keep_today_s_back(
    db: Session, city: Cast
) -> None:
    queue(db, TUESDAY)
    assert about(queue(db, TUESDAY + DAY)[city.lee.id]) == ["assigned"]


@pytest.mark.parametrize(("day", "hour"), [(TODAY + 5 * DAY, 9), (TUESDAY, 18)])
def test_nobody_is_written_to_at_the_weekend_or_after_hours(
    db: Session, city: Cast, day: date, hour: int
) -> None:
    assert queue(db, day, hour=hour) == {}


def test_whoever_is_excused_or_has_no_address_hears_nothing(db: Session, city: Cast) -> None:
    db.get_one(Employee, city.lia.id).email = None
    db.add(
        Excuse(
            employee_id=city.lee.id,
            certificate=None,
            from_day=TODAY,
            to_day=TODAY + WEEK,
            by=city.olga.id,
            at=NOW - DAY,
        )
    )
    db.flush()
    assert queue(db, TUESDAY) == {}


def test_a_supervisor_then_a_liaison_hears_of_those_long_overdue_once_a_week(
    db: Session, city: Cast
) -> None:
    lee = db.scalars(select(Employment).where(Employment.employee_id == city.lee.id)).one()
    lee.supervisor_id = city.max.id
    certify(db, city.lia)
    set_up(db, Chosen(supervisor=2, liaison=3))
    db.execute(update(Assignment).values(due=TODAY - 13 * DAY))
    told = {}
    for day in (TODAY + n * DAY for n in range(16)):
        found = queue(db, day)
        told[(day - TODAY).days] = sorted(
            who for who, each in found.items() if each.payload["told"]
        )
        send(db, day)
    assert {day: who for day, who in told.items() if who} == {
        1: [city.max.id],
        8: sorted([city.max.id, city.lia.id]),
        15: sorted([city.max.id, city.lia.id]),
    }


def test_two_workers_queue_everybody_once(database: Database, cast: Cast, tmp_path: Path) -> None:
    with database.writing() as db:
        publish_core(db, tmp_path)
        for each in hire(db, cast.library, 30):
            each.email = f"{each.number}@cabq.example"
        ask(db, "public-library", due=TODAY + 14 * DAY)
        db.commit()
    start = Barrier(2)

    def work() -> None:
        start.wait(10)
        with database.writing() as db:
            queue_reminders(db, now=NOW, today=TODAY, zone=ZONE)
            db.commit()

    workers = [Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    with database.reading() as db:
        keys = db.scalars(select(OutboxMessage.key)).all()
    assert len(keys) == 32
    assert len(set(keys)) == 32


def test_the_statements_do_not_grow_with_the_people(
    database: Database, db: Session, city: Cast
) -> None:
    def statements(*, more: int, start: int) -> int:
        for each in hire(db, city.library, more, start=start):
            each.email = f"{each.number}@cabq.example"
        ask(db, "public-library", due=TODAY + 14 * DAY)
        with counted(database.engine) as sent_ones:
            assert queue_reminders(db, now=NOW, today=TODAY, zone=ZONE) >= more
        return len(sent_ones)

    statements(more=1, start=0)  # the texts are read once, then kept
    assert statements(more=1, start=1) == statements(more=60, start=2)

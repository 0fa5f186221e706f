from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, employee, move
from tests.staff import ask, publish_core
from training.assignments.queries import assignments_of
from training.flows.begin_day import begin_day
from training.outbox import OutboxMessage
from training.people.models import Employment, RoleGrant

DAY = timedelta(days=1)
TOMORROW = TODAY + DAY


def begin(db: Session, day: date) -> None:
    begin_day(db, now=NOW + (day - TODAY), today=day)


def test_a_liaison_whose_last_day_was_yesterday_is_reported_without_an_import(
    db: Session, cast: Cast
) -> None:
    move(db, cast.lia, cast.library, since=TODAY, recorded=NOW).ended = TODAY
    db.flush()
    held = db.scalars(select(RoleGrant).where(RoleGrant.employee_id == cast.lia.id)).one()
    begin(db, TODAY)
    assert held.to_at is None
    for _ in range(2):
        begin(db, TOMORROW)
    assert held.to_at == NOW + DAY
    told = db.scalars(select(OutboxMessage)).one()
    assert (told.kind, told.payload["administrator"]) == ("liaison-left", cast.olga.id)


def test_whoever_starts_today_is_asked_for_what_is_asked_of_all(
    db: Session, cast: Cast, tmp_path: Path
) -> None:
    publish_core(db, tmp_path)
    new = employee(db, "Nia", "New", "7001", cast.library)
    work = db.scalars(select(Employment).where(Employment.employee_id == new.id)).one()
    work.hired = TOMORROW
    db.flush()
    ask(db)
    begin(db, TODAY)
    assert assignments_of(db, [new.id]) == []
    begin(db, TOMORROW)
    assert len(assignments_of(db, [new.id])) == 1

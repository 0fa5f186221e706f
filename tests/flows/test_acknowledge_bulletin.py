"""Who is shown a bulletin, and that reading it once is enough."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast
from tests.flows.bulletins import shown
from tests.flows.proposing import who
from tests.staff import ask, certify, counted, publish_core
from training.content.bulletins.queries import bulletin
from training.content.bulletins.service import end
from training.content.models import Bulletin
from training.flows.acknowledge_bulletin import acknowledge_bulletin
from training.learning.models import Acknowledgement
from training.people.models import Employee
from training.reporting.bulletins import readers, unread


@pytest.fixture(autouse=True)
def _published(db: Session, cast: Cast, tmp_path: Path) -> None:
    publish_core(db, tmp_path)


def waits_for(db: Session, someone: Employee) -> list[int]:
    found = unread(db, who(db, someone), now=NOW, today=TODAY)
    return [each.bulletin.id for each in found]


def read(db: Session, someone: Employee, made: Bulletin) -> bool:
    return acknowledge_bulletin(db, who(db, someone), made.id, now=NOW, today=TODAY)


def test_whoever_must_hold_or_holds_a_certificate_that_asks_for_the_module_is_shown_it(
    db: Session, cast: Cast
) -> None:
    made = shown(db, cast)
    assert waits_for(db, cast.lee) == waits_for(db, cast.max) == []
    ask(db, "public-library")
    certify(db, cast.max)
    assert waits_for(db, cast.lee) == waits_for(db, cast.max) == [made.id]
    assert waits_for(db, cast.olga) == []


def test_reading_it_once_is_enough_and_nobody_reads_what_is_not_for_them(
    db: Session, cast: Cast
) -> None:
    ask(db, "public-library")
    made = shown(db, cast)
    assert read(db, cast.lee, made)
    assert not read(db, cast.lee, made)
    assert not read(db, cast.max, made)
    rows = db.scalars(select(Acknowledgement))
    assert [(each.employee_id, each.at) for each in rows] == [(cast.lee.id, NOW)]
    assert waits_for(db, cast.lee) == []


def test_what_has_ended_is_shown_to_nobody(db: Session, cast: Cast) -> None:
    ask(db)
    made = shown(db, cast)
    assert waits_for(db, cast.lee) == [made.id]
    end(db, made.id, by=cast.ada.id, now=NOW - timedelta(seconds=1))
    assert waits_for(db, cast.lee) == []


def test_readers_are_counted_by_department_and_a_liaison_sees_their_own(
    db: Session, cast: Cast
) -> None:
    ask(db)
    made = shown(db, cast)
    read(db, cast.lee, made)
    found = readers(db, bulletin(db, made.id), within=None, now=NOW, today=TODAY)
    assert {row.department.slug: (row.people, row.read) for row in found} == {
        "public-library": (2, 1),
        "abq-ride": (1, 0),
        "equity-inclusion": (2, 0),
    }
    own = frozenset({cast.library.id})
    (row,) = readers(db, bulletin(db, made.id), within=own, now=NOW, today=TODAY)
    assert (row.people, row.read) == (2, 1)


def test_asking_who_has_yet_to_read_takes_one_statement(db: Session, cast: Cast) -> None:
    ask(db)
    shown(db, cast)
    lee = who(db, cast.lee)
    unread(db, lee, now=NOW, today=TODAY)
    with counted(db.get_bind().engine) as statements:
        unread(db, lee, now=NOW, today=TODAY)
    assert len(statements) == 1

"""The sealer takes every event exactly once, whatever order they are committed in."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.audit.chain import act, from_one, seal_everything
from tests.cast import NOW
from training.audit import AuditEvent, AuditSeal
from training.audit.hashing import GENESIS
from training.audit.sealing import (
    MOST,
    PATIENCE,
    Tip,
    is_waiting,
    seal_next,
    still_to_come,
    waiting,
    waiting_since,
)
from training.audit.verifying import faults
from training.db import Database


def sealed(db: Session) -> list[int]:
    rows = db.scalars(select(AuditSeal.rows).order_by(AuditSeal.id))
    return [each[0] for seal in rows for each in seal]


def test_a_seal_follows_the_one_before_it(db: Session) -> None:
    act(db, 3)
    first = seal_next(db, now=NOW)
    act(db, 2)
    second = seal_next(db, now=NOW)
    assert first
    assert second
    assert first.previous == GENESIS
    assert second.previous == first.hash
    assert (second.first, second.last) == (first.last + 1, first.last + 2)


def test_nothing_new_makes_no_seal(db: Session) -> None:
    assert seal_next(db, now=NOW) is None
    act(db, 1)
    assert is_waiting(db)
    assert waiting(db) == 1
    assert waiting_since(db) == NOW
    assert seal_next(db, now=NOW)
    assert not is_waiting(db)
    assert waiting(db) == 0
    assert waiting_since(db) is None
    assert seal_next(db, now=NOW) is None


def test_a_backlog_becomes_several_seals(db: Session) -> None:
    db.add_all(
        AuditEvent(at=NOW, actor=None, act="people:employee:signed-in", facts={})
        for _each in range(MOST + 5)
    )
    assert seal_everything(db) == 2
    assert len(sealed(db)) == MOST + 5
    assert list(faults(db)) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_an_act_that_commits_late_comes_into_a_later_seal(database: Database) -> None:
    with database.writing() as slow, database.writing() as quick, database.writing() as sealer:
        act(slow, 1)
        act(quick, 2, first=1)
        quick.commit()
        assert seal_next(sealer, now=NOW)
        sealer.commit()
        assert list(faults(sealer)) == []
        sealer.commit()
        slow.commit()
        assert waiting(sealer) == 1
        assert list(faults(sealer)) == []
        assert seal_next(sealer, now=NOW)
        act(sealer, 1, first=3)
        assert seal_next(sealer, now=NOW)
        assert sorted(sealed(sealer)) == sorted(sealer.scalars(select(AuditEvent.id)))
        assert len(set(sealed(sealer))) == 4
        assert sealed(sealer) != sorted(sealed(sealer))
        assert list(faults(sealer)) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_what_was_rolled_back_is_waited_for_a_day(db: Session) -> None:
    from_one(db)
    act(db, 1)
    db.commit()
    act(db, 1)
    db.rollback()
    act(db, 1)
    seal = seal_next(db, now=NOW)
    assert seal
    assert [each[:2] for each in seal.late] == [(2, 2)]
    act(db, 1)
    later = seal_next(db, now=NOW + PATIENCE)
    assert later
    assert later.late == []
    assert list(faults(db)) == []


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_two_sealers_do_not_both_seal(database: Database) -> None:
    with database.writing() as one, database.writing() as other:
        act(one, 2)
        one.commit()
        assert seal_next(one, now=NOW)
        assert seal_next(other, now=NOW) is None
        one.commit()
        assert seal_next(other, now=NOW) is None
        act(other, 1)
        assert seal_next(other, now=NOW)


def test_skipped_ids_are_remembered_until_they_come_or_cannot() -> None:
    tip = Tip("", 10, ((4, 6, NOW.isoformat()), (8, 8, (NOW - PATIENCE).isoformat())))
    later = NOW + timedelta(hours=1)
    assert still_to_come(tip, [5, 12, 14], later) == [
        (4, 4, NOW.isoformat()),
        (6, 6, NOW.isoformat()),
        (11, 11, later.isoformat()),
        (13, 13, later.isoformat()),
    ]
    assert still_to_come(tip, [4, 5, 6], later) == []


@pytest.mark.parametrize("table", ["training_audit", "training_audit_seal"])
@pytest.mark.parametrize("attempt", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_itself_refuses_changes(db: Session, table: str, attempt: str) -> None:
    act(db, 1)
    assert seal_next(db, now=NOW)
    db.commit()
    if "TRUNCATE" in attempt and db.get_bind().dialect.name == "sqlite":
        return  # it has no such statement
    with pytest.raises(DBAPIError, match="append-only"):
        db.execute(text(attempt.format(table)))

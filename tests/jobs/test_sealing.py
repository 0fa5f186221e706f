"""The loop that seals: within seconds, by itself, and again after a database that was away."""

import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.audit.chain import act
from tests.cast import NOW
from training.audit.head import read_head
from training.audit.sealing import is_waiting
from training.audit.verifying import faults
from training.db import Database
from training.jobs import sealing
from training.jobs.sealing import HEAD, audit_key, seal_all, seal_forever


def test_everything_is_sealed_and_the_head_is_kept(database: Database, tmp_path: Path) -> None:
    assert seal_all(database, tmp_path, lambda: NOW) == 0
    assert not (tmp_path / HEAD).exists()
    with database.writing() as db:
        act(db, 3)
        db.commit()
    assert seal_all(database, tmp_path, lambda: NOW) == 1
    assert seal_all(database, tmp_path, lambda: NOW) == 0
    head = read_head((tmp_path / HEAD).read_text(), audit_key(tmp_path))
    with database.reading() as db:
        assert list(faults(db, head)) == []


def test_an_act_is_sealed_within_five_seconds(database: Database, tmp_path: Path) -> None:
    stop = Event()
    clock = lambda: datetime.now(UTC)  # noqa: E731
    loop = Thread(target=seal_forever, args=(database, tmp_path, clock, stop))
    loop.start()
    try:
        for _round in range(2):
            with database.writing() as db:
                act(db, 1)
                db.commit()
            begun = time.monotonic()
            while _waiting(database):
                assert time.monotonic() - begun < 5
                time.sleep(0.05)
    finally:
        stop.set()
        loop.join(10)


def test_a_database_that_is_away_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sealing, "PULSE", 0.01)
    away = Database(f"sqlite:///{tmp_path}/nowhere/training.sqlite")
    stop = Event()
    loop = Thread(target=seal_forever, args=(away, tmp_path, lambda: NOW, stop))
    loop.start()
    until = time.monotonic() + 10
    while caplog.text.count("cannot be sealed") < 2 and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    loop.join(10)
    assert caplog.text.count("cannot be sealed") >= 2
    away.dispose()


def _waiting(database: Database) -> bool:
    with database.reading() as db:
        return is_waiting(db)

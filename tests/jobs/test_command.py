"""The loop as its own process, told to end and killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.cast import Cast
from tests.credentials.earned import issued
from tests.jobs.inbox import mails
from training.config import Config
from training.db import Database
from training.jobs.loop import run_once
from training.jobs.mail import message_id
from training.outbox import LEASE, Delivery, Message, OutboxMessage, enqueue

MANY = 20
COMMAND = (
    "import os; from training.cli.context import Context; from training.cli.jobs import jobs;"
    "from training.config import Config; jobs(obj=Context(Config.read(os.environ), None))"
)


@pytest.fixture
def settings(config: Config, database: Database) -> Config:
    """Settings that name the test's database."""
    return replace(config, database_url=database.engine.url.render_as_string(hide_password=False))


@pytest.fixture
def waiting(database: Database, cast: Cast) -> None:
    """Mails that are due."""
    with database.writing() as db:
        payload = {"credential": issued(db, cast).id}
        due = datetime.now(UTC) - timedelta(minutes=5)
        enqueue(db, [Message(f"mail:{n}", "certificate-issued", due, payload) for n in range(MANY)])
        db.commit()


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start(settings: Config) -> Iterator[Start]:
    """Starts the command; whatever still runs at the end is killed."""
    names = ("instance", "database_url", "content", "public_url", "mail_from")
    environment = {f"TRAINING_{each.upper()}": str(getattr(settings, each)) for each in names}
    begun: list[subprocess.Popen[bytes]] = []

    def begin(*options: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", COMMAND, *options],
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
        )
        begun.append(process)
        return process

    yield begin
    for each in begun:
        each.kill()
        each.wait(10)


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


def sent(settings: Config) -> int:
    return len(list((settings.instance / "mail").glob("*.eml")))


def done(database: Database) -> int:
    with database.reading() as db:
        finished = select(func.count()).where(OutboxMessage.done.is_not(None))
        return db.scalar(finished) or 0


def test_it_ends_when_told_to_with_nothing_half_done(
    database: Database, settings: Config, waiting: None, start: Start
) -> None:
    process = start()
    wait_for(lambda: sent(settings) > 3)
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert sent(settings) == done(database)


def test_killed_at_any_moment_it_loses_nothing(
    database: Database, settings: Config, waiting: None, start: Start
) -> None:
    for enough in (1, 8):
        process = start()
        wait_for(lambda enough=enough: sent(settings) >= enough)  # type: ignore[misc]
        process.kill()
        process.wait(10)
    later = datetime.now(UTC) + LEASE + timedelta(seconds=1)
    run_once(database, settings, now=later)
    assert done(database) == MANY
    got = mails(settings)
    assert {each["Message-ID"] for each in got} == {
        message_id(f"mail:{n}", settings) for n in range(MANY)
    }
    assert len(got) == MANY
    with database.reading() as db:
        assert (db.scalar(select(func.count()).select_from(Delivery)) or 0) == MANY


def test_it_ends_when_the_server_beside_it_is_gone(start: Start) -> None:
    process = start("--parent", "1")
    assert process.wait(20) == 0

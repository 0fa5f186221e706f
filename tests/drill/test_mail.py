"""A dead mail server delays mail, a killed job loop repeats one at worst; neither loses any."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from sqlalchemy import select

from bench import city
from bench.journey import filled_in as filled_in_by_hand
from tests.cast import Cast, employee
from tests.drill.conftest import FULL
from tests.drill.learners import filled_in, publish_and_approve
from tests.running import free_port, running, wait_for
from tests.small_content import write_root
from training.config import Config
from training.db import Database
from training.flows.submit_quiz import submit_quiz
from training.jobs.loop import run_once
from training.outbox import Delivery, OutboxMessage
from training.people.queries import person

pytestmark = pytest.mark.drill
KILLS = 25 if FULL else 2
LATER = timedelta(hours=12)


class Postbox:
    """A mail server that takes its time and keeps the Message-ID of all that it took."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        await asyncio.sleep(0.02)
        self.taken.append(str(message_from_bytes(envelope.content or b"")["Message-ID"]))  # type: ignore[arg-type]
        await asyncio.sleep(0.02)
        return "250 OK"


@contextmanager
def mail_server(port: int) -> Iterator[Postbox]:
    """The mail server at a port."""
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def test_a_killed_job_loop_loses_no_mail(
    database: Database, cast: Cast, settings: dict[str, str], tmp_path: Path
) -> None:
    port = free_port()
    settings |= {"TRAINING_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    config, chance = Config.read(settings), random.Random(2)
    _certify(database, cast, config, tmp_path, people=KILLS * 4)
    with mail_server(port) as box:
        for _ in range(KILLS):
            before = len(box.taken)
            with _jobs(settings) as loop:
                wait_for(lambda before=before: len(box.taken) > before)  # type: ignore[misc]
                time.sleep(chance.uniform(0, 0.1))
                loop.kill()
        # What a dead loop had claimed is free again when its lease runs out.
        run_once(database, config, now=datetime.now(UTC) + LATER)
    with database.reading() as db:
        messages = db.scalars(select(OutboxMessage)).all()
        accepted = select(Delivery.outbox_id).where(Delivery.answer.like("accepted%"))
        mailed = set(db.scalars(accepted))
    assert [each.key for each in messages if each.done is None] == []
    assert len(mailed) >= KILLS * 4
    assert len(set(box.taken)) == len(mailed)
    assert len(box.taken) <= len(mailed) + KILLS


def test_without_a_mail_server_a_quiz_is_handed_in_and_mailed_later(
    database: Database, settings: dict[str, str]
) -> None:
    port = free_port()
    settings |= {"TRAINING_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    config = Config.read(settings)
    right = city.found(config, people=2)
    with running(settings) as site:
        hand_in = filled_in_by_hand(site.port, city.learner(1), right)
        assert hand_in().status == 303
        hand_in.browser.close()
        wait_for(lambda: "refused" in " ".join(_answers(database)))
        assert site.job_loop() is not None
        assert site.status() == 200
    with mail_server(port) as box:
        run_once(database, config, now=datetime.now(UTC) + LATER)
    assert box.taken


def _certify(database: Database, cast: Cast, config: Config, folder: Path, *, people: int) -> None:
    """Let people earn a certificate an hour ago; each is mailed theirs."""
    then = datetime.now(UTC) - timedelta(hours=1)
    with database.writing() as db:
        publish_and_approve(db, write_root(folder / "root"), now=then)
        for n in range(people):
            made = employee(db, "Rae", f"Reader{n}", f"R{n}", cast.library)
            who = person(db, made.id, now=then, today=then.date())
            assert who is not None
            attempt = filled_in(db, who, "basics", now=then)
            submit_quiz(db, who, attempt, now=then, config=config)
        db.commit()


@contextmanager
def _jobs(settings: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "training", "jobs"]
    loop = subprocess.Popen(
        command,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield loop
    finally:
        loop.kill()
        loop.wait()


def _answers(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(Delivery.answer)))

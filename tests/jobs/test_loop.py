import logging
import socket
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import select

from tests.cast import NOW, Cast
from tests.credentials.earned import issued
from tests.jobs.conftest import Sink
from tests.jobs.inbox import body, mails
from training import outbox
from training.config import Config
from training.credentials.messages import certificate_issued
from training.db import Database
from training.jobs.loop import run_forever, run_once
from training.jobs.mail import message_id
from training.jobs.rounds import tidy
from training.outbox import LEASE, MOST_TRIES, Delivery, Message, OutboxMessage, enqueue
from training.people.models import Employee, Throttle
from training.people.throttle import service as throttle

LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def serial(database: Database, cast: Cast) -> str:
    """Lee's certificate, its message waiting."""
    with database.writing() as db:
        credential = issued(db, cast)
        enqueue(db, [certificate_issued(credential.id, now=NOW)])
        db.commit()
    return credential.serial


def the_message(database: Database) -> OutboxMessage:
    with database.reading() as db:
        return db.scalars(select(OutboxMessage)).one()


def answers(database: Database) -> list[str]:
    with database.reading() as db:
        return list(db.scalars(select(Delivery.answer).order_by(Delivery.try_number)))


def change_lee(database: Database, cast: Cast, **changes: str | None) -> None:
    with database.writing() as db:
        lee = db.get_one(Employee, cast.lee.id)
        for name, value in changes.items():
            setattr(lee, name, value)
        db.commit()


def no_server() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"smtp://127.0.0.1:{free.getsockname()[1]}"


def test_a_certificate_is_told_once_with_a_link_and_without_the_pdf(
    database: Database, config: Config, serial: str
) -> None:
    assert run_once(database, config, now=NOW) == 1
    assert run_once(database, config, now=LATER) == 0
    (mail,) = mails(config)
    assert mail["Subject"] == "Your certificate: Immigrant Protection: Core"
    address = f"https://city.example.gov/staff/certificates/{serial}"
    assert address in body(mail, "plain")
    assert f'href="{address}"' in body(mail, "html")
    assert not list(mail.iter_attachments())
    assert the_message(database).done == NOW
    assert answers(database) == ["written to certificate-issued-1.eml"]


def test_it_is_written_in_the_readers_language(
    database: Database, config: Config, serial: str, cast: Cast
) -> None:
    change_lee(database, cast, language="es")
    run_once(database, config, now=NOW)
    (mail,) = mails(config)
    assert mail["Subject"] == "Su certificado: Protección a inmigrantes: fundamentos"
    assert mail["Content-Language"] == "es"
    assert "miércoles, 4 de noviembre de 2026" in body(mail, "plain")


def test_a_name_is_never_mark_up(
    database: Database, config: Config, serial: str, cast: Cast
) -> None:
    change_lee(database, cast, preferred_name="*Ann* <b>")
    run_once(database, config, now=NOW)
    (mail,) = mails(config)
    assert "Hello *Ann* <b> Learner," in body(mail, "plain")
    assert "Hello *Ann* &lt;b&gt; Learner," in body(mail, "html")


def test_a_demonstration_says_so(database: Database, config: Config, serial: str) -> None:
    run_once(database, replace(config, demonstration=True), now=NOW)
    (mail,) = mails(config)
    for kind in ("plain", "html"):
        assert "This is a demonstration" in body(mail, kind)


def test_nobody_is_written_to_without_an_address(
    database: Database, config: Config, serial: str, cast: Cast
) -> None:
    change_lee(database, cast, email=None)
    run_once(database, config, now=NOW)
    assert mails(config) == []
    assert the_message(database).done == NOW
    assert answers(database) == ["no e-mail address"]


def test_what_a_killed_worker_had_claimed_is_sent_when_its_lease_runs_out(
    database: Database, config: Config, serial: str, sink: Sink
) -> None:
    with_server = replace(config, smtp_url=sink.url)
    with database.writing() as db:
        outbox.claim(db, now=NOW, most=1)
        db.commit()
    assert run_once(database, with_server, now=NOW) == 0
    assert run_once(database, with_server, now=LATER) == 1
    assert [each["Message-ID"] for each in sink.got] == [message_id("certificate-issued:1", config)]


@pytest.mark.parametrize("with_server", [True, False])
def test_dying_after_sending_sends_again_under_the_same_id(
    database: Database,
    config: Config,
    serial: str,
    sink: Sink,
    with_server: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = replace(config, smtp_url=sink.url if with_server else "")

    def die(*_: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("training.jobs.loop._settle", die)
        with pytest.raises(SystemExit):
            run_once(database, settings, now=NOW)
    assert run_once(database, settings, now=LATER) == 1
    ids = [each["Message-ID"] for each in (sink.got if with_server else mails(config))]
    assert set(ids) == {message_id("certificate-issued:1", config)}
    assert len(ids) == (2 if with_server else 1)
    assert the_message(database).done == LATER


def test_who_was_overtaken_leaves_the_record_to_the_other(
    database: Database, config: Config, serial: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*_: object, **__: object) -> str:
        with database.writing() as db:
            outbox.claim(db, now=LATER, most=1)
            db.commit()
        return "at last"

    monkeypatch.setattr("training.jobs.loop.deliver", slowly)
    run_once(database, config, now=NOW)
    assert the_message(database).done is None
    assert answers(database) == []


def test_two_workers_never_claim_the_same_message(database: Database, config: Config) -> None:
    with database.writing() as db:
        kinds = [Message(key=f"none:{n}", kind="none", due=NOW) for n in range(30)]
        enqueue(db, kinds)
        db.commit()
    start = Barrier(2)
    tried: list[int] = []

    def work() -> None:
        start.wait(10)
        tried.append(run_once(database, config, now=NOW))

    workers = [Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sum(tried) == 30
    assert len(answers(database)) == 30


def test_without_a_mail_server_it_is_tried_again_later_each_time_until_it_is_dead(
    database: Database, config: Config, serial: str
) -> None:
    nowhere = replace(config, smtp_url=no_server())
    now, pauses = NOW, []
    for _ in range(MOST_TRIES):
        assert run_once(database, nowhere, now=now) == 1
        assert run_once(database, nowhere, now=now) == 0
        due = the_message(database).due
        pauses.append(int((due - now).total_seconds() // 60))
        now = due
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert run_once(database, nowhere, now=now + timedelta(days=9)) == 0
    assert the_message(database).dead is not None
    assert all("ConnectionRefusedError" in each for each in answers(database))


def test_a_refusal_is_kept_in_the_servers_own_words(
    database: Database, config: Config, serial: str, sink: Sink
) -> None:
    with_server = replace(config, smtp_url=sink.url)
    sink.answer = "451 Try again later"
    run_once(database, with_server, now=NOW)
    sink.answer = "250 OK"
    run_once(database, with_server, now=LATER)
    assert answers(database) == ["451 Try again later", "accepted by 127.0.0.1"]
    assert len(sink.got) == 1


def test_a_message_that_cannot_be_worded_does_not_stop_the_others(
    database: Database, config: Config, serial: str
) -> None:
    with database.writing() as db:
        enqueue(
            db,
            [
                Message(key="a", kind="unheard-of", due=NOW - timedelta(1)),
                Message(key="b", kind="certificate-issued", due=NOW, payload={"credential": 99}),
            ],
        )
        db.commit()
    assert run_once(database, config, now=NOW) == 3
    assert len(mails(config)) == 1
    with database.reading() as db:
        left = db.scalars(select(OutboxMessage).where(OutboxMessage.done.is_(None))).all()
    assert {each.key for each in left} == {"a", "b"}


def test_a_message_that_kills_whoever_takes_it_dies_in_the_end(
    database: Database, config: Config, serial: str
) -> None:
    now = NOW
    for _ in range(MOST_TRIES):
        with database.writing() as db:
            outbox.claim(db, now=now, most=1)
            db.commit()
        now += LEASE
    run_once(database, config, now=now)
    assert the_message(database).dead == now
    assert mails(config) == []


def test_a_database_that_does_not_answer_delays_the_loop_and_stop_ends_it(
    tmp_path: Path, config: Config, caplog: pytest.LogCaptureFixture
) -> None:
    nothing = Database(f"sqlite:///{tmp_path / 'missing' / 'training.sqlite'}")
    stop = Event()
    with caplog.at_level(logging.ERROR):
        loop = Thread(target=run_forever, args=(nothing, config, lambda: NOW, stop))
        loop.start()
        for _ in range(100):
            if caplog.records:
                break
            time.sleep(0.05)
        assert loop.is_alive()
        begun = time.monotonic()
        stop.set()
        loop.join(5)
    assert not loop.is_alive()
    assert time.monotonic() - begun < 1
    assert "outbox cannot be read" in caplog.text
    nothing.dispose()


def test_the_loop_sends_what_is_due_until_it_is_stopped(
    database: Database, config: Config, serial: str
) -> None:
    stop = Event()
    loop = Thread(target=run_forever, args=(database, config, lambda: NOW, stop))
    loop.start()
    for _ in range(100):
        if the_message(database).done:
            break
        time.sleep(0.05)
    stop.set()
    loop.join(5)
    assert not loop.is_alive()
    assert len(mails(config)) == 1


def test_tries_that_no_longer_count_are_taken_away(database: Database) -> None:
    with database.writing() as db:
        throttle.count(db, ["somebody"], now=NOW)
        db.commit()
    tidy(database, now=NOW + timedelta(hours=1))
    with database.reading() as db:
        assert db.scalars(select(Throttle)).all() != []
    tidy(database, now=NOW + timedelta(days=1))
    with database.reading() as db:
        assert db.scalars(select(Throttle)).all() == []

"""The loop that empties the outbox: claim, commit, send, write down the answer, commit."""

import logging
import smtplib
from collections.abc import Callable
from datetime import datetime
from threading import Event

from training import outbox
from training.config import Config
from training.db import Database
from training.jobs.mail import deliver, envelope
from training.jobs.messages import compose, mints
from training.jobs.rounds import Rounds
from training.jobs.texts import Unsent
from training.outbox import MOST_TRIES, OutboxMessage

logger = logging.getLogger(__name__)
HEARTBEAT = 1.0
"""Seconds between two looks at an empty outbox."""
LONGEST_PAUSE = 60.0
"""Seconds between two tries at a database that does not answer."""


def run_once(database: Database, config: Config, *, now: datetime) -> int:
    """Send what is due at an instant; how many messages were tried."""
    tried = 0
    while send_next(database, config, lambda: now):
        tried += 1
    return tried


def run_forever(
    database: Database, config: Config, clock: Callable[[], datetime], stop: Event
) -> None:
    """Send messages as they fall due until `stop` is set; a message begun is finished first.

    A database that does not answer delays the loop, longer each time, and never ends it.
    """
    failures = 0
    rounds = Rounds(database, config)
    while not stop.is_set():
        try:
            rounds.go(clock)
            worked = send_next(database, config, clock)
        except Exception:
            failures += 1
            pause = min(2.0 ** min(failures, 10), LONGEST_PAUSE)
            logger.exception("The outbox cannot be read; the next try is in %d s", pause)
            stop.wait(pause)
        else:
            failures = 0
            if not worked:
                stop.wait(HEARTBEAT)


def send_next(database: Database, config: Config, clock: Callable[[], datetime]) -> bool:
    """Try the next message that is due; whether there was one.

    No transaction is open while the mail server is spoken to. Dying before the answer is written
    down leaves the lease to run out, and the message goes out again under the same Message-ID.
    """
    with database.writing() as db:
        claimed = outbox.claim(db, now=clock(), most=1)
        db.commit()
    if not claimed:
        return False
    message = claimed[0]
    try:
        answer = _send(database, config, message, clock())
    except Exception as error:
        logger.warning("%s was not sent: %s", message.key, _said(error))
        _settle(database, message, outbox.failed, _said(error), clock())
    else:
        logger.info("%s: %s", message.key, answer)
        _settle(database, message, outbox.sent, answer, clock())
    return True


def _send(database: Database, config: Config, message: OutboxMessage, now: datetime) -> str:
    if message.tries > MOST_TRIES:
        raise RuntimeError("whoever took this message up died every time")
    with database.writing() if mints(message.kind) else database.reading() as db:
        letter = compose(db, message.kind, message.payload, config, now=now)
        db.commit()
    if isinstance(letter, Unsent):
        return letter.answer
    mail = envelope(letter, key=message.key, config=config, now=now)
    return deliver(mail, key=message.key, config=config)


def _settle(
    database: Database,
    claimed: OutboxMessage,
    outcome: Callable[..., None],
    answer: str,
    now: datetime,
) -> None:
    with database.writing() as db:
        message = db.get(OutboxMessage, claimed.id, with_for_update=True)
        # Whoever was so slow that another took the message over leaves the record to them.
        if message is None or message.tries != claimed.tries or message.done:
            logger.warning("%s was taken over by another worker", claimed.key)
            return
        outcome(db, message, answer, now=now)
        db.commit()


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(why)}" for code, why in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return f"{type(error).__name__}: {error}"


def _text(reason: bytes | str) -> str:
    return reason.decode(errors="replace") if isinstance(reason, bytes) else reason

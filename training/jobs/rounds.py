"""What the loop does beside sending: once an hour it tidies, once a day it begins the day."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from training.assignments.reminders.queries import with_password
from training.config import Config
from training.db import Database
from training.flows.begin_day import begin_day
from training.flows.certify_waiting import certify_waiting
from training.flows.draw_sample import draw_sample
from training.flows.queue_reminders import queue_reminders
from training.people.throttle.service import forget_old

logger = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
"""How often rows that mean nothing any more are taken away, and what failed is tried again."""


@dataclass
class Rounds:
    """When each was done last by this loop; another loop that does it too changes nothing."""

    database: Database
    config: Config
    tidied: datetime | None = None
    begun: date | None = None
    reminded: date | None = None
    tried: datetime | None = None
    certified: datetime | None = None

    def go(self, clock: Callable[[], datetime]) -> None:
        """Do what it is time for."""
        now = clock()
        today = now.astimezone(self.config.zone).date()
        if self.tidied is None or now - self.tidied >= HOUR:
            tidy(self.database, now=now)
            self.tidied = now
        if self.begun != today:
            begin(self.database, self.config, now=now, today=today)
            sample(self.database, now=now, today=today)
            self.begun, self.tried = today, None
        if self.config.public_url and (self.certified is None or now - self.certified >= HOUR):
            certify_all(self.database, self.config, now=now)
            self.certified = now
        if self.reminded != today and (self.tried is None or now - self.tried >= HOUR):
            self.tried = now
            if remind(self.database, self.config, now=now, today=today):
                self.reminded = today


def tidy(database: Database, *, now: datetime) -> None:
    """Forget the tries of sign-in that no longer count."""
    with database.writing() as db:
        forget_old(db, now=now)
        db.commit()


def begin(database: Database, config: Config, *, now: datetime, today: date) -> None:
    """Let a day of the City's begin."""
    with database.writing() as db:
        begin_day(db, now=now, today=today, zone=config.zone)
        db.commit()


def sample(database: Database, *, now: datetime, today: date) -> None:
    """Draw the month's sample, where it has none. When it fails, the next try is tomorrow."""
    try:
        with database.writing() as db:
            draw_sample(db, seed=secrets.randbits(63), now=now, today=today)
            db.commit()
    except Exception:
        logger.exception("The month's sample cannot be drawn; the next try is tomorrow")


def certify_all(database: Database, config: Config, *, now: datetime) -> None:
    """Issue what people have earned already, some people at a time, so that nobody waits for long.

    When it fails, mail goes out all the same.
    """
    after: int | None = 0
    try:
        while after is not None:
            with database.writing() as db:
                after = certify_waiting(db, after=after, now=now, config=config)
                db.commit()
    except Exception:
        logger.exception("What was earned cannot be issued; the next try is in an hour")


def remind(database: Database, config: Config, *, now: datetime, today: date) -> bool:
    """Queue the day's reminders; whether that went well. Other mail does not wait for them."""
    try:
        with database.writing() as db:
            # The people of a demonstration are invented, and so are their addresses.
            only = with_password(db) if config.demonstration else None
            queued = queue_reminders(db, now=now, today=today, zone=config.zone, only=only)
            db.commit()
    except Exception:
        logger.exception("The reminders cannot be queued; the next try is in an hour")
        return False
    logger.info("%s: %d people are to be reminded", today, queued)
    return True

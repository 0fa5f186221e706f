"""What the loop does beside sending: once a minute it hands in quizzes whose time is over,
once an hour it tidies, once a day it begins the day."""

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
from training.flows.close_expired import close_expired
from training.flows.draw_sample import draw_sample
from training.flows.offer_check_ins import offer_check_ins
from training.flows.queue_reminders import queue_reminders
from training.flows.regrade_some import regrade_some
from training.learning.attempts.queries import ran_out_by
from training.learning.regrading.recorded.queries import regrades_to_go_on
from training.people.throttle.service import forget_old

logger = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
"""How often rows that mean nothing any more are taken away, and what failed is tried again."""
MINUTE = timedelta(minutes=1)
"""How often quizzes are handed in whose time is over, and questions are marked again."""


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
    marked: datetime | None = None
    asked: date | None = None
    """The day on which questions were offered to everybody who was due one."""
    closed: datetime | None = None

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
        if self.config.public_url and (self.closed is None or now - self.closed >= MINUTE):
            close_all(self.database, self.config, now=now)
            self.closed = now
        if self.config.public_url and (self.marked is None or now - self.marked >= MINUTE):
            # Mail goes out between any two rounds.
            more = mark_again(self.database, self.config, now=now)
            self.marked = None if more else now
        if self.asked != today:
            ask_all(self.database, self.config, now=now)
            self.asked = today
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


def close_all(database: Database, config: Config, *, now: datetime) -> None:
    """Hand in what ran out of time, each by itself: one that cannot be keeps no other open."""
    with database.reading() as db:
        found = ran_out_by(db, now)
    for attempt_id, employee_id in found:
        try:
            with database.writing() as db:
                close_expired(db, attempt_id, employee_id, now=now, config=config)
                db.commit()
        except Exception:
            logger.exception("Attempt %d ran out of time and cannot be handed in", attempt_id)


def mark_again(database: Database, config: Config, *, now: datetime) -> bool:
    """Mark a question again for some people, where two people agreed to; whether more are left.

    When it fails, it goes on from where it was in a minute.
    """
    try:
        with database.writing() as db:
            found = regrades_to_go_on(db, before=now - HOUR)
            more = bool(found) and regrade_some(db, found[0], now=now, config=config)
            db.commit()
    except Exception:
        logger.exception("A question cannot be marked again; the next try is in a minute")
        return False
    return more or len(found) > 1


def ask_all(database: Database, config: Config, *, now: datetime) -> None:
    """Offer the questions that are due, some people at a time.

    When it fails, mail goes out all the same.
    """
    after: int | None = 0
    try:
        while after is not None:
            with database.writing() as db:
                after = offer_check_ins(db, after=after, now=now, zone=config.zone)
                db.commit()
    except Exception:
        logger.exception("The questions that are due cannot be offered; the next try is tomorrow")


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

"""What the loop does beside sending: once a minute it hands in quizzes whose time is over,
once an hour it tidies, once a day it begins the day."""

import logging
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

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
    said = "The month's sample cannot be drawn; the next try is tomorrow"
    with _GoingOn(said), database.writing() as db:
        draw_sample(db, seed=secrets.randbits(63), now=now, today=today)
        db.commit()


def certify_all(database: Database, config: Config, *, now: datetime) -> None:
    """Issue what people have earned already. When it fails, mail goes out all the same."""
    with _GoingOn("What was earned cannot be issued; the next try is in an hour"):
        _some_at_a_time(
            database, lambda db, after: certify_waiting(db, after=after, now=now, config=config)
        )


def close_all(database: Database, config: Config, *, now: datetime) -> None:
    """Hand in what ran out of time, each by itself: one that cannot be keeps no other open."""
    with database.reading() as db:
        found = ran_out_by(db, now)
    for attempt_id, employee_id in found:
        said = f"Attempt {attempt_id} ran out of time and cannot be handed in"
        with _GoingOn(said), database.writing() as db:
            close_expired(db, attempt_id, employee_id, now=now, config=config)
            db.commit()


def mark_again(database: Database, config: Config, *, now: datetime) -> bool:
    """Mark questions again for some people, where two people agreed to; whether more are left.

    One that fails goes on from where it was in a minute, and keeps none behind it waiting.
    """
    with database.reading() as db:
        found = regrades_to_go_on(db, before=now - HOUR)
    left = False
    for regrade_id in found:
        said = f"Regrade {regrade_id} cannot go on; the next try is in a minute"
        with _GoingOn(said), database.writing() as db:
            more = regrade_some(db, regrade_id, now=now, config=config)
            db.commit()
            left = left or more
    return left


def ask_all(database: Database, config: Config, *, now: datetime) -> None:
    """Offer the questions that are due. When it fails, mail goes out all the same."""
    with _GoingOn("The questions that are due cannot be offered; the next try is tomorrow"):
        _some_at_a_time(
            database, lambda db, after: offer_check_ins(db, after=after, now=now, zone=config.zone)
        )


def remind(database: Database, config: Config, *, now: datetime, today: date) -> bool:
    """Queue the day's reminders; whether that went well. Other mail does not wait for them."""
    said = "The reminders cannot be queued; the next try is in an hour"
    with _GoingOn(said), database.writing() as db:
        # The people of a demonstration are invented, and so are their addresses.
        only = with_password(db) if config.demonstration else None
        queued = queue_reminders(db, now=now, today=today, zone=config.zone, only=only)
        db.commit()
        logger.info("%s: %d people are to be reminded", today, queued)
        return True
    return False


class _GoingOn(AbstractContextManager[None]):
    """A block whose failure is written down with these words, and ends nothing but the block."""

    def __init__(self, said: str) -> None:
        self.said = said

    def __exit__(self, *raised: object) -> bool:
        failed = isinstance(raised[1], Exception)
        if failed:
            logger.exception(self.said)
        return failed


def _some_at_a_time(database: Database, some: Callable[[Session, int], int | None]) -> None:
    """Do something for everybody, some people in each transaction, so that nobody waits for long.

    `some` takes the id after which to go on, and gives the next, or none at the end.
    """
    after: int | None = 0
    while after is not None:
        with database.writing() as db:
            after = some(db, after)
            db.commit()

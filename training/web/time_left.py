"""How much time a quiz gives, and how much of it is left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.assignments.accommodations.queries import quiz_time_of
from training.content.edition import Edition
from training.learning.limits import MINUTE, minutes_left, own_limit
from training.learning.models import Attempt
from training.people.queries import Person


@dataclass(frozen=True, slots=True)
class TimeGiven:
    """The minutes that a quiz gives everybody, and those that it gives one person."""

    all: int
    own: int


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The whole minutes and the seconds that are left of an attempt, and those it had."""

    minutes: int
    seconds: int
    of: int


def time_given(db: Session, edition: Edition, person: Person) -> TimeGiven | None:
    """What somebody has for an attempt; none without a limit, and no statement."""
    limit = edition.time_limit
    if limit is None:
        return None
    own = own_limit(limit, quiz_time_of(db, person.id))
    return TimeGiven(limit // MINUTE, own // MINUTE)


def time_left(attempt: Attempt, now: datetime) -> TimeLeft | None:
    """What is left of an attempt's time; none without a limit."""
    if attempt.ends is None:
        return None
    seconds = max(0, round((attempt.ends - now).total_seconds()))
    whole = round((attempt.ends - attempt.begun).total_seconds())
    return TimeLeft(minutes_left(attempt.ends, now), seconds, whole)

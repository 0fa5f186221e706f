"""How soon again a quiz may be taken, and how long an attempt at it may take."""

from datetime import datetime, timedelta
from math import ceil

from training.errors import Said

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
GRACE = timedelta(seconds=5)
"""Past the end of an attempt's time, for an answer that was on its way."""


def wait_left(
    wait: timedelta | None, submitted: datetime | None, now: datetime
) -> timedelta | None:
    """How much of the wait after the last attempt is left; none when the next may begin."""
    left = submitted + wait - now if wait and submitted else None
    return left if left and left > timedelta(0) else None


def said_wait(left: timedelta) -> Said:
    """The wait in words, rounded up: minutes up to two hours, hours up to two days, days."""
    if left <= MINUTE:
        return Said("You can try again in a minute.")
    if left <= 2 * HOUR:
        return Said("You can try again in {n} minutes.", n=ceil(left / MINUTE))
    if left <= 2 * DAY:
        return Said("You can try again in {n} hours.", n=ceil(left / HOUR))
    return Said("You can try again in {n} days.", n=ceil(left / DAY))


def own_limit(limit: timedelta, percent: int) -> timedelta:
    """The time of somebody who has `percent` of what all others have, in whole minutes."""
    return ceil(limit * percent / (100 * MINUTE)) * MINUTE


def ran_out(ends: datetime | None, now: datetime) -> bool:
    """Whether the time of an attempt is over, its grace too; never without a limit."""
    return ends is not None and now > ends + GRACE


def minutes_left(ends: datetime, now: datetime) -> int:
    """The whole minutes until an attempt's time is over; 0 in the last one and after it."""
    return max(0, (ends - now) // MINUTE)

"""How soon again a quiz may be taken."""

from datetime import datetime, timedelta
from math import ceil

from training.errors import Said

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


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

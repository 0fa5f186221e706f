"""How long one waits after so many tries: nothing at first, then longer each time, never for ever.

An account is counted by the address that tries it and over all addresses, so that whoever tries
somebody else's account makes its owner wait only after many tries; an address is counted over all
accounts, so that trying one password on everybody's does not pay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(seconds=10)
"""Tries within one are counted together."""
REMEMBERED = timedelta(hours=12)
FIRST_WAIT = timedelta(minutes=1)
MOST_DOUBLINGS = 10


@dataclass(frozen=True, slots=True)
class Limit:
    """Tries that cost no waiting, and the longest wait after more of them."""

    free: int
    longest: timedelta


HERE = Limit(5, timedelta(minutes=15))
"""One account, tried from one address."""
ACCOUNT = Limit(20, timedelta(minutes=15))
"""One account, tried from anywhere."""
ADDRESS = Limit(200, timedelta(minutes=1))
"""One address, whatever it tries; a whole city may sit behind it."""


def window_of(instant: datetime) -> datetime:
    """The beginning of the window that an instant falls into."""
    seconds = int(WINDOW.total_seconds())
    return instant.replace(second=instant.second - instant.second % seconds, microsecond=0)


def free_again(tries: Sequence[tuple[datetime, int]], limit: Limit) -> datetime | None:
    """When the next try is looked at, given the windows and counts so far; none for at once."""
    total = sum(count for _start, count in tries)
    if total < limit.free:
        return None
    doublings = min(total - limit.free, MOST_DOUBLINGS)
    last = max(start for start, count in tries if count)
    return last + min(FIRST_WAIT * (1 << doublings), limit.longest)

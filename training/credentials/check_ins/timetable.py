"""When a certificate's questions come: pure rules over days."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from training.content.validity import Validity

WEEK = timedelta(days=7)
LATER = {2: 1, 3: 3, 4: 6}
"""After how many months the second to the fourth come; the first comes after a week."""
ALWAYS = 4
"""So many belong to every certificate."""
STEP = 6
"""Months between the further ones of a certificate that would end otherwise."""
ROOM = WEEK
"""What is left at least of a certificate when a question comes."""
REST = WEEK
"""After an answer, or after a “not now”, nothing is asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What matters of a question that was offered, as `CheckIn` has it."""

    n: int
    due: date
    put_off: datetime | None = None
    answered: datetime | None = None


def due_day(since: date, n: int) -> date:
    """The day on which the question `n`, from 1, comes to whoever was certified on `since`."""
    if n == 1:
        return since + WEEK
    months = LATER.get(n) or LATER[ALWAYS] + STEP * (n - ALWAYS)
    return Validity(months=months).ends(since) or date.max


def days(since: date, expires: date | None) -> Iterator[tuple[int, date]]:
    """The questions of a certificate and their days; at least a week before its last day.

    One that does not end has four; one that ends goes on with one each half year.
    """
    n = 1
    while expires is not None or n <= ALWAYS:
        day = due_day(since, n)
        if expires is not None and day + ROOM > expires:
            return
        yield n, day
        n += 1


def newest_due(since: date, expires: date | None, today: date) -> tuple[int, date] | None:
    """The question that is due today, and since when; of several only the last.

    None before the first, and after the certificate's last day.
    """
    if expires is not None and expires < today:
        return None
    found = None
    for n, day in days(since, expires):
        if day > today:
            break
        found = (n, day)
    return found


def enough(since: date, expires: date) -> int:
    """The question with which answering begins to renew; 0 where there is none in time."""
    return sum(1 for n in range(1, ALWAYS + 1) if due_day(since, n) + ROOM <= expires)


def renews(since: date, expires: date | None, rows: Iterable[Asked]) -> bool:
    """Whether what was answered renews a certificate: the fourth, or the last there was time for,
    and none that was offered is left."""
    every = list(rows)
    if expires is None or not every or any(each.answered is None for each in every):
        return False
    return max(each.n for each in every) >= max(1, enough(since, expires))


def on_offer(
    since: date, expires: date | None, rows: Collection[Asked], *, today: date, zone: tzinfo
) -> Asked | None:
    """The question that somebody may answer today, if there is one; never more than one.

    The newest one; of older ones that were left, none but where they would renew a certificate and
    nothing newer is open, the oldest first. None within a week of an answer or of a “not now”.
    """
    if not rows or (expires is not None and expires < today):
        return None
    if any(_rests(each, today, zone) for each in rows):
        return None
    newest = max(rows, key=lambda each: each.n)
    if newest.answered is None:
        return newest
    if expires is None or newest.n < enough(since, expires):
        return None
    left = [each for each in rows if each.answered is None]
    return min(left, key=lambda each: each.n, default=None)


def _rests(row: Asked, today: date, zone: tzinfo) -> bool:
    last = (row.answered, row.put_off)
    return any(each and today < each.astimezone(zone).date() + REST for each in last)

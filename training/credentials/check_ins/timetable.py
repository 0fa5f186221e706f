"""When a certificate's questions come: pure rules over days."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from training.content.validity import Validity

ONE_DAY = timedelta(days=1)
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

    id: int
    n: int
    due: date
    put_off: datetime | None = None
    answered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A certificate that somebody holds and is asked about: since when, until when, by which."""

    since: date
    expires: date | None
    rows: tuple[Asked, ...]


def due_day(since: date, n: int) -> date:
    """The day on which the question `n`, from 1, comes to whoever was certified on `since`."""
    if n == 1:
        return since + WEEK
    return Validity(months=_months(n)).ends(since) or date.max


def _months(n: int) -> int:
    return LATER.get(n) or LATER[ALWAYS] + STEP * (n - ALWAYS)


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


def latest_start(n: int, today: date) -> date:
    """The last day on which somebody was certified to whom the question `n` has come by today."""
    day = today - WEEK
    if n > 1:
        year, month = divmod(today.year * 12 + today.month - 1 - _months(n), 12)
        day = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
        # The last days of a long month have the same day in a short one.
        while due_day(day + ONE_DAY, n) <= today:
            day += ONE_DAY
    return day


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


def renews(held: Kept) -> bool:
    """Whether what was answered renews a certificate: the fourth, or the last there was time for,
    and none that was offered is left."""
    return bool(held.rows) and to_answer(held) == 0


def on_offer(held: Iterable[Kept], *, today: date, zone: tzinfo) -> Asked | None:
    """The question that somebody may answer today, if there is one; never more than one.

    Of a certificate the newest one; of older ones that were left, none but where they would renew
    it and nothing newer is open, the oldest first. Of several certificates the one that came first.
    None within a week of an answer or of a “not now”. `zone` is the City's.
    """
    every = list(held)
    if any(_rests(each, today, zone) for one in every for each in one.rows):
        return None
    found = [each for one in every if (each := _next(one, today)) is not None]
    return min(found, key=lambda each: (each.due, each.id), default=None)


def _next(held: Kept, today: date) -> Asked | None:
    if not held.rows or (held.expires is not None and held.expires < today):
        return None
    newest = max(held.rows, key=lambda each: each.n)
    if newest.answered is None:
        return newest
    if held.expires is None or newest.n < enough(held.since, held.expires):
        return None
    left = [each for each in held.rows if each.answered is None]
    return min(left, key=lambda each: each.n, default=None)


def to_answer(held: Kept) -> int | None:
    """How many answers renew a certificate, those to come included; none where none do."""
    if held.expires is None or not enough(held.since, held.expires):
        return None
    newest = max((each.n for each in held.rows), default=0)
    left = sum(1 for each in held.rows if each.answered is None)
    return left + max(0, enough(held.since, held.expires) - newest)


def next_day(held: Kept, today: date) -> date | None:
    """The day on which the next question comes that has not come by today; none after the last."""
    return next((day for _n, day in days(held.since, held.expires) if day > today), None)


def _rests(row: Asked, today: date, zone: tzinfo) -> bool:
    last = (row.answered, row.put_off)
    return any(each and today < each.astimezone(zone).date() + REST for each in last)

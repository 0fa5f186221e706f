"""When questions come after a certificate, and when answering them renews it."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.credentials.check_ins.timetable import (
    ROOM,
    Asked,
    Kept,
    days,
    due_day,
    latest_start,
    newest_due,
    on_offer,
    renews,
    to_answer,
)

ZONE = ZoneInfo("America/Denver")
START = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2035, 12, 31))
TODAY = date(2027, 6, 1)
SOON = datetime(2027, 5, 30, 18, tzinfo=UTC)
LONG_AGO = datetime(2027, 1, 30, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "n", "day"),
    [
        (START, 1, date(2026, 11, 30)),
        (START, 2, date(2026, 12, 23)),
        (START, 3, date(2027, 2, 23)),
        (START, 4, date(2027, 5, 23)),
        (START, 5, date(2027, 11, 23)),
        (date(2026, 1, 31), 2, date(2026, 2, 28)),
        (date(2028, 1, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 4, date(2027, 2, 28)),
    ],
)
def test_a_week_a_month_three_months_half_a_year(since: date, n: int, day: date) -> None:
    assert due_day(since, n) == day


@pytest.mark.parametrize(
    ("expires", "come"),
    [
        (None, [1, 2, 3, 4]),
        (START + timedelta(days=13), []),
        (START + timedelta(days=14), [1]),
        (date(2027, 5, 23), [1, 2, 3]),
        (date(2027, 11, 23), [1, 2, 3, 4]),
        (date(2028, 11, 23), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_one_comes_only_while_there_is_a_week_left_to_answer_it(
    expires: date | None, come: list[int]
) -> None:
    assert [n for n, _day in days(START, expires)] == come


@given(since=DAYS, n=st.integers(1, 12), today=DAYS)
def test_the_last_start_is_the_last_day_from_which_it_has_come(
    since: date, n: int, today: date
) -> None:
    assert (since <= latest_start(n, today)) == (due_day(since, n) <= today)


@given(since=DAYS, length=st.none() | st.integers(0, 1500), after=st.integers(0, 2000))
def test_what_is_due_has_come_in_time_and_nothing_later_has(
    since: date, length: int | None, after: int
) -> None:
    expires = None if length is None else since + timedelta(days=length)
    today = since + timedelta(days=after)
    found = newest_due(since, expires, today)
    every = [each for each in days(since, expires) if each[1] <= today]
    assert found == (every[-1] if every and (expires is None or today <= expires) else None)
    if found and expires:
        assert found[1] + ROOM <= expires


def asked(n: int, *, answered: datetime | None = None, put_off: datetime | None = None) -> Asked:
    """A question that was offered when it was due."""
    return Asked(n, n, due_day(START, n), put_off, answered)


YEAR = date(2027, 11, 23)


@pytest.mark.parametrize(
    ("expires", "rows", "offered"),
    [
        (YEAR, [], None),
        (YEAR, [asked(1)], 1),
        (YEAR, [asked(1), asked(2)], 2),
        (YEAR, [asked(1), asked(2, answered=LONG_AGO)], None),
        (YEAR, [asked(1, answered=LONG_AGO), asked(4, answered=LONG_AGO)], None),
        (YEAR, [asked(1), asked(3), asked(4, answered=LONG_AGO)], 1),
        (YEAR, [asked(1), asked(3), asked(4, answered=SOON)], None),
        (None, [asked(1), asked(3), asked(4, answered=LONG_AGO)], None),
        (YEAR, [asked(4, put_off=SOON)], None),
        (YEAR, [asked(4, put_off=LONG_AGO)], 4),
        (TODAY - timedelta(days=1), [asked(1)], None),
        (TODAY, [asked(1)], 1),
    ],
)
def test_never_more_than_one_is_on_offer(
    expires: date | None, rows: list[Asked], offered: int | None
) -> None:
    found = on_offer([Kept(START, expires, tuple(rows))], today=TODAY, zone=ZONE)
    assert (found.n if found else None) == offered


def test_of_two_certificates_the_one_that_came_first_is_on_offer() -> None:
    one, other = Kept(START, None, (asked(3),)), Kept(START, None, (asked(2),))
    found = on_offer([one, other], today=TODAY, zone=ZONE)
    assert found
    assert found.n == 2
    answered = Kept(START, None, (asked(2, answered=SOON),))
    assert on_offer([one, answered], today=TODAY, zone=ZONE) is None, "a week of rest after it"


@pytest.mark.parametrize(
    ("expires", "rows", "left"),
    [
        (None, [1, 2, 3, 4], None),
        (YEAR, [], 4),
        (YEAR, [1], 3),
        (YEAR, [1, 2, 3], 1),
        (YEAR, [1, 2, 3, 4], 0),
        (YEAR, [3, 4], 0),
        (YEAR, [4], 0),
        (YEAR, [1, -2, 4], 1),
        (YEAR, [-1, -2, -3, -4], 4),
        (date(2027, 5, 23), [1, 2, 3], 0),
        (START + timedelta(days=13), [], None),
    ],
)
def test_the_fourth_renews_when_none_that_was_offered_is_left(
    expires: date | None, rows: list[int], left: int | None
) -> None:
    kept = Kept(
        START,
        expires,
        tuple(asked(abs(n), answered=LONG_AGO if n > 0 else None) for n in rows),
    )
    assert to_answer(kept) == left
    assert renews(kept) == (left == 0)

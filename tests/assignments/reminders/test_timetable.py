from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.assignments.reminders.calendar import Calendar
from training.assignments.reminders.timetable import (
    LATEST,
    Debt,
    Notice,
    Occasion,
    Plan,
    What,
    due_notices,
    read_notice,
    told_from,
    weeks_overdue,
)

ZONE = ZoneInfo("America/Denver")
WEEKDAYS = Calendar(ZONE)
MONDAY = date(2026, 11, 30)
DAY = timedelta(days=1)
NEXT_FRIDAY = MONDAY + 11 * DAY
PLAN = Plan(before=(7, 3))


def owed(since: date | None = MONDAY, due: date | None = NEXT_FRIDAY, today: date = MONDAY) -> Debt:
    return Debt("core", What.TO_DO, since, due, due is not None and today > due)


def said(today: date, *, plan: Plan = PLAN, calendar: Calendar = WEEKDAYS) -> list[str]:
    found = due_notices([owed(today=today)], plan, calendar, today)
    return [f"{each.occasion} {(each.day - MONDAY).days}" for each in found]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (-1, []),
        (0, ["assigned 0"]),
        (3, ["assigned 0"]),
        (4, ["assigned 0", "before 4"]),
        (5, []),
        (6, []),
        (8, ["assigned 0", "before 8"]),
        (11, ["assigned 0", "before 8", "due 11"]),
        (14, ["overdue 12"]),
        (21, ["overdue 19"]),
        (25, ["overdue 19"]),
    ],
)
def test_each_day_has_its_notices_and_those_of_the_days_before(
    day: int, expected: list[str]
) -> None:
    assert said(MONDAY + day * DAY) == expected


def test_nothing_is_said_before_the_due_day_unless_somebody_has_set_when() -> None:
    assert said(MONDAY + 8 * DAY, plan=Plan()) == ["assigned 0"]
    assert "due 11" in said(NEXT_FRIDAY, plan=Plan())


def test_what_is_due_on_a_day_off_is_said_on_the_working_day_before() -> None:
    off = Calendar(ZONE, {NEXT_FRIDAY, NEXT_FRIDAY - DAY})
    assert "due 9" in said(NEXT_FRIDAY - 2 * DAY, calendar=off)
    assert said(NEXT_FRIDAY, calendar=off) == []


def test_what_was_given_is_not_given_again_and_a_new_day_is_something_new() -> None:
    first = due_notices([owed()], PLAN, WEEKDAYS, MONDAY)
    assert due_notices([owed()], PLAN, WEEKDAYS, MONDAY, first) == ()
    due = [Notice("core", Occasion.DUE, NEXT_FRIDAY)]
    later = NEXT_FRIDAY + 3 * DAY
    assert due_notices([owed(None, later)], Plan(), WEEKDAYS, later, due) == (
        Notice("core", Occasion.DUE, later),
    )


def test_without_a_day_it_is_said_once_that_it_is_asked() -> None:
    assert due_notices([owed(due=None)], PLAN, WEEKDAYS, MONDAY) == (
        Notice("core", Occasion.ASSIGNED, MONDAY),
    )
    assert due_notices([owed(due=None)], PLAN, WEEKDAYS, MONDAY + LATEST) == ()


def test_within_grace_nothing_is_called_overdue() -> None:
    in_grace = Debt("core", What.TO_DO, None, MONDAY, overdue=False)
    assert due_notices([in_grace], PLAN, WEEKDAYS, MONDAY + DAY) == ()


def test_others_are_told_after_whole_weeks_and_only_when_somebody_set_how_many() -> None:
    late = Debt("core", What.TO_DO, None, MONDAY, overdue=True)
    day = MONDAY + 21 * DAY
    assert weeks_overdue(late, day - DAY) == 2
    assert weeks_overdue(late, day) == 3
    assert told_from(late, 3, day - DAY) is None
    assert told_from(late, 3, day) == day
    assert told_from(late, None, day) is None


def test_a_notice_comes_back_from_where_it_is_kept() -> None:
    notice = Notice("core", Occasion.BEFORE, MONDAY)
    assert read_notice(notice.stored()) == notice


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ((2026, 11, 30, 0, 0), (2026, 11, 30, 7, 30)),
        ((2026, 11, 30, 9, 15), (2026, 11, 30, 9, 15)),
        ((2026, 11, 30, 17, 30), None),
        ((2026, 11, 28, 9, 0), None),
        ((2026, 12, 1, 9, 0), None),
        ((2027, 3, 15, 0, 5), (2027, 3, 15, 7, 30)),
    ],
)
def test_mail_goes_out_in_the_hours_of_a_working_day_in_the_city(
    now: tuple[int, ...], begins: tuple[int, ...] | None
) -> None:
    calendar = Calendar(ZONE, {date(2026, 12, 1)}, time(7, 30), time(17, 30))
    at = datetime(*now, tzinfo=ZONE).astimezone(UTC)  # type: ignore[misc, arg-type]
    expected = datetime(*begins, tzinfo=ZONE) if begins else None  # type: ignore[misc, arg-type]
    assert calendar.sends_from(at) == expected
    assert calendar.is_open(at) is (begins == now)


days = st.integers(0, 60).map(lambda n: MONDAY + n * DAY)
debts = st.builds(
    lambda name, since, due, done: (name, since, due, done),
    st.sampled_from(["core", "other"]),
    days,
    st.none() | days,
    st.none() | days,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(debts, max_size=3, unique_by=lambda each: each[0]),
    st.sets(days, max_size=12),
    st.sets(days, max_size=10),
    st.lists(st.integers(1, 20), max_size=3),
    st.integers(1, 3),
)
def test_over_any_weeks_nobody_hears_twice_on_days_off_or_after_they_are_done(
    asked: list[tuple[str, date, date | None, date | None]],
    holidays: set[date],
    down: set[date],
    before: list[int],
    every: int,
) -> None:
    calendar, plan = Calendar(ZONE, holidays), Plan(tuple(before), every)
    given_already: list[Notice] = []
    heard: set[str] = set()
    for today in (MONDAY + n * DAY for n in range(90)):
        open_now = [
            Debt(name, What.TO_DO, since, due, due is not None and today > due)
            for name, since, due, done in asked
            if since <= today and (done is None or today <= done)
        ]
        # On a day on which the loop is down nothing is said; on any other it may run often.
        if today in down:
            continue
        for _ in range(2):
            found = due_notices(open_now, plan, calendar, today, given_already)
            assert not found or calendar.works(today)
            assert {each.certificate for each in found} <= {each.certificate for each in open_now}
            assert all(each.day <= today for each in found)
            given_already += found
            heard |= {each.certificate for each in found}
    assert len(given_already) == len(set(given_already))
    for name in ("core", "other"):
        days_of = sorted(
            each.day
            for each in given_already
            if (each.certificate, each.occasion) == (name, Occasion.OVERDUE)
        )
        assert all((b - a).days >= 7 * every for a, b in pairwise(days_of))
    for name, since, _due, done in asked:
        could = (since + n * DAY for n in range(LATEST.days))
        free = [d for d in could if calendar.works(d) and d not in down]
        if any(done is None or d <= done for d in free):
            assert name in heard

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from training.people.grants.rules import a_year_after, beginning_of, end_of, last_day

ZONE = ZoneInfo("America/Denver")


def test_a_year_after_a_leap_day_is_the_last_of_february() -> None:
    assert a_year_after(date(2026, 11, 23)) == date(2027, 11, 23)
    assert a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_day_is_the_citys_from_its_beginning_to_its_end() -> None:
    day = date(2026, 11, 23)
    assert beginning_of(day, ZONE) == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert end_of(day, ZONE) == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert last_day(end_of(day, ZONE), ZONE) == day

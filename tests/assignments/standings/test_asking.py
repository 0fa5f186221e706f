"""What a certificate asked at an instant, as values."""

from datetime import date, timedelta

from tests.cast import TODAY
from training.assignments.standings.asking import last_day

DAY = timedelta(days=1)


def test_days_that_follow_on_each_other_are_one_excuse_up_to_the_last_day_there_is() -> None:
    first, second = (TODAY - DAY, TODAY + DAY), (TODAY + 2 * DAY, TODAY + 3 * DAY)
    assert last_day([first, second], TODAY) == TODAY + 3 * DAY
    assert last_day([first, (TODAY + 3 * DAY, date.max)], TODAY) == TODAY + DAY
    assert last_day([(TODAY, date.max), second], TODAY) == date.max
    assert last_day([second], TODAY) is None

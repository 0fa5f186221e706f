"""How old answers have to be before they may go."""

from datetime import date

import pytest

from training.errors import InputRefused
from training.learning.retention.rules import day_before


@pytest.mark.parametrize(
    ("age", "day"),
    [
        ("18m", date(2025, 5, 23)),
        ("11 M", date(2025, 12, 23)),
        ("2y", date(2024, 11, 23)),
        ("30d", date(2026, 10, 24)),
    ],
)
def test_an_age_is_counted_back_from_today(age: str, day: date) -> None:
    assert day_before(age, date(2026, 11, 23)) == day


def test_a_month_without_the_day_gives_its_last() -> None:
    assert day_before("1m", date(2026, 3, 31)) == date(2026, 2, 28)
    assert day_before("1y", date(2024, 2, 29)) == date(2023, 2, 28)


@pytest.mark.parametrize("age", ["", "18", "m", "-3m", "0d", "1.5y", "18 months", "9999y"])
def test_what_is_no_age_is_refused(age: str) -> None:
    with pytest.raises(InputRefused):
        day_before(age, date(2026, 11, 23))

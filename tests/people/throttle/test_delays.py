from datetime import timedelta

import pytest

from tests.cast import NOW
from training.people.throttle.delays import WINDOW, Limit, free_again, window_of

LIMIT = Limit(free=5, longest=timedelta(minutes=15))


def after(tries: int) -> float:
    """Minutes to wait after so many tries."""
    end = free_again([(NOW, tries)], LIMIT)
    return (end - NOW).total_seconds() / 60 if end else 0


def test_the_first_tries_cost_nothing_and_then_each_costs_twice_the_last() -> None:
    assert [after(n) for n in (0, 1, 4, 5, 6, 7, 8)] == [0, 0, 0, 1, 2, 4, 8]


@pytest.mark.parametrize("tries", [9, 20, 1_000_000])
def test_nobody_waits_for_ever(tries: int) -> None:
    assert after(tries) == 15


def test_the_wait_begins_with_the_last_try() -> None:
    tries = [(NOW - timedelta(hours=1), 4), (NOW, 1), (NOW + timedelta(hours=1), 0)]
    assert free_again(tries, LIMIT) == NOW + timedelta(minutes=1)


def test_a_window_begins_on_a_full_ten_seconds() -> None:
    late = NOW + timedelta(seconds=19, microseconds=7)
    assert window_of(late) == NOW + WINDOW

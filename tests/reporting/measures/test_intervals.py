import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from training.reporting.measures.intervals import large_enough, wilson


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_the_interval_is_the_published_one(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 5000), st.data())
def test_the_interval_is_scipy_s_and_holds_the_share(n: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, n))
    low, high = wilson(right, n)
    theirs = binomtest(right, n).proportion_ci(method="wilson")
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
    assert 0 <= low <= right / n <= high <= 1


@pytest.mark.parametrize(
    ("numbers", "total", "shown"),
    [
        ({1: 80, 2: 40, 3: 30}, 150, {1, 2, 3}),
        ({1: 80, 2: 40, 3: 29}, 149, {1}),
        ({1: 80, 2: 40, 3: 20, 4: 12}, 152, {1, 2}),
        ({1: 80, 2: 40}, 125, {1}),
        ({1: 29}, 29, set()),
        ({1: 30}, 30, {1}),
        ({1: 30}, 31, set()),
        ({}, 0, set()),
    ],
)
def test_no_group_under_thirty_can_be_worked_out(
    numbers: dict[int, int], total: int, shown: set[int]
) -> None:
    assert large_enough(numbers, total, 30) == shown


@given(st.dictionaries(st.integers(), st.integers(0, 90)), st.integers(0, 60))
def test_what_is_left_of_the_total_is_nothing_or_thirty(
    numbers: dict[int, int], nowhere: int
) -> None:
    total = sum(numbers.values()) + nowhere
    shown = large_enough(numbers, total, 30)
    rest = total - sum(numbers[each] for each in shown)
    assert all(numbers[each] >= 30 for each in shown)
    assert rest == 0 or rest >= 30 or not shown

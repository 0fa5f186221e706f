"""Item statistics, by hand and beside scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from training.learning.statistics.measures import (
    LONGEST,
    Alike,
    discrimination,
    measured,
    median_seconds,
    rough_seconds,
    thirds,
)

HUNDREDTHS = st.integers(0, 100).map(lambda n: n / 100)
ROWS = st.builds(
    Alike,
    share=st.sampled_from([0.0, 0.3333, 0.5, 1.0]),
    rest=st.none() | HUNDREDTHS,
    chosen=st.sampled_from([(), (0,), (1,), (0, 2)]),
    seconds=st.none() | st.integers(0, LONGEST),
    people=st.integers(1, 30),
)
A, B, C = (0,), (1,), (2,)


def each(rows: list[Alike]) -> list[Alike]:
    """The same people, a row for each of them."""
    return [
        Alike(row.share, row.rest, row.chosen, row.seconds)
        for row in rows
        for _ in range(row.people)
    ]


def test_a_question_is_measured_as_by_hand() -> None:
    rows = [
        Alike(1.0, 0.8, A, 20, 2),
        Alike(1.0, 0.6, A, 40),
        Alike(0.0, 0.4, B, 60),
        Alike(0.0, 0.2, C, None),
    ]
    told = measured(rows)
    assert told.people == 5
    assert told.difficulty == pytest.approx(3 / 5)
    # Means 0.6 and 0.56; products 0.24·2·0.4 + 0.04·0.4 + 0.16·0.6 + 0.36·0.6 = 0.52;
    # squares 5·0.24 = 1.2 and 2·0.0576 + 0.0016 + 0.0256 + 0.1296 = 0.272.
    assert told.discrimination == pytest.approx(0.52 / (1.2 * 0.272) ** 0.5)
    assert told.seconds == 30, "between 20, 20, 40 and 60"


@given(st.lists(ROWS, min_size=1, max_size=30))
def test_discrimination_is_what_scipy_says(rows: list[Alike]) -> None:
    pairs = [(row.share, row.rest) for row in each(rows) if row.rest is not None]
    shares, rests = [share for share, _ in pairs], [rest for _, rest in pairs]
    found = discrimination(rows)
    if len(set(shares)) < 2 or len(set(rests)) < 2:
        assert found is None
    else:
        assert found == pytest.approx(pearsonr(shares, rests).statistic, abs=1e-9)


@given(st.lists(ROWS, max_size=30), st.randoms())
def test_rows_together_say_what_everybody_by_themselves_says(
    rows: list[Alike], random: object
) -> None:
    apart = each(rows)
    random.shuffle(apart)  # type: ignore[attr-defined]
    one, other = measured(rows), measured(apart)
    assert one.people == other.people
    assert one.difficulty == pytest.approx(other.difficulty)
    assert one.discrimination == pytest.approx(other.discrimination, abs=1e-9)
    assert one.seconds == other.seconds


def test_who_answers_nothing_else_or_alike_tells_nothing_apart() -> None:
    assert discrimination([]) is None
    assert discrimination([Alike(1.0, 0.1, A, 5, 9), Alike(1.0, 0.9, A, 5)]) is None
    assert discrimination([Alike(1.0, 0.7, A, 5, 9), Alike(0.0, 0.7, B, 5)]) is None
    assert discrimination([Alike(1.0, None, A, 5, 9), Alike(0.0, 0.7, B, 5)]) is None
    assert measured([]).difficulty is None


def test_thirds_share_those_who_did_equally_well() -> None:
    best, many, worst = (
        Alike(1.0, 0.9, A, 5, 2),
        Alike(1.0, 0.5, A, 5, 8),
        Alike(0.0, 0.1, B, 5, 5),
    )
    found = thirds([many, worst, best, Alike(1.0, None, A, 5, 40)])
    assert found.people == 5, "of the fifteen who were asked anything else"
    assert found.top == ((best, 2.0), (many, 3.0)), "each of the eight counts three eighths"
    assert found.bottom == ((worst, 5.0),)


@given(st.lists(ROWS, max_size=30))
def test_both_thirds_are_a_third_and_the_top_is_above(rows: list[Alike]) -> None:
    people = sum(row.people for row in rows if row.rest is not None)
    found = thirds(rows)
    for part in (found.top, found.bottom):
        assert sum(weight for _, weight in part) == pytest.approx(people / 3)
        assert all(0 <= weight <= row.people for row, weight in part)
    if people:
        above = min(row.rest for row, _ in found.top if row.rest is not None)
        assert above >= max(row.rest for row, _ in found.bottom if row.rest is not None)


@pytest.mark.parametrize(
    ("seconds", "rough"),
    [(0, 0), (2, 0), (3, 5), (44, 45), (59, 60), (61, 60), (100, 105), (310, 300), (3_599, 3_600)],
)
def test_times_are_kept_roughly(seconds: int, rough: int) -> None:
    assert rough_seconds(seconds) == rough


def test_a_break_is_an_hour_and_a_clock_set_back_is_nothing() -> None:
    assert rough_seconds(90_000) == LONGEST
    assert rough_seconds(-3) == 0
    assert median_seconds([Alike(1.0, 0.5, A, None, 3)]) is None

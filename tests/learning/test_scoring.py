"""What answers are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.learning.scoring import ItemKey, score_attempt, score_item


def key(
    correct: set[int],
    *,
    kind: str = "one",
    points: float = 1,
    critical: bool = False,
    item: str = "q",
) -> ItemKey:
    return ItemKey(item, kind, frozenset(correct), points, critical)


@pytest.mark.parametrize(
    ("kind", "correct", "chosen", "points"),
    [
        ("one", {1}, {1}, 1),
        ("one", {1}, {0}, 0),
        ("one", {1}, set(), 0),
        ("one", {1}, {0, 1}, 0),
        ("all", {0, 2}, {0, 2}, 1),
        ("all", {0, 2}, {0}, 0.5),
        ("all", {0, 2}, {0, 1}, 0),
        ("all", {0, 2}, {0, 1, 2}, 0.5),
        ("all", {0, 2}, {1, 3}, 0),
        ("all", {0, 2}, set(), 0),
    ],
)
def test_an_item_brings_what_the_table_says(
    kind: str, correct: set[int], chosen: set[int], points: float
) -> None:
    assert score_item(key(correct, kind=kind), frozenset(chosen)).points == points


def test_the_pass_mark_itself_passes_and_a_hair_below_does_not() -> None:
    keys = [key({0}, item=f"q{n}") for n in range(10)]
    eight = {f"q{n}": frozenset({0}) for n in range(8)}
    assert score_attempt(keys, eight, 0.8).passed
    assert not score_attempt(keys, eight, 0.81).passed


def test_a_wrong_critical_item_fails_whatever_the_points() -> None:
    keys = [key({0}, item=f"q{n}", critical=n == 9) for n in range(10)]
    nine = {f"q{n}": frozenset({0}) for n in range(9)}
    result = score_attempt(keys, nine, 0.8)
    assert result.points == 9
    assert not result.passed


def test_an_empty_attempt_never_passes() -> None:
    assert not score_attempt([], {}, 0.0).passed


sets = st.sets(st.integers(0, 5))


@given(correct=sets.filter(bool), chosen=sets, kind=st.sampled_from(["one", "all"]))
def test_points_stay_in_range_and_only_the_exact_answer_brings_all(
    correct: set[int], chosen: set[int], kind: str
) -> None:
    score = score_item(key(correct, kind=kind, points=2), frozenset(chosen))
    assert 0 <= score.points <= 2
    assert (score.points == 2) == (chosen == correct) == score.right

"""Ids as runs."""

from hypothesis import given
from hypothesis import strategies as st

from training.audit.runs import Ids, gaps, runs

SOME = st.sets(st.integers(1, 60)).map(sorted)


@given(SOME)
def test_runs_hold_exactly_their_ids(ids: list[int]) -> None:
    within = Ids(runs(ids))
    assert [each for each in range(-1, 63) if each in within] == ids


@given(SOME)
def test_gaps_are_what_is_missing(ids: list[int]) -> None:
    missing = Ids(gaps(10, 50, [each for each in ids if 10 <= each <= 50]))
    assert [each for each in range(63) if each in missing] == [
        each for each in range(10, 51) if each not in ids
    ]

"""What the attempt after a failure asks: pure rules."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.content.item_view import Pool
from training.learning.attempts.missed import Marks, missed, pools_again, questions_again

COVERS = {
    "a1": ("a",),
    "a2": ("a",),
    "a3": ("a",),
    "b1": ("b",),
    "ab": ("a", "b"),
    "c1": ("c",),
    "c2": ("c",),
    "must-b": ("b",),
    "must-c": ("c",),
}
POOLS = (
    Pool("Anything", 3, ("a1", "a2", "a3", "b1", "ab", "c1", "c2"), ()),
    Pool("Always", 2, ("must-b", "must-c"), ("must-b", "must-c")),
)
CRITICAL = {"must-b", "must-c"}
RIGHT, WRONG, BEARABLE = (True, True), (False, False), (False, True)


def covers(item: str) -> Sequence[str]:
    return COVERS[item]


@pytest.mark.parametrize(
    ("attempts", "left"),
    [
        pytest.param(
            [{"a1": WRONG, "must-b": RIGHT, "must-c": RIGHT}],
            {"a1", "a2", "a3", "ab"},
            id="what was wrong is asked about again",
        ),
        pytest.param(
            [{"a1": RIGHT, "b1": WRONG, "must-b": RIGHT, "must-c": RIGHT}],
            {"b1", "ab", "must-b"},
            id="a critical question about it too, although it was right",
        ),
        pytest.param(
            [{"a1": WRONG, "must-b": RIGHT, "must-c": WRONG}, {"a2": WRONG, "must-c": RIGHT}],
            {"a1", "a2", "a3", "ab"},
            id="a critical question is settled once its last answer is right",
        ),
        pytest.param(
            [{"b1": WRONG, "must-b": RIGHT, "must-c": RIGHT}, {"b1": RIGHT, "must-b": WRONG}],
            {"b1", "ab", "must-b"},
            id="and open again when its last answer is wrong",
        ),
        pytest.param(
            [{"a1": WRONG, "must-b": RIGHT}],
            {"a1", "a2", "a3", "ab", "must-c"},
            id="one that nobody has asked yet is asked",
        ),
        pytest.param(
            [{"must-b": RIGHT, "must-c": BEARABLE}],
            {"c1", "c2", "must-c"},
            id="an ending that can be borne was still not right",
        ),
        pytest.param(
            [{"a1": RIGHT, "must-b": RIGHT, "must-c": RIGHT}],
            set(COVERS),
            id="where nothing was wrong, all of it is asked",
        ),
    ],
)
def test_only_what_was_missed_is_asked_again(attempts: list[Marks], left: set[str]) -> None:
    found = pools_again(POOLS, missed(attempts, covers), covers)
    assert {item for pool in found for item in pool.items} == left


marks = some.dictionaries(
    some.sampled_from(sorted(COVERS)), some.sampled_from([RIGHT, WRONG, BEARABLE]), min_size=1
)


@given(attempts=some.lists(marks, min_size=1, max_size=4), seed=some.integers(0, 2**63))
def test_no_missed_section_and_no_critical_question_is_escaped(
    attempts: list[Marks], seed: int
) -> None:
    left = missed(attempts, covers)
    asked = questions_again(POOLS, left, covers, seed)
    assert asked == questions_again(POOLS, left, covers, seed)
    assert len(asked) == len(set(asked)) > 0
    assert left.sections <= {section for item in asked for section in covers(item)}
    last = {item: mark for each in attempts for item, mark in each.items()}
    if left.sections:
        assert {each for each in CRITICAL if not last.get(each, WRONG)[1]} <= set(asked)
        for each in set(asked) - CRITICAL:
            assert left.sections & set(covers(each))


@given(seed=some.integers(0, 2**63))
def test_other_questions_come_first_and_the_same_where_there_are_none(seed: int) -> None:
    asked_last: Marks = {"a1": WRONG, "a2": WRONG, "c1": WRONG, "must-b": RIGHT, "must-c": RIGHT}
    asked = questions_again(POOLS, missed([asked_last], covers), covers, seed)
    assert {"a3", "ab", "c2"} <= set(asked), "three of them, and none was asked last time"
    same: Marks = {"c1": WRONG, "c2": WRONG, "must-b": RIGHT, "must-c": RIGHT}
    again = questions_again(POOLS, missed([same], covers), covers, seed)
    assert set(again) == {"c1", "c2", "must-c"}


def test_as_many_are_asked_as_the_pool_draws_and_one_for_each_section_beside() -> None:
    pools = (Pool("Anything", 1, tuple(COVERS), ()),)
    all_wrong = missed([dict.fromkeys(COVERS, WRONG)], covers)
    numbers = {len(questions_again(pools, all_wrong, covers, seed)) for seed in range(50)}
    assert numbers == {2, 3}, "one about a and b and one about c, or one of each"

"""What is kept of an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.views import DESK, item
from training.errors import InputRefused
from training.learning.answers import best_way, checked, done, goes_on, in_order, right_answer, walk
from training.learning.scoring import score_item

QUESTIONS = {
    "one": item("one", right=(True, False)),
    "all": item("all", right=(True, False, True)),
    "order": item("order", right=(True, True, True)),
    "short": item("short", accepted=("311",)),
    "attest": item("attest"),
    "scenario": item("scenario", scenes=DESK),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_the_right_answer_is_kept_as_it_is_whole_and_brings_all(kind: str) -> None:
    question = QUESTIONS[kind]
    right = right_answer(question, "Lee Learner")
    assert checked(question, right) == right
    assert done(question, right)
    assert score_item(question, right).right


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("one", [2]),
        ("all", [-1]),
        ("order", [1, 2]),
        ("order", [1, 2, 4]),
        ("order", "123"),
        ("short", ["311"]),
        ("short", "3" * 201),
        ("attest", "Lee"),
        ("attest", {"typed": 1, "name": "Lee"}),
        ("scenario", [2]),
        ("scenario", [0, 0]),
    ],
)
def test_what_is_no_answer_is_refused(kind: str, value: object) -> None:
    with pytest.raises(InputRefused):
        checked(QUESTIONS[kind], value)


def test_a_half_given_answer_is_kept_but_not_whole() -> None:
    for kind, value in (("order", [1, 0, 0]), ("order", [1, 1, 2]), ("scenario", [1])):
        assert checked(QUESTIONS[kind], value) == value
        assert not done(QUESTIONS[kind], value)
    assert in_order([2, 0, 1]) == [2, 0]


def test_a_way_through_a_scenario_only_goes_on() -> None:
    assert goes_on([1], [1, 2])
    assert goes_on([1, 2], [1, 2])
    assert not goes_on([1], [0])
    assert not goes_on([1, 2], [1])


@given(st.lists(st.integers(0, 2), max_size=8))
def test_a_walk_never_leaves_the_scenes(way: list[int]) -> None:
    found = walk(QUESTIONS["scenario"], way)
    assert found.scene in DESK
    assert found.ended == bool(found.scene.result)
    assert best_way(QUESTIONS["scenario"]) == [1, 1]

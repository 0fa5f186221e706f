"""Which questions show what one knows, and what they spare: pure rules."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.content.item_view import Pool
from training.learning.scoring import ItemScore
from training.learning.showing.rules import pools_left, questions_to_show, sections_shown

COVERS = {
    "a1": ("a",),
    "a2": ("a",),
    "b1": ("b",),
    "ab": ("a", "b"),
    "c1": ("c",),
    "must": ("c",),
    "free": (),
}
POOLS = (
    Pool("Anything", 1, ("a1", "a2", "b1", "ab", "c1", "free"), ()),
    Pool("Always", 1, ("must",), ("must",)),
)
SECTIONS = ("a", "b", "c", "unasked")


def covers(item: str) -> Sequence[str]:
    return COVERS[item]


@given(some.integers(0, 2**31))
def test_every_section_with_a_question_is_asked_about_and_critical_ones_always(seed: int) -> None:
    asked = questions_to_show(POOLS, SECTIONS, covers, seed)
    assert asked == questions_to_show(POOLS, SECTIONS, covers, seed)
    assert len(asked) == len(set(asked))
    assert {each for item in asked for each in covers(item)} == {"a", "b", "c"}
    assert "must" in asked


@pytest.mark.parametrize(
    ("right", "wrong", "known"),
    [
        (["a1", "b1", "must"], [], ["a", "b", "c"]),
        (["a1", "b1"], ["must"], ["a", "b"]),
        (["a1", "must"], ["ab"], ["c"]),
        (["must"], [], ["c"]),
        ([], ["a1", "b1", "must"], []),
    ],
)
def test_a_section_is_known_when_every_answer_about_it_was_right(
    right: list[str], wrong: list[str], known: list[str]
) -> None:
    scores = [
        ItemScore(each, float(is_right), 1.0, is_right, is_right, each == "must")
        for some_items, is_right in ((right, True), (wrong, False))
        for each in some_items
    ]
    assert sections_shown(SECTIONS, scores, covers) == known


@pytest.mark.parametrize(
    ("known", "left"),
    [
        ((), {"a1", "a2", "b1", "ab", "c1", "free", "must"}),
        (("a",), {"b1", "ab", "c1", "free", "must"}),
        (("a", "b", "c"), {"free", "must"}),
    ],
)
def test_what_was_shown_is_not_asked_again_but_for_critical_questions(
    known: tuple[str, ...], left: set[str]
) -> None:
    assert {item for pool in pools_left(POOLS, known, covers) for item in pool.items} == left


def test_where_nothing_else_is_left_all_is_asked() -> None:
    only = (Pool("Anything", 1, ("a1", "a2"), ()),)
    assert pools_left(only, ("a",), covers) == only

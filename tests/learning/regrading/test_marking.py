"""Marking an answer again by another key."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.views import DESK, item, scene
from training.content.item_view import ItemView, OptionView
from training.learning.regrading.marking import Key, Marked, answered_wrong, rescored
from training.learning.scoring import ItemScore, score_item, total


def options(*words: str, kind: str = "one", points: float = 1) -> ItemView:
    """A question with these answers; the right ones begin with `+`."""
    shown = tuple(OptionView(each.strip("+"), each.startswith("+"), "") for each in words)
    return replace(item(kind, points=points), options=shown)


@pytest.mark.parametrize(
    ("was", "now", "answer", "points"),
    [
        pytest.param(options("+a", "b"), options("a", "+b"), [1], 1, id="the key moves"),
        pytest.param(options("+a", "b"), options("a", "+b"), [0], 0, id="and away"),
        pytest.param(options("+a", "b"), options("+b", "a"), [1], 1, id="by its words"),
        pytest.param(options("+a", "b", "c"), options("a", "b", "+d"), [2], 1, id="by place"),
        pytest.param(options("+a", "b"), options("a", "+b", "c"), [1], 1, id="a wrong one more"),
        pytest.param(options("+a", "b", "c"), options("a", "+b"), [1], 1, id="one less"),
        pytest.param(options("+a", "b", "c"), options("a", "+b"), [2], None, id="that was chosen"),
        pytest.param(options("+a", "b"), options("a", "b", "+c"), [0], None, id="never offered"),
        pytest.param(options("+a", "b"), options("a", "+b"), None, 0, id="nothing answered"),
        pytest.param(options("+a", "b", points=3), options("a", "+b"), [1], 3, id="points of then"),
        pytest.param(
            options("+a", "b", "c", kind="all"), options("+a", "+b", "c", kind="all"),
            [0], 0.5, id="half of it",
        ),
        pytest.param(
            options("+a", "b"), options("+a", "b", kind="all"), [0], None, id="another kind"
        ),
        pytest.param(
            options("+a", "+b", "+c", kind="order"), options("+b", "+a", "+c", kind="order"),
            [2, 1, 3], 1, id="lines that are right in another order",
        ),
        pytest.param(
            options("+a", "+b", "+c", kind="order"), options("+b", "+a", kind="order"),
            [2, 1, 3], None, id="a line that went",
        ),
        pytest.param(
            item("short", accepted=("311",)), item("short", accepted=("311", "911")),
            "9-1-1", 1, id="one more accepted",
        ),
        pytest.param(
            item("scenario", scenes=DESK),
            item("scenario", scenes=(*DESK[:3], scene("argue", result="best", share=1), DESK[4])),
            [1, 2], 1, id="an ending that is worth more",
        ),
        pytest.param(
            item("scenario", scenes=DESK),
            item("scenario", scenes=(scene("start", "wait", "let-in"), *DESK[1:])),
            [1, 2], None, id="choices that lead elsewhere",
        ),
    ],
)  # fmt: skip
def test_an_answer_is_marked_by_what_was_on_the_screen(
    was: ItemView, now: ItemView, answer: object, points: float | None
) -> None:
    found = Key(was, now).mark(was, now, answer)
    assert (found.points if found else None) == points


CHOICES = st.lists(st.booleans(), min_size=1, max_size=5)


@given(CHOICES, st.data(), st.sampled_from(["one", "all"]))
def test_the_same_key_changes_nothing(right: list[bool], data: st.DataObject, kind: str) -> None:
    asked = item(kind, right=tuple(right), points=2)
    answer = data.draw(st.lists(st.integers(0, len(right) - 1), unique=True))
    before = score_item(asked, answer)
    assert Key(asked, asked).mark(asked, asked, answer) == before
    every = [before, score_item(item(right=(True,), name="other"), [0])]
    assert rescored(every, before, 0.8) == total(every, 0.8)


SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=6)


@given(SHARES, st.floats(0, 1), st.floats(0, 1), st.booleans())
def test_more_points_for_one_item_never_fail_whoever_passed(
    shares: list[float], better: float, mark: float, critical: bool
) -> None:
    def score(name: int, share: float) -> ItemScore:
        return ItemScore(str(name), share, 1, share == 1, share == 1, critical)

    items = [score(name, share) for name, share in enumerate(shares)]
    high = max(better, shares[0])
    was, now = total(items, mark), rescored(items, score(0, high), mark)
    assert now.points >= was.points - 1e-9
    assert now.passed or not was.passed


@pytest.mark.parametrize(
    ("was", "now", "wrong"),
    [
        (options("+a", "b"), options("a", "+b"), True),
        (options("+a", "b"), options("b", "+a"), False),
        (options("+a", "+b", kind="order"), options("+b", "+a", kind="order"), True),
        (item("short", accepted=("311",)), item("short", accepted=("311", "911")), True),
        (item("scenario", scenes=DESK), item("scenario", scenes=DESK), False),
        (
            item("scenario", scenes=DESK),
            item("scenario", scenes=(*DESK[:3], scene("argue", result="best", share=1), DESK[4])),
            True,
        ),
    ],
)
def test_a_key_that_was_right_already_is_not_called_wrong(
    was: ItemView, now: ItemView, wrong: bool
) -> None:
    assert Key(was, now).wrong == wrong


def test_nobody_loses_a_pass_unless_the_author_says_so() -> None:
    result = total([score_item(item(right=(True,)), [])], 1)
    mark = Marked(1, 1, 1.0, True, result, result.items[0], by_key=False, worse=True)
    assert mark.falls
    assert mark.changed
    assert not mark.gains
    assert mark.passes(takes_passes=False)
    assert not mark.passes(takes_passes=True)
    other = mark._replace(worse=False)
    assert not other.falls
    assert other.passes(takes_passes=True), "it was left when another question was marked again"


def test_the_last_answer_that_completed_anything_decides_who_was_wrong() -> None:
    right, wrong = (score_item(item(right=(True, False)), [n]) for n in (0, 1))
    assert answered_wrong({1: right, 2: wrong}, [1, 2])
    assert not answered_wrong({1: wrong, 2: right}, [1, 2])
    assert not answered_wrong({1: wrong}, [2]), "a failed attempt completed nothing"
    assert not answered_wrong({}, [])

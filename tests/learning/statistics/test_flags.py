"""What an author is told to look at."""

import pytest

from tests.learning.views import item
from training.content.item_view import ItemView
from training.learning.statistics.flags import Why, flags
from training.learning.statistics.measures import Alike, measured
from training.learning.statistics.options import chosen_by

A, B, C, NOTHING = (0,), (1,), (2,), ()


def question() -> ItemView:
    """A question of which A is marked as right."""
    return item("one", right=(True, False, False))


def row(chosen: tuple[int, ...], rest: float, people: int) -> Alike:
    return Alike(float(chosen == A), rest, chosen, 20, people)


def told(rows: list[Alike]) -> list[tuple[Why, tuple[str, ...]]]:
    view = question()
    found = flags(view, measured(rows), chosen_by(view, rows))
    return [(each.why, each.options) for each in found]


def test_those_who_did_well_may_know_better_than_the_key() -> None:
    rows = [row(B, 0.9, 10), row(A, 0.9, 2), row(A, 0.5, 12), row(C, 0.1, 2), row(A, 0.1, 10)]
    assert told(rows)[0] == (Why.WRONG_KEY, ("B",))
    assert Why.TURNED_ROUND in {why for why, _ in told(rows)}


def test_a_wrong_option_may_beat_the_right_one_without_a_majority() -> None:
    rows = [row(B, 0.9, 6), row(A, 0.9, 5), row(C, 0.9, 1), row(A, 0.5, 12), row(B, 0.1, 12)]
    assert told(rows)[0] == (Why.WORSE_THAN_RIGHT, ("B",))


def test_what_nearly_all_get_right_and_nobody_chooses_is_said() -> None:
    assert told([row(A, 0.9, 29), row(B, 0.5, 1)]) == [(Why.EASY, ()), (Why.NOBODY, ("C",))]


def test_what_few_get_right_is_said() -> None:
    rows = [row(A, 0.9, 12), row(B, 0.5, 12), row(C, 0.1, 16), row(NOTHING, 0.1, 2)]
    assert told(rows) == [(Why.HARD, ())]


@pytest.mark.parametrize("people", [1, 9])
def test_of_fewer_than_ten_nothing_is_said(people: int) -> None:
    assert told([row(B, 0.9, people)]) == []


def test_thirds_of_fewer_than_ten_are_not_shown() -> None:
    few = chosen_by(question(), [row(A, 0.9, 14), row(B, 0.1, 14), row(NOTHING, 0.1, 1)])
    assert [each.top for each in few] == [None] * 4
    assert [round(each.all * 29) for each in few] == [14, 14, 0, 1]
    enough = chosen_by(question(), [row(A, 0.9, 15), row(B, 0.1, 15)])
    assert [(each.top, each.bottom) for each in enough] == [(1, 0), (0, 1), (0, 0), (0, 0)]

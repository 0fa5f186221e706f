"""What counts as chosen, for each kind of question."""

from tests.learning.views import DESK, item
from training.learning.statistics.measures import Alike
from training.learning.statistics.options import NONE, chosen_by, names_of, options_of


def test_options_are_letters_and_lines_their_places() -> None:
    options = options_of(item("all", right=(True, False, True)))
    assert [(each.name, each.right) for each in options] == [
        ("A", True),
        ("B", False),
        ("C", True),
    ]
    assert [each.name for each in options_of(item("order", right=(True, True)))] == ["1", "2"]
    assert options_of(item("short", accepted=("yes",))) == []
    assert chosen_by(item("short", accepted=("yes",)), [Alike(1.0, 1.0, (), 5, 20)]) == []


def test_of_lines_it_counts_which_stand_where_they_belong() -> None:
    lines = item("order", right=(True, True, True))
    assert names_of(lines, [1, 3, 2]) == {"1"}
    assert names_of(lines, [2, 3, 1]) == set(), "answered, and nothing right"
    assert names_of(lines, [0, 0, 0]) == {NONE}
    assert names_of(lines, []) == {NONE}


def test_a_way_through_a_scenario_is_its_choices_by_scene() -> None:
    desk = item("scenario", scenes=DESK)
    assert [each.name for each in options_of(desk)] == ["1A", "1B", "2A", "2B", "2C"]
    assert names_of(desk, [1, 0, 1, 1]) == {"1B", "2A", "2B"}, "wait, back, wait and call"
    assert names_of(desk, []) == {NONE}

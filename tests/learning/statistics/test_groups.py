"""Groups that are shown, and those that could be worked out from them."""

from hypothesis import given
from hypothesis import strategies as st

from training.learning.statistics.groups import FEWEST, shown
from training.learning.statistics.measures import Alike


def of(**sizes: int) -> dict[str, list[Alike]]:
    return {name: [Alike(1.0, 0.5, (0,), 5, n)] if n else [] for name, n in sizes.items()}


def test_a_single_small_group_takes_another_along() -> None:
    found = shown(of(police=40, library=12, transit=3))
    assert [name for name, _ in found.alone] == ["police"]
    assert set(found.together) == {"transit", "library"}
    assert found.measures
    assert found.measures.people == 15


def test_small_groups_that_are_few_even_together_take_another_along() -> None:
    found = shown(of(police=40, library=12, transit=3, zoo=4))
    assert set(found.together) == {"transit", "zoo", "library"}
    assert not shown(of(police=40, library=12)).together


def test_of_few_people_nothing_is_shown() -> None:
    found = shown(of(library=5, transit=2, zoo=0))
    assert found.alone == ()
    assert found.measures is None


@given(st.dictionaries(st.integers(), st.integers(0, 60), max_size=12))
def test_what_is_hidden_cannot_be_worked_out_by_taking_away(sizes: dict[int, int]) -> None:
    groups = {key: [Alike(1.0, 0.5, (0,), 5, n)] if n else [] for key, n in sizes.items()}
    found = shown(groups)
    assert all(told.people >= FEWEST for _, told in found.alone)
    hidden = sum(sizes[key] for key in found.together)
    if found.alone and found.together:
        assert len(found.together) >= 2
        assert hidden >= FEWEST
    assert hidden + sum(told.people for _, told in found.alone) == sum(sizes.values())

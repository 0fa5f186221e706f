from training.content.holds.paused import is_held, without_held
from training.content.item_view import Pool

POOL = Pool("Papers", 2, ("one", "two", "three"), ("two",))


def test_a_question_is_held_with_any_section_it_covers() -> None:
    assert is_held(("before", "after"), {"after"})
    assert not is_held(("before",), {"after"})
    assert not is_held((), {"after"})


def test_what_is_held_is_never_drawn_and_no_more_than_is_left() -> None:
    assert without_held([POOL], set()) == (POOL,)
    assert without_held([POOL], {"two"}) == (Pool("Papers", 2, ("one", "three"), ()),)
    assert without_held([POOL], {"one", "three"}) == (Pool("Papers", 1, ("two",), ("two",)),)
    assert without_held([POOL], {"one", "two", "three"}) == ()

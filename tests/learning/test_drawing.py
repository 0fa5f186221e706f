"""Which items are asked."""

from hypothesis import given
from hypothesis import strategies as st

from training.learning.drawing import Drawable, draw_items, order_options

ids = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, min_size=1, max_size=9)


@st.composite
def pools(draw: st.DrawFn) -> list[Drawable]:
    names = draw(ids)
    critical = draw(st.sets(st.sampled_from(names), max_size=3))
    count = draw(st.integers(1, len(names)))
    return [Drawable(names, [each for each in names if each in critical], count)]


@given(pools=pools(), seed=st.integers(0, 2**31))
def test_a_draw_holds_every_critical_item_and_no_item_twice(
    pools: list[Drawable], seed: int
) -> None:
    (pool,) = pools
    asked = draw_items(pools, seed)
    assert set(pool.critical) <= set(asked) <= set(pool.items)
    assert len(asked) == len(set(asked)) == max(pool.draw, len(pool.critical))
    assert asked == draw_items(pools, seed)


@given(count=st.integers(1, 8), seed=st.integers(0, 2**31))
def test_options_are_shuffled_but_never_lost(count: int, seed: int) -> None:
    order = order_options(count, shuffle=True, seed=seed, item="q")
    assert sorted(order) == list(range(count))
    assert order_options(count, shuffle=False, seed=seed, item="q") == list(range(count))


def test_different_attempts_ask_different_items() -> None:
    pool = Drawable([f"q{n}" for n in range(14)], [], 8)
    draws = {tuple(sorted(draw_items([pool], seed))) for seed in range(30)}
    assert len(draws) > 10

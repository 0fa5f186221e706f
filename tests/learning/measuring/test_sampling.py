from hypothesis import given
from hypothesis import strategies as st

from training.learning.measuring.sampling import draw_sample, share_seats

DEPARTMENTS = st.dictionaries(st.integers(1, 9), st.integers(0, 30), min_size=1)


def test_seats_go_in_proportion_with_two_for_the_smallest() -> None:
    assert share_seats({1: 800, 2: 150, 3: 40, 4: 10}, 100) == {1: 79, 2: 15, 3: 4, 4: 2}
    assert share_seats({1: 800, 2: 1, 3: 0}, 50) == {1: 49, 2: 1, 3: 0}
    assert share_seats({1: 5, 2: 5, 3: 5}, 2) == {1: 1, 2: 1, 3: 1}
    assert share_seats({1: 3, 2: 2}, 99) == {1: 3, 2: 2}
    assert share_seats({}, 10) == {}


def test_nobody_is_asked_again_while_others_are_left() -> None:
    people = {1: range(100, 110), 2: range(200, 204)}
    asked = draw_sample(people, [*range(100, 107), *range(200, 204)], 4, seed=1)
    assert sorted(asked[1]) == [107, 108, 109]
    assert len(asked[2]) == 1


@given(DEPARTMENTS, st.integers(1, 120), st.integers(0, 2**31), st.data())
def test_every_department_is_in_the_size_is_kept_and_nobody_comes_back_early(
    sizes: dict[int, int], size: int, seed: int, data: st.DataObject
) -> None:
    people = {each: [each * 100 + n for n in range(count)] for each, count in sizes.items()}
    everybody = [one for some in people.values() for one in some]
    recent = set(data.draw(st.lists(st.sampled_from(everybody)))) if everybody else set()
    asked = draw_sample(people, recent, size, seed=seed)
    chosen = [one for some in asked.values() for one in some]
    there = {each for each, count in sizes.items() if count}
    assert asked.keys() == there
    assert len(chosen) == len(set(chosen)) == min(len(everybody), max(size, len(there)))
    assert all(set(some) <= set(people[each]) for each, some in asked.items())
    again, left = recent.intersection(chosen), set(everybody) - recent - set(chosen)
    if left:
        # Only where a department would be out otherwise.
        assert all(
            set(people[each]) <= recent and len(some) == 1
            for each, some in asked.items()
            if again.intersection(some)
        )
    assert asked == draw_sample(people, recent, size, seed=seed)

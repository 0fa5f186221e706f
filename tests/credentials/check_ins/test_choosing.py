"""Which question is asked some time after a certificate."""

from hypothesis import given
from hypothesis import strategies as st

from training.credentials.check_ins.choosing import Candidate, choose, in_turn

ABLE = [
    Candidate("check", "one", "check"),
    Candidate("scene", "scenario", ""),
    Candidate("plain", "one", ""),
    Candidate("other", "all", ""),
]
SEEDS = st.integers(0, 2**31 - 1)


@given(seed=SEEDS)
def test_first_those_kept_for_it_then_a_scenario_then_what_was_not_asked_last(seed: int) -> None:
    asked: list[str] = []
    for _each in ABLE:
        found = choose(ABLE, before=asked, last=["plain", "scene"], seed=seed)
        assert found
        asked.append(found)
    assert asked == ["check", "scene", "other", "plain"]
    assert choose(ABLE, before=asked, last=[], seed=seed) == "check", "then from the beginning"


@given(seed=SEEDS)
def test_the_same_seed_chooses_the_same(seed: int) -> None:
    alike = [Candidate(f"q{n}", "one", "") for n in range(5)]
    assert choose(alike, before=[], last=[], seed=seed) == choose(
        alike, before=[], last=[], seed=seed
    )


def test_without_candidates_nothing_is_chosen() -> None:
    assert choose([], before=[], last=[], seed=1) is None


def test_each_module_comes_first_in_its_turn() -> None:
    assert [in_turn({"b", "a", "c"}, n)[0] for n in (1, 2, 3, 4)] == ["a", "b", "c", "a"]
    assert in_turn({"b", "a"}, 2) == ["b", "a"]
    assert in_turn(set(), 1) == []

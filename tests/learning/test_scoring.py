"""What answers are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.learning.views import DESK, item
from training.learning.scoring import longest_in_order, score_attempt, score_item

FOUR = (False, True, False, False)
TWO_OF_FOUR = (True, False, True, False)
FIVE = (True,) * 5


@pytest.mark.parametrize(
    ("kind", "right", "chosen", "points"),
    [
        ("one", FOUR, [1], 1),
        ("one", FOUR, [0], 0),
        ("one", FOUR, [], 0),
        ("one", FOUR, [0, 1], 0),
        ("all", TWO_OF_FOUR, [0, 2], 1),
        ("all", TWO_OF_FOUR, [0], 0.5),
        ("all", TWO_OF_FOUR, [0, 1], 0),
        ("all", TWO_OF_FOUR, [0, 1, 2], 0.5),
        ("all", TWO_OF_FOUR, [1, 3], 0),
        ("all", TWO_OF_FOUR, [], 0),
        ("order", FIVE, [1, 2, 3, 4, 5], 1),
        ("order", FIVE, [5, 1, 2, 3, 4], 0.75),
        ("order", FIVE, [2, 1, 4, 3, 5], 0.5),
        ("order", FIVE, [5, 4, 3, 2, 1], 0),
        ("order", FIVE, [1, 2, 3, 4, 4], 0),
        ("order", FIVE, [1, 2, 3, 4, 0], 0),
        ("order", FIVE, None, 0),
        ("scenario", (), [1, 1], 1),
        ("scenario", (), [1, 0, 1, 1], 1),
        ("scenario", (), [1, 2], 0.5),
        ("scenario", (), [0], 0),
        ("scenario", (), [1], 0),
        ("scenario", (), None, 0),
    ],
)
def test_an_item_brings_what_the_table_says(
    kind: str, right: tuple[bool, ...], chosen: object, points: float
) -> None:
    scenes = DESK if kind == "scenario" else ()
    assert score_item(item(kind, right=right, scenes=scenes), chosen).points == points


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("311", True),
        ("3-1-1", True),
        (" 3 1 1 ", True),
        ("Three One–One", True),
        ("el  NUMERO", True),
        ("El número", True),
        ("el nùmero", True),
        ("mañana", True),
        ("manana", False),
        ("MAÑANA", True),
        ("man\u0303ana", True),
        ("“311”", True),
        ("3111", False),
        ("", False),
        ("-", False),
    ],
)
def test_a_short_answer_forgives_what_a_thumb_gets_wrong(typed: str, right: bool) -> None:
    question = item("short", accepted=("311", "three-one-one", "el número", "mañana"))
    assert score_item(question, typed).right is right


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("José Peña-Ruiz", True),
        ("jose pena ruiz", True),
        ("JOSE  PENA–RUIZ", True),
        ("Peña Ruiz, José", True),
        ("José Peña", False),
        ("", False),
        ("...", False),
    ],
)
def test_a_statement_is_signed_with_the_signer_s_own_name(typed: str, right: bool) -> None:
    value = {"typed": typed, "name": "José Peña-Ruiz"}
    assert score_item(item("attest"), value).right is right
    assert not score_item(item("attest"), None).right


def test_the_pass_mark_itself_passes_and_a_hair_below_does_not() -> None:
    items = [item(right=(True, False), name=f"q{n}") for n in range(10)]
    eight = {f"q{n}": [0] for n in range(8)}
    assert score_attempt(items, eight, 0.8).passed
    assert not score_attempt(items, eight, 0.81).passed


def test_a_wrong_critical_item_fails_whatever_the_points() -> None:
    items = [item(right=(True, False), name=f"q{n}", critical=n == 9) for n in range(10)]
    nine = {f"q{n}": [0] for n in range(9)}
    result = score_attempt(items, nine, 0.8)
    assert result.points == 9
    assert not result.passed


@pytest.mark.parametrize(("way", "passes"), [([1, 1], True), ([1, 2], True), ([0], False)])
def test_a_critical_scenario_fails_only_by_a_harmful_end(way: list[int], passes: bool) -> None:
    question = item("scenario", scenes=DESK, critical=True)
    assert score_attempt([question], {"q": way}, 0).passed is passes


def test_an_empty_attempt_never_passes() -> None:
    assert not score_attempt([], {}, 0.0).passed


sets = st.sets(st.integers(0, 5))


@given(correct=sets.filter(bool), chosen=sets, kind=st.sampled_from(["one", "all"]))
def test_points_stay_in_range_and_only_the_exact_answer_brings_all(
    correct: set[int], chosen: set[int], kind: str
) -> None:
    question = item(kind, right=tuple(at in correct for at in range(6)), points=2)
    score = score_item(question, sorted(chosen))
    assert 0 <= score.points <= 2
    assert (score.points == 2) == (chosen == correct) == score.right


@given(st.permutations([1, 2, 3, 4, 5, 6]))
def test_a_list_in_order_brings_all_and_one_line_moved_costs_one_part(places: list[int]) -> None:
    question = item("order", right=(True,) * 6, points=5)
    score = score_item(question, places)
    assert 0 <= score.points <= 5
    assert (score.points == 5) == (places == sorted(places)) == score.right
    moved = [*places[1:], places[0]]
    assert abs(score_item(question, moved).points - score.points) <= 1


@given(st.permutations(range(7)))
def test_what_is_left_in_order_is_as_long_as_it_can_be(numbers: list[int]) -> None:
    longest = [1] * 7
    for at, each in enumerate(numbers):
        before = [longest[n] for n in range(at) if numbers[n] < each]
        longest[at] = 1 + max(before, default=0)
    assert longest_in_order(numbers) == max(longest)


def test_thirds_add_up_to_a_whole_point() -> None:
    thirds = [item("all", right=(True, True, True, False), name=f"t{n}") for n in range(3)]
    whole = item("one", right=(True, False), name="whole")
    answers: dict[str, object] = {each.id: [0] for each in (*thirds, whole)}
    found = score_attempt([*thirds, whole], answers, 0.5)
    assert (found.points, found.of, found.passed) == (2, 4, True)

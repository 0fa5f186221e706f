"""What is still missing before a sign-in holds."""

import pytest

from training.people.second_factor.steps import missing_step


@pytest.mark.parametrize(
    ("has_one", "shown", "needs_one", "step"),
    [
        (False, False, False, ""),
        (False, False, True, "set-up"),
        (False, True, True, "set-up"),
        (True, False, False, "show"),
        (True, False, True, "show"),
        (True, True, False, ""),
        (True, True, True, ""),
    ],
)
def test_a_factor_is_shown_by_who_has_it_and_set_up_by_who_needs_it(
    has_one: bool, shown: bool, needs_one: bool, step: str
) -> None:
    given = {"has_one": has_one, "shown": shown, "needs_one": needs_one}
    assert missing_step(entered_here=True, **given) == step


@pytest.mark.parametrize("has_one", [False, True])
@pytest.mark.parametrize("shown", [False, True])
@pytest.mark.parametrize("needs_one", [False, True])
def test_a_provider_s_word_is_enough_unless_one_is_needed_and_it_showed_none(
    has_one: bool, shown: bool, needs_one: bool
) -> None:
    step = missing_step(entered_here=False, has_one=has_one, shown=shown, needs_one=needs_one)
    if not needs_one or shown:
        assert step == ""
    else:
        assert step == ("show" if has_one else "set-up")

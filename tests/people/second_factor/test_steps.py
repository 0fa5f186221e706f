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
    assert missing_step(entered_here=False, **given) == "", "an identity provider asks itself"

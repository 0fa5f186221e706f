"""By when somebody is due, as the rules of a requirement say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.assignments.rules import MOST_DAYS, Rules, due_day, read_rules
from training.errors import InputRefused

HIRED, JOINED, DUE = date(2026, 1, 5), date(2026, 11, 23), date(2026, 12, 15)
DAYS = st.none() | st.integers(0, MOST_DAYS)


@pytest.mark.parametrize(
    ("rules", "hired", "due"),
    [
        (Rules(), HIRED, None),
        (Rules(due=DUE), HIRED, DUE),
        (Rules(due=DUE), None, DUE),
        (Rules(due=DUE, grace=7), HIRED, DUE),
        (Rules(after_hire=0), HIRED, HIRED),
        (Rules(after_hire=30), HIRED, date(2026, 2, 4)),
        (Rules(after_hire=30), None, date(2026, 12, 23)),
        (Rules(after_joining=0), HIRED, JOINED),
        (Rules(after_joining=100), HIRED, date(2027, 3, 3)),
        (Rules(after_joining=100), None, date(2027, 3, 3)),
        (Rules(after_move=10, window=60), HIRED, None),
    ],
)
def test_a_due_day_is_as_the_table_says(rules: Rules, hired: date | None, due: date | None) -> None:
    assert due_day(rules, hired=hired, joined=JOINED) == due


@given(
    st.fixed_dictionaries(
        {"after_move": DAYS, "window": DAYS, "grace": st.integers(0, MOST_DAYS)},
        optional={"start": st.dates(max_value=DUE)},
    ),
    st.sampled_from([{}, {"due": DUE}, {"after_hire": 0}, {"after_joining": 30}]),
)
def test_rules_survive_being_stored(more: dict[str, int], due: dict[str, int]) -> None:
    rules = Rules(**more, **due)  # type: ignore[arg-type]
    assert read_rules(rules.stored()) == rules


def test_what_was_stored_before_is_still_read_and_written_so() -> None:
    assert read_rules({"due": "2026-12-15"}) == Rules(due=DUE)
    assert Rules(due=DUE).stored() == {"due": "2026-12-15"}
    assert Rules().stored() == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"due": DUE, "after_hire": 3}, "one way of counting"),
        ({"after_joining": 3, "after_hire": 3}, "one way of counting"),
        ({"grace": -1}, "a number of days from 0 to 3660"),
        ({"window": MOST_DAYS + 1}, "a number of days from 0 to 3660"),
        ({"due": DUE, "start": date(2026, 12, 16)}, "comes before the day on which it begins"),
    ],
)
def test_days_that_cannot_be_meant_are_refused(wrong: dict[str, int], said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        Rules(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "begun"), [(None, True), (DUE, False), (JOINED, True)])
def test_nobody_is_asked_before_it_begins(start: date | None, begun: bool) -> None:
    assert Rules(start=start).has_begun(JOINED) is begun

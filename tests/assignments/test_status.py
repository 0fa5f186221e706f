"""Status is computed from facts and a day."""

from datetime import date, timedelta

import pytest

from training.assignments.audience import Audience, parse_audience, read_stored
from training.assignments.status import Standing, Status, status_on
from training.errors import InputRefused

DUE = date(2026, 12, 15)
LATE = DUE + timedelta(days=1)


@pytest.mark.parametrize(
    ("certified", "pilot", "started", "today", "status"),
    [
        (False, False, False, DUE, Status.TO_DO),
        (False, False, True, DUE, Status.IN_PROGRESS),
        (False, False, True, LATE, Status.OVERDUE),
        (False, True, False, LATE, Status.PILOT),
        (True, False, False, LATE, Status.CURRENT),
        (True, False, True, LATE, Status.CURRENT),
    ],
)
def test_a_standing_has_the_status_the_table_says(
    certified: bool, pilot: bool, started: bool, today: date, status: Status
) -> None:
    assert status_on(Standing(DUE, certified, pilot, started), today) == status


def test_an_audience_survives_being_stored() -> None:
    for audience in (Audience(), Audience(("police", "abq-ride"))):
        assert read_stored(audience.stored()) == audience


def test_an_unknown_department_is_named_with_those_that_are_known() -> None:
    with pytest.raises(InputRefused) as refused:
        parse_audience("police, polcie", {"police", "abq-ride"})
    assert [str(each) for each in refused.value.problems] == [
        "polcie: is not a department; known are abq-ride, police"
    ]

"""Status is computed from facts and a day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.assignments.owing.debts import Currency
from training.assignments.status import (
    CERTIFIED,
    EXCUSABLE,
    Mark,
    Standing,
    Status,
    counted_as,
    marks_of,
    status_on,
)

DUE = date(2026, 12, 15)
LATE = DUE + timedelta(days=1)
HELD = {"held": True, "due": DUE}
EXCUSED = {"excused_until": LATE}
BEHIND = {"currency": Currency.OUT_OF_DATE}


@pytest.mark.parametrize(
    ("facts", "today", "status"),
    [
        ({"due": DUE}, DUE, Status.TO_DO),
        ({"due": DUE, "started": True}, DUE, Status.IN_PROGRESS),
        ({"due": DUE, "started": True}, LATE, Status.OVERDUE),
        ({"due": DUE, "grace": 1}, LATE, Status.TO_DO),
        ({"due": DUE, "grace": 1}, LATE + timedelta(days=1), Status.OVERDUE),
        ({"due": None}, date.max, Status.TO_DO),
        ({"asked": False, "due": DUE}, LATE, Status.NOT_ASSIGNED),
        ({"asked": False, "held": True}, LATE, Status.CURRENT),
        ({"due": DUE, **EXCUSED}, DUE, Status.EXCUSED),
        ({"due": DUE, "started": True, **EXCUSED}, LATE, Status.EXCUSED),
        (HELD, LATE, Status.CURRENT),
        ({**HELD, **EXCUSED}, LATE, Status.CURRENT),
        ({**HELD, "pilot": True}, LATE, Status.CURRENT),
        ({**HELD, "currency": Currency.UPDATE_DUE, **EXCUSED}, LATE, Status.UPDATE_DUE),
        ({**HELD, **BEHIND}, LATE, Status.OUT_OF_DATE),
        ({**HELD, **BEHIND, **EXCUSED}, LATE, Status.EXCUSED),
        ({**HELD, "expires": DUE, "window": 30}, DUE - timedelta(days=31), Status.CURRENT),
        ({**HELD, "expires": DUE, "window": 30}, DUE - timedelta(days=30), Status.RENEW_SOON),
        ({**HELD, "expires": DUE, "window": 30}, DUE, Status.RENEW_SOON),
        ({**HELD, "expires": DUE}, DUE, Status.CURRENT),
        ({**HELD, "expires": DUE, **BEHIND}, LATE, Status.EXPIRED),
        ({**HELD, "expires": DUE, **EXCUSED}, LATE, Status.EXCUSED),
        ({**HELD, "expires": DUE, "revoked": True}, LATE, Status.REVOKED),
        ({**HELD, "revoked": True, **EXCUSED}, DUE, Status.REVOKED),
    ],
)
def test_a_standing_has_the_status_the_table_says(
    facts: dict[str, Any], today: date, status: Status
) -> None:
    assert status_on(Standing(**facts), today) is status


def test_marks_stand_beside_a_status_and_never_make_a_pilot_certified() -> None:
    pilot = Standing(held=True, pilot=True, classroom=True, under_review=True)
    assert marks_of(pilot) == frozenset(Mark)
    assert counted_as(status_on(pilot, DUE), marks_of(pilot)) is Mark.PILOT
    nothing = replace(pilot, held=False)
    assert marks_of(nothing) == {Mark.UNDER_REVIEW}
    gone = replace(pilot, expires=DUE)
    assert counted_as(status_on(gone, LATE), marks_of(gone)) is Status.EXPIRED


DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
STANDINGS = st.builds(
    Standing,
    asked=st.booleans(),
    due=st.none() | DAYS,
    grace=st.integers(0, 60),
    window=st.none() | st.integers(0, 90),
    started=st.booleans(),
    excused_until=st.none() | DAYS,
    held=st.booleans(),
    expires=st.none() | DAYS,
    revoked=st.booleans(),
    currency=st.sampled_from(Currency),
    pilot=st.booleans(),
)


@given(STANDINGS, DAYS, st.integers(1, 400))
def test_waiting_alone_never_makes_anybody_better_off(
    standing: Standing, today: date, days: int
) -> None:
    now, later = (status_on(standing, each) for each in (today, today + timedelta(days=days)))
    if now not in CERTIFIED:
        assert later not in CERTIFIED
    if now is Status.OVERDUE:
        assert later is Status.OVERDUE


@given(STANDINGS, DAYS)
def test_an_excuse_hides_what_is_amiss_and_nothing_else(standing: Standing, today: date) -> None:
    bare = status_on(replace(standing, excused_until=None), today)
    excused = status_on(replace(standing, excused_until=today), today)
    assert excused is (Status.EXCUSED if bare in EXCUSABLE else bare)


@given(STANDINGS, DAYS)
def test_nobody_is_certified_without_a_certificate_that_counts(
    standing: Standing, today: date
) -> None:
    status = status_on(standing, today)
    if counted_as(status, marks_of(standing)) in CERTIFIED:
        assert standing.held
        assert not standing.revoked
        assert not standing.pilot
        assert standing.expires is None or today <= standing.expires
    if standing.due is None:
        assert status is not Status.OVERDUE

"""What debts make of a credential, by what it pinned and what was added."""

from datetime import date

import pytest

from tests.assignments.publishing import due
from training.assignments.owing.debts import (
    Brought,
    Currency,
    Debt,
    Owes,
    Owing,
    Required,
    currency,
    update_due,
)

CLEAR = Owing((), begun=True)


def owing_by(day: int | None) -> Owing:
    by = None if day is None else due(day)
    return Owing((Debt("section:a", Owes.RETEST, (Brought(2, Owes.RETEST, by),)),), begun=True)


UNTOUCHED = Owing((Debt("section:a", Owes.NEW, (Brought(1, Owes.NEW, None),)),), begun=False)


@pytest.mark.parametrize(
    ("required", "today", "expected", "by"),
    [
        pytest.param([Required("basics", CLEAR)], 10, Currency.CURRENT, None,
                     id="without debts it is current"),
        pytest.param([Required("basics", owing_by(20))], 20, Currency.UPDATE_DUE, due(20),
                     id="until the end of the due day an update is due"),
        pytest.param([Required("basics", owing_by(20))], 21, Currency.OUT_OF_DATE, due(20),
                     id="after the due day it is out of date"),
        pytest.param([Required("basics", owing_by(None))], 999, Currency.UPDATE_DUE, None,
                     id="without a day it never goes out of date by itself"),
        pytest.param([Required("basics", owing_by(20)), Required("forms", owing_by(15))], 18,
                     Currency.OUT_OF_DATE, due(15), id="the module that is due first counts"),
        pytest.param([Required("basics", CLEAR), Required("added", UNTOUCHED, pinned=False)], 999,
                     Currency.CURRENT, None, id="an added module waits for the renewal"),
        pytest.param([Required("added", UNTOUCHED, pinned=False, by=due(30))], 30,
                     Currency.UPDATE_DUE, due(30), id="an added module with a date is due by then"),
        pytest.param([Required("added", UNTOUCHED, pinned=False, by=due(30))], 31,
                     Currency.OUT_OF_DATE, due(30), id="and out of date after it"),
        pytest.param([Required("added", CLEAR, pinned=False, by=due(30))], 31, Currency.CURRENT,
                     None, id="who completed the added module already owes nothing of it"),
        pytest.param([Required("added", owing_by(10), pinned=False, by=due(30))], 20,
                     Currency.UPDATE_DUE, due(30), id="nothing of it is due before its own day"),
    ],
)  # fmt: skip
def test_a_credential_is_what_its_debts_make_of_it(
    required: list[Required], today: int, expected: Currency, by: date | None
) -> None:
    assert currency(required, due(today)) == expected
    assert update_due(required) == by

"""Numbers pasted from a list, and whom they name."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.cast import TODAY, Cast, move
from training.errors import InputRefused
from training.people.pasted.numbers import MOST, read_numbers
from training.people.pasted.queries import people_numbered


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1002", ("1002",)),
        (" a17\r\n1002\t1003;1002, ", ("A17", "1002", "1003")),
    ],
)
def test_numbers_are_read_in_their_order_and_once(text: str, numbers: tuple[str, ...]) -> None:
    assert read_numbers(text) == numbers


@pytest.mark.parametrize("text", ["", " ,;\n", " ".join(str(each) for each in range(MOST + 1))])
def test_none_and_too_many_are_refused(text: str) -> None:
    with pytest.raises(InputRefused):
        read_numbers(text)


def test_every_number_that_is_nobody_s_is_named(db: Session, cast: Cast) -> None:
    found = people_numbered(db, ("1004", "1002"), today=TODAY)
    assert [each.id for each in found] == [cast.max.id, cast.lee.id]
    move(db, cast.max, cast.transit, since=TODAY - timedelta(days=1), active=False)
    with pytest.raises(InputRefused) as refused:
        people_numbered(db, ("1002", "1004", "4711"), today=TODAY)
    assert [each.where for each in refused.value.problems] == ["1004", "4711"]

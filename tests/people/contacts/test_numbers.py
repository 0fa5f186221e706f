"""Telephone numbers as people write them."""

import pytest

from training.people.contacts.numbers import is_number, tel


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("505-555-0101", "tel:+15055550101"),
        ("(505) 555-0101 ext. 7", "tel:+15055550101;ext=7"),
        ("505.555.0101, x12", "tel:+15055550101;ext=12"),
        ("+52 55 5555 0101", "tel:+525555550101"),
        ("311", "tel:311"),
    ],
)
def test_a_number_is_dialled_as_it_is_written(typed: str, address: str) -> None:
    assert is_number(typed)
    assert tel(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "12", "call me", "505-555-01O1", "javascript:1234", "5055550101\n", "1" * 16]
)
def test_what_no_telephone_can_dial_is_no_number(typed: str) -> None:
    assert not is_number(typed)

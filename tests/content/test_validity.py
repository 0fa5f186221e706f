"""How long a certificate is good, as its author wrote it."""

from datetime import date

import pytest

from training.content.validity import read_validity


@pytest.mark.parametrize(
    ("said", "issued", "ends"),
    [
        ("until the text changes", date(2026, 11, 23), None),
        ("12 months", date(2026, 11, 23), date(2027, 11, 23)),
        ("1 month", date(2027, 1, 31), date(2027, 2, 28)),
        ("2 years", date(2028, 2, 29), date(2030, 2, 28)),
        ("until 2027-12-31", date(2026, 11, 23), date(2027, 12, 31)),
    ],
)
def test_it_ends_on_the_day_that_is_said(said: str, issued: date, ends: date | None) -> None:
    validity = read_validity(said)
    assert validity is not None
    assert validity.ends(issued) == ends


@pytest.mark.parametrize("said", ["", "soon", "0 months", "until 2027-02-30", "12", "months"])
def test_what_cannot_be_read_is_none(said: str) -> None:
    assert read_validity(said) is None

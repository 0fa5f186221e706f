from collections.abc import Callable
from datetime import date

import pytest

from training.people.roster import cells


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.employee_number, "e00123", "E00123"),
        (cells.employee_number, "00123", "00123"),
        (cells.email, "Ana.B@CABQ.gov", "ana.b@cabq.gov"),
        (cells.email, "lee.o'neil+x@b-c.org", "lee.o'neil+x@b-c.org"),
        (cells.email, "", None),
        (cells.day, "2026-12-15", date(2026, 12, 15)),
        (cells.day, "12/15/2026", date(2026, 12, 15)),
        (cells.day, "1/2/2026", date(2026, 1, 2)),
        (cells.day, "2026-12-15 00:00:00", date(2026, 12, 15)),
        (cells.day, "2026-12-15T00:00:00Z", date(2026, 12, 15)),
        (cells.day, "1/2/2026 12:00:00 AM", date(2026, 1, 2)),
        (cells.day, "", None),
        *((cells.yes_or_no, cell, True) for cell in ("yes", "Y", "1", "TRUE", "A", "Sí", "")),
        *((cells.yes_or_no, cell, False) for cell in ("no", "N", "0", "false", "I", "T", "t")),
        (cells.kind, "Contractor", "contractor"),
        (cells.kind, "", "employee"),
        *((cells.language, cell, "es") for cell in ("es", "ES", "Spanish", "español", "ESPAÑOL")),
        *((cells.language, cell, "en") for cell in ("en", "English", "inglés", "")),
    ],
)
def test_what_people_write_is_understood(
    read: Callable[[str], object], cell: str, value: object
) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "why"),
    [
        (cells.employee_number, "", "is empty"),
        (cells.employee_number, "12 34", "not an employee number"),
        (cells.employee_number, "a@b.org", "not an employee number"),
        (cells.employee_number, "1" * 41, "not an employee number"),
        (cells.name, "", "is empty"),
        (cells.name, "x" * 101, "101 characters"),
        (cells.email, "none", "leave it empty"),
        (cells.email, "a@b@c.org", "not an e-mail"),
        (cells.email, "Ana <a@b.org>", "not an e-mail"),
        (cells.email, "lee..learner@b.org", "not an e-mail"),
        (cells.email, "lee.@b.org", "not an e-mail"),
        (cells.email, "ñandu@b.org", "not an e-mail"),
        (cells.email, "a\x01@b.org", "not an e-mail"),
        (cells.email, "a" * 250 + "@b.org", "not an e-mail"),
        (cells.day, "15/12/2026", "no day of the calendar"),
        (cells.day, "2026-02-30", "no day of the calendar"),
        (cells.day, "12/15/26", "not a date"),
        (cells.day, "46371", "not a date"),
        (cells.yes_or_no, "maybe", "neither yes nor no"),
        (cells.yes_or_no, "F", "neither yes nor no"),
        (cells.yes_or_no, "?", "neither yes nor no"),
        (cells.kind, "robot", "the kinds are employee"),
        (cells.kind, "?", "the kinds are"),
        (cells.language, "fr", "English or Spanish"),
    ],
)
def test_what_cannot_be_understood_is_said(
    read: Callable[[str], object], cell: str, why: str
) -> None:
    with pytest.raises(ValueError, match=why):
        read(cell)

"""How old answers have to be before they may go, and what holds them all the same."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from training.errors import InputRefused, Said

AGE = re.compile(r"(\d{1,4}) ?([dmy])")
EMPLOYEE, MODULE, EVERYTHING = "employee", "module", "everything"
"""What a legal hold is on."""
HOLDS = (EMPLOYEE, MODULE, EVERYTHING)


@dataclass(frozen=True, slots=True)
class Due:
    """Of a module, how many attempts are old enough, and why some of them are held.

    An attempt that is held for two reasons counts under both, and once in `held`.
    """

    module: str
    attempts: int
    held: int
    disputed: int
    regraded: int
    on_hold: int

    @property
    def going(self) -> int:
        """How many attempts' answers may be taken away."""
        return self.attempts - self.held


def day_before(age: str, today: date) -> date:
    """The day so long before today: `18m`, `540d` or `2y`. Raises `InputRefused`.

    A month that has no such day gives its last.
    """
    match = AGE.fullmatch(age.strip().lower())
    if match is None or not int(match[1]):
        raise InputRefused(Said("“{age}” is no length of time: write 18m, 540d or 2y.", age=age))
    n, unit = int(match[1]), match[2]
    try:
        if unit == "d":
            return today - timedelta(days=n)
        months = today.year * 12 + today.month - 1 - n * (12 if unit == "y" else 1)
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    except (OverflowError, ValueError) as error:
        raise InputRefused(Said("“{age}” is too long ago.", age=age)) from error

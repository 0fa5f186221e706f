"""How long a certificate is good, as its author wrote it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

FOR_EVER = "until the text changes"
FORMS = f"{FOR_EVER}, 12 months, 2 years or until 2027-12-31"
"""What may be written, as messages name it."""
LENGTH = re.compile(r"(\d{1,3}) (month|year)s?")
DAY = re.compile(r"until (\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Validity:
    """Good for some months or until a day; with neither, until its text changes."""

    months: int | None = None
    until: date | None = None

    def ends(self, issued: date) -> date | None:
        """The last day of what is issued on a day; none where it does not end by itself.

        A month later is the same day of it, or its last day.
        """
        if self.months is None:
            return self.until
        year, month = divmod(issued.year * 12 + issued.month - 1 + self.months, 12)
        return date(year, month + 1, min(issued.day, monthrange(year, month + 1)[1]))


def read_validity(text: str) -> Validity | None:
    """The validity that an author wrote; none when it cannot be read."""
    said = " ".join(text.split()).lower()
    if said == FOR_EVER:
        return Validity()
    if match := LENGTH.fullmatch(said):
        number = int(match[1]) * (12 if match[2] == "year" else 1)
        return Validity(months=number) if number else None
    if match := DAY.fullmatch(said):
        try:
            return Validity(until=date.fromisoformat(match[1]))
        except ValueError:
            return None
    return None

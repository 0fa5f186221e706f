"""Which questions measure what people know months later, and how sure they may say they are."""

from collections.abc import Sequence
from datetime import date

from training.content.edition import Edition
from training.content.variants import items

USE = "held-out"
KINDS = ("one", "all", "short")
"""Kinds that stand on a page together and are answered in a minute."""
QUESTIONS = 2
"""Asked of each person in the sample."""
SURE = ("guess", "fairly", "sure")
LARGEST = 5000
"""People asked in a month; a sample of more of them says no more."""
NAMELESS = 5
"""With fewer people of a department asked in a month, an answer is kept without it."""
APART = 3
"""Months: nobody is asked twice within them while others are left."""


def held_out(edition: Edition, lineage: Sequence[str]) -> list[str]:
    """The ids of a module's questions that a department may be asked for measuring."""
    return [
        each.id for each in items(edition.module, lineage) if each.use == USE and each.kind in KINDS
    ]


def month_of(day: date) -> str:
    """The day's month as it is kept, such as `2026-11`."""
    return f"{day:%Y-%m}"


def months_back(day: date, months: int) -> list[str]:
    """The day's month and those before it, the newest first, as many as are asked for."""
    whole = day.year * 12 + day.month - 1
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(whole, whole - months, -1)]

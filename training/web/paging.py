"""Long lists in parts, a page each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
ROWS = 100
DIGITS = 9
"""More of them are no page of any list."""


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list, and where in it we are."""

    rows: Sequence[T]
    page: int
    """From 1."""
    pages: int
    first: int
    """Which of all the rows the first one is, from 1; 0 in an empty list."""
    total: int

    @property
    def last(self) -> int:
        """Which of all the rows the last one is."""
        return self.first + len(self.rows) - 1 if self.rows else 0


def part(rows: Sequence[T], wanted: str) -> Part[T]:
    """The page that an address asks for; the nearest one if there is no such page."""
    page, pages, start = place(len(rows), wanted)
    return Part(rows[start : start + ROWS], page, pages, min(start + 1, len(rows)), len(rows))


def place(total: int, wanted: str) -> tuple[int, int, int]:
    """The page that an address asks for of so many rows, how many pages there are, and the row,
    from 0, that it begins with."""
    pages = max(1, -(-total // ROWS))
    page = min(max(int(wanted), 1), pages) if wanted.isdecimal() and len(wanted) < DIGITS else 1
    return page, pages, (page - 1) * ROWS

"""What somebody's debts depend on, as a value that everybody with the same past shares."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from training.assignments.owing.facts import Posting

BEGINNING = datetime.min.replace(tzinfo=UTC)
"""When everybody's first posting begins: since when they work there matters to nothing owed."""


@dataclass(frozen=True, slots=True)
class Past:
    """All that what somebody owes of a module depends on.

    `knowledge_id` is of the last `learning.Knowledge`, none for who never completed it. Whoever
    never moved has one posting, from `BEGINNING`; the last one is where they work now.
    """

    knowledge_id: int | None
    postings: tuple[Posting, ...]

    @property
    def lineage(self) -> tuple[str, ...]:
        """Slugs of their division and department now, most specific first."""
        return self.postings[-1].lineage if self.postings else ()


@dataclass(frozen=True, slots=True)
class Work:
    """A recorded row of work: from a local day on, the department by its lineage."""

    from_day: date
    recorded: datetime
    lineage: tuple[str, ...]


def moves(rows: Iterable[Work]) -> tuple[tuple[date, tuple[str, ...]], ...]:
    """Where somebody worked, and since which local day; days without a change are left out.

    Of two rows for the same day the one recorded later counts.
    """
    by_day: dict[date, Work] = {}
    for row in sorted(rows, key=lambda each: (each.from_day, each.recorded)):
        by_day[row.from_day] = row
    found: list[tuple[date, tuple[str, ...]]] = []
    for row in by_day.values():
        if not found or found[-1][1] != row.lineage:
            found.append((row.from_day, row.lineage))
    return tuple(found)


def postings(
    moved: Sequence[tuple[date, tuple[str, ...]]],
    *,
    after_move: int | None,
    zone: tzinfo,
) -> tuple[Posting, ...]:
    """Moves as postings: each from the City's local midnight, due so many days after it, if any."""
    found = [Posting(BEGINNING, lineage) for _day, lineage in moved[:1]]
    for day, lineage in moved[1:]:
        due = None if after_move is None else day + timedelta(days=after_move)
        found.append(Posting(datetime.combine(day, time(), zone).astimezone(UTC), lineage, due))
    return tuple(found)

"""The people as they are, and what a roster would change about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from training.people.words import full_name

Kind = Literal["added", "changed", "moved", "returns", "leaves"]
KINDS_OF_CHANGE: tuple[Kind, ...] = ("added", "changed", "moved", "returns", "leaves")
MOST_LEAVERS = 10
"""Percent of a source's people; a file that deactivates more needs an explicit word."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a person is called and where mail reaches them; changed in place."""

    first_name: str
    last_name: str
    preferred_name: str | None
    email: str | None

    @property
    def name(self) -> str:
        """The name people are called by."""
        return full_name(self.first_name, self.last_name, self.preferred_name)


@dataclass(frozen=True, slots=True)
class Work:
    """What an employment row says; a difference in any of it is a new row."""

    department_id: int
    site: str | None
    job: str | None
    job_code: str | None
    kind: str
    supervisor: str | None
    """Their employee number."""
    active: bool
    hired: date | None
    ended: date | None
    source: str

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return self.ended is not None and self.ended < today

    def is_active(self, today: date) -> bool:
        """Whether they work here today."""
        return self.active and not self.is_over(today)


@dataclass(frozen=True, slots=True)
class Known:
    """A person as the database has them."""

    id: int
    number: str
    names: Names
    work: Work | None
    recorded: datetime | None
    """When their employment in force was recorded."""

    def is_active(self, today: date) -> bool:
        """Whether they work here today."""
        return self.work is not None and self.work.is_active(today)

    def is_active_in(self, source: str, today: date) -> bool:
        """Whether they work here today by the word of a source."""
        return self.work is not None and self.work.source == source and self.is_active(today)


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one person. `names` and `work` are set where they are to be written."""

    kind: Kind
    number: str
    name: str
    fields: tuple[str, ...]
    """What differs, by the roster's column names; empty for somebody added."""
    before: Known | None
    names: Names | None
    work: Work | None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """Everything a roster file would change, in the order of employee numbers."""

    source: str
    rows: int
    unchanged: int
    """How many people in the file stay as they are."""
    active_before: int
    """How many of the source's people work here today."""
    leavers: int
    """How many would be deactivated, those past their end date not counted."""
    changes: tuple[Change, ...]
    ignored: tuple[str, ...]
    """Headers of the file that are not a roster's."""
    places: Mapping[int, str]
    """The English name of every department and division by id."""

    def move(self, change: Change) -> tuple[str, str] | None:
        """From where to where somebody goes; None for who stays or is new."""
        before, after = change.before.work if change.before else None, change.work
        if before is None or after is None or before.department_id == after.department_id:
            return None
        return self.places[before.department_id], self.places[after.department_id]

    def of(self, kind: Kind) -> list[Change]:
        """The changes of one kind."""
        return [each for each in self.changes if each.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        """How many people of each kind, and how many in the file stay as they are."""
        return {kind: len(self.of(kind)) for kind in KINDS_OF_CHANGE} | {
            "unchanged": self.unchanged
        }

    def refusal(self, allow_leavers: int) -> str | None:
        """Why the plan may not be carried out, or None if it may."""
        few = self.leavers * 100 <= self.active_before * MOST_LEAVERS
        if few or self.leavers <= allow_leavers:
            return None
        return (
            f"This file would deactivate {self.leavers} of {self.active_before} people of the"
            f" source “{self.source}”, more than {MOST_LEAVERS}%. If that is right, repeat with"
            f" --allow-leavers {self.leavers}. Nothing was changed."
        )

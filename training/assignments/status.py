"""Where a person stands with a certificate they must hold, on a given day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Computed, never stored."""

    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    OVERDUE = "overdue"
    CURRENT = "current"
    PILOT = "pilot"
    """Finished on text that is still under review; not counted as certified."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a status is computed from."""

    due: date | None
    certified: bool
    pilot_only: bool
    started: bool


def status_on(standing: Standing, today: date) -> Status:
    """The status at the end of nothing but this: due means the end of that local day."""
    if standing.certified:
        return Status.CURRENT
    if standing.pilot_only:
        return Status.PILOT
    if standing.due is not None and today > standing.due:
        return Status.OVERDUE
    return Status.IN_PROGRESS if standing.started else Status.TO_DO

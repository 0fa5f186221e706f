"""What OEI has set about reminders, read from the settings; what nobody has set stays open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from training.assignments.reminders.calendar import Calendar
from training.assignments.reminders.timetable import Plan

PREFIX = "reminders."
BEFORE, EVERY = "reminders.before", "reminders.every"
SUPERVISOR, LIAISON, HOURS = "reminders.supervisor", "reminders.liaison", "reminders.hours"
KEYS = (BEFORE, EVERY, SUPERVISOR, LIAISON, HOURS)
MOST_BEFORE = 90
"""Days before the due day."""
MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Chosen:
    """Each setting, none where nobody has set it."""

    before: tuple[int, ...] | None = None
    every: int | None = None
    supervisor: int | None = None
    liaison: int | None = None
    hours: tuple[time, time] | None = None

    @property
    def plan(self) -> Plan:
        """The plan that follows."""
        return Plan(self.before or (), self.every or 1, self.supervisor, self.liaison)

    def stored(self) -> dict[str, Any]:
        """By key, as the settings keep it."""
        hours = [f"{each:%H:%M}" for each in self.hours] if self.hours else None
        before = list(self.before) if self.before is not None else None
        return dict(
            zip(KEYS, (before, self.every, self.supervisor, self.liaison, hours), strict=True)
        )


def read_chosen(stored: Mapping[str, Any]) -> Chosen:
    """What `Chosen.stored()` gave."""
    before, hours = stored.get(BEFORE), stored.get(HOURS)
    opens, closes = map(time.fromisoformat, hours) if hours else (None, None)
    return Chosen(
        before=tuple(before) if before is not None else None,
        every=stored.get(EVERY),
        supervisor=stored.get(SUPERVISOR),
        liaison=stored.get(LIAISON),
        hours=(opens, closes) if opens and closes else None,
    )


def within_hours(calendar: Calendar, chosen: Chosen) -> Calendar:
    """The calendar with the hours that OEI has set, where it has."""
    if chosen.hours is None:
        return calendar
    opens, closes = chosen.hours
    return Calendar(calendar.zone, calendar.holidays, opens, closes)

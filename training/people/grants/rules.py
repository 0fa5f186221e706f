"""Which roles need two people, and how long a role lasts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SENSITIVE = ("administrator", "hr", "auditor")
"""Roles that see everybody's records: one administrator asks, another one agrees."""
ENDLESS = ("administrator",)
"""Roles that may be granted without an end."""
LIVES_ON = "administrator"
"""The role that somebody must always hold."""


def a_year_after(day: date) -> date:
    """The last day of a role that is granted for a year from a day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def beginning_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day begins."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a local day is over."""
    return beginning_of(day + timedelta(days=1), zone)


def last_day(to_at: datetime, zone: ZoneInfo) -> date:
    """The last local day on which something counts that ends at an instant."""
    return (to_at - timedelta(microseconds=1)).astimezone(zone).date()

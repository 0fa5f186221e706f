"""The City's working days and the hours in which it writes to its people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and the hours of a working day, in the City's own time zone."""

    zone: ZoneInfo
    holidays: Collection[date] = frozenset()
    opens: time = time(7, 30)
    closes: time = time(17, 30)

    def works(self, day: date) -> bool:
        """Whether anybody is to be written to on a day: no weekend, no holiday."""
        return day.weekday() < SATURDAY and day not in self.holidays

    def working_day(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.works(day):
            day -= DAY
        return day

    def is_open(self, now: datetime) -> bool:
        """Whether somebody may be written to at an instant."""
        here = now.astimezone(self.zone)
        return self.works(here.date()) and self.opens <= here.time() < self.closes

    def sends_from(self, now: datetime) -> datetime | None:
        """From when on what is queued now may go out today; none when today is over or is off."""
        here = now.astimezone(self.zone)
        if not self.works(here.date()) or here.time() >= self.closes:
            return None
        begins = datetime.combine(here.date(), self.opens, self.zone).astimezone(UTC)
        return max(begins, now)

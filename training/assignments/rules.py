"""What a requirement says about days: by when, from when on, and how early and late."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from training.errors import InputRefused, Said

MOST_DAYS = 3660
"""Ten years: whatever is longer was mistyped."""
_DAYS = ("after_hire", "after_joining", "after_move", "window", "grace")


@dataclass(frozen=True, slots=True)
class Rules:
    """The days of a requirement. Nothing is preset: what is not given is to be confirmed by OEI.

    At most one of `due`, `after_hire` and `after_joining` is given. Raises `InputRefused` otherwise
    and for days that cannot be meant.
    """

    due: date | None = None
    """The same day for everybody; it counts to its end."""
    after_hire: int | None = None
    """Due so many days after somebody was hired."""
    after_joining: int | None = None
    """Due so many days after somebody was first reached."""
    after_move: int | None = None
    """Days to make up what another department reads otherwise."""
    window: int | None = None
    """Days before a certificate expires in which it may be renewed."""
    grace: int = 0
    """Days after the due day before somebody counts as overdue."""
    start: date | None = None
    """Nobody is asked before that day."""

    def __post_init__(self) -> None:
        if sum(each is not None for each in (self.due, self.after_hire, self.after_joining)) > 1:
            raise InputRefused(Said("Choose one way of counting the due day."))
        for name in _DAYS:
            days = getattr(self, name)
            if days is not None and not 0 <= days <= MOST_DAYS:
                raise InputRefused(Said("Write a number of days from 0 to {n}.", n=MOST_DAYS))
        if self.due is not None and self.start is not None and self.due < self.start:
            raise InputRefused(Said("The due day comes before the day on which it begins."))

    def stored(self) -> dict[str, Any]:
        """As kept in `requirement_version.rules`: only what is given, days as `2026-12-15`."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in given.items()
            if value is not None and (name, value) != ("grace", 0)
        }

    def has_begun(self, today: date) -> bool:
        """Whether people are asked by a day."""
        return self.start is None or self.start <= today


def read_rules(stored: Mapping[str, Any]) -> Rules:
    """The rules that `stored()` gave, of this and of earlier versions."""
    days = {name: stored[name] for name in _DAYS if name in stored}
    return Rules(due=_day(stored, "due"), start=_day(stored, "start"), **days)


def due_day(rules: Rules, *, hired: date | None, joined: date) -> date | None:
    """The last day to hold the certificate; None until OEI confirms one.

    Days after hire are counted from joining for those of whom no day of hire is known: otherwise
    they alone would never be due.
    """
    if rules.after_hire is not None:
        return (hired or joined) + timedelta(days=rules.after_hire)
    if rules.after_joining is not None:
        return joined + timedelta(days=rules.after_joining)
    return rules.due


def _day(stored: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(stored[name]) if stored.get(name) else None

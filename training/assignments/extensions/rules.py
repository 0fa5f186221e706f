"""Which due day counts for somebody who was given another one."""

from datetime import date

from training.errors import InputRefused

LONGEST_REASON = 300


def due_with(own: date | None, extended: date | None) -> date | None:
    """The day that counts: the one given last, where one was given."""
    return own if extended is None else extended


def refuse_day(own: date | None, day: date, reason: str, *, today: date) -> None:
    """Raise `InputRefused` unless an assignment due on `own` may be due on `day` instead.

    The day of all others may be given again, whether or not it has passed.
    """
    if own is None:
        raise InputRefused("There is no due day yet that could be another one.")
    if day < own:
        raise InputRefused("Choose a day after the one that all others have.")
    if day != own and day < today:
        raise InputRefused("Choose today or a later day.")
    if not reason.strip():
        raise InputRefused("Say why they need another day.")
    if len(reason.strip()) > LONGEST_REASON:
        raise InputRefused("The reason is too long; say it shorter.")

"""Where a person stands with a certificate, on a given day."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from training.assignments.owing.debts import Currency


class Status(StrEnum):
    """Computed, never stored."""

    NOT_ASSIGNED = "not assigned"
    TO_DO = "to do"
    IN_PROGRESS = "in progress"
    OVERDUE = "overdue"
    CURRENT = "current"
    UPDATE_DUE = "update due"
    """Current, but something has changed that they are to make up."""
    RENEW_SOON = "renew soon"
    """Current, and soon to expire."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    OUT_OF_DATE = "out of date"
    """They did not make up in time what has changed."""
    EXCUSED = "excused"


class Mark(StrEnum):
    """What is to be said beside a status."""

    PILOT = "pilot"
    """The certificate was issued on text that still waited for a reviewer."""
    CLASSROOM = "classroom"
    """It rests on what was taken in a classroom."""
    UNDER_REVIEW = "under review"
    """Part of what it requires is withdrawn for the time being, or they dispute a result in it."""


CERTIFIED = frozenset({Status.CURRENT, Status.UPDATE_DUE, Status.RENEW_SOON})
"""The statuses of those who hold the certificate, and whose certificate counts."""
EXCUSABLE = frozenset(
    {Status.TO_DO, Status.IN_PROGRESS, Status.OVERDUE, Status.OUT_OF_DATE, Status.EXPIRED}
)
"""What is not held against somebody who is excused."""
_STILL_GOOD = {
    Currency.CURRENT: Status.CURRENT,
    Currency.UPDATE_DUE: Status.UPDATE_DUE,
    Currency.OUT_OF_DATE: Status.OUT_OF_DATE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a status is computed from.

    `due`: by whose end it is asked, none while nobody has said. `grace`: days after it before
    anybody is overdue. `window`: days before the expiry from which on renewing is offered.
    `excused_until`: the last day of an excuse that covers the day in question. `expires` to
    `classroom` are of the certificate they hold.
    """

    asked: bool = True
    due: date | None = None
    grace: int = 0
    window: int | None = None
    started: bool = False
    excused_until: date | None = None
    held: bool = False
    expires: date | None = None
    revoked: bool = False
    currency: Currency = Currency.CURRENT
    pilot: bool = False
    classroom: bool = False
    under_review: bool = False


def status_on(standing: Standing, today: date) -> Status:
    """The status on a local day: due and expiry mean the end of theirs.

    Of whom nothing is asked, what they hold is said all the same.
    """
    status = _held(standing, today) if standing.held else _missing(standing, today)
    return Status.EXCUSED if standing.excused_until and status in EXCUSABLE else status


def marks_of(standing: Standing) -> frozenset[Mark]:
    """What is to be said beside the status."""
    said = {
        Mark.PILOT: standing.held and standing.pilot,
        Mark.CLASSROOM: standing.held and standing.classroom,
        Mark.UNDER_REVIEW: standing.under_review,
    }
    return frozenset(mark for mark, true in said.items() if true)


def counted_as(status: Status, marks: frozenset[Mark]) -> Status | Mark:
    """As what a report counts somebody: who was certified on pilot text only never as certified."""
    return Mark.PILOT if Mark.PILOT in marks and status in CERTIFIED else status


def _held(standing: Standing, today: date) -> Status:
    if standing.revoked:
        return Status.REVOKED
    if standing.expires is not None and today > standing.expires:
        return Status.EXPIRED
    status = _STILL_GOOD[standing.currency]
    return Status.RENEW_SOON if status is Status.CURRENT and _soon(standing, today) else status


def _soon(standing: Standing, today: date) -> bool:
    if standing.expires is None or standing.window is None:
        return False
    return today >= standing.expires - timedelta(days=standing.window)


def _missing(standing: Standing, today: date) -> Status:
    if not standing.asked:
        return Status.NOT_ASSIGNED
    if standing.due is not None and today > standing.due + timedelta(days=standing.grace):
        return Status.OVERDUE
    return Status.IN_PROGRESS if standing.started else Status.TO_DO

"""The ways to identity providers that this browser has begun, kept in its signed session."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import session

from training.standards.oidc.authorization import Journey

KEY = "training_journeys"
MOST = 3
"""One for each window that somebody may have open."""
LASTS = timedelta(minutes=30)
"""Long enough to set up a second factor there."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A journey, when it was begun and where it is going to."""

    journey: Journey
    began: datetime
    going_to: str


def keep(journey: Journey, provider: str, *, going_to: str, now: datetime) -> None:
    """Remember a journey until it comes back."""
    kept = dict(list(_kept().items())[-(MOST - 1) :])
    began = int(now.timestamp())
    kept[journey.state] = [provider, journey.nonce, journey.verifier, began, going_to]
    session[KEY] = kept


def take(state: str, provider: str, *, now: datetime) -> Begun | None:
    """The journey to this provider that comes back; none twice, or after half an hour."""
    kept = dict(_kept())
    found = kept.pop(state, None)
    session[KEY] = kept
    if found is None or found[0] != provider:
        return None
    began = datetime.fromtimestamp(found[3], UTC)
    if now - began > LASTS:
        return None
    return Begun(Journey(state, found[1], found[2]), began, found[4])


def forget() -> None:
    """Drop the journeys that never came back."""
    session.pop(KEY, None)


def _kept() -> dict[str, list[Any]]:
    kept: dict[str, list[Any]] = session.get(KEY, {})
    return kept

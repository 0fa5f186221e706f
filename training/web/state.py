"""What one app's training consists of; kept in `app.extensions["training"]`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import cast

from flask import current_app

from training.config import Config
from training.credentials.signers import Signers
from training.db import Database
from training.standards.oidc.provider import Provider

EXTENSION = "training"


@dataclass(slots=True)
class TrainingState:
    """The settings, the database and what the host told us about who is signed in."""

    config: Config
    database: Database
    current_employee: Callable[[], str | None] | None = None
    """The host's word for who this is: an employee number or e-mail, or none."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    approved: set[int] = field(default_factory=set)
    """Revisions seen to have every approval: that never changes, so it is asked once."""
    providers: dict[str, Provider] = field(default_factory=dict)
    """The identity providers people may sign in with, by name."""
    signers: Signers = field(default_factory=Signers)
    """Who signs the PDFs of certificates, and who did before."""


def state() -> TrainingState:
    """This app's training."""
    return cast(TrainingState, current_app.extensions[EXTENSION])


def now() -> datetime:
    """The instant, aware UTC. The only place a request reads the clock."""
    return state().clock()


def today() -> date:
    """The City's day."""
    return now().astimezone(state().config.zone).date()

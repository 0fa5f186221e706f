"""What a passkey has to sign: made for one purpose and person, good once and not for long."""

import secrets
from datetime import UTC, datetime, timedelta

from flask import request, session
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from training.errors import InputRefused, NotAllowed
from training.people.accounts.service import spend
from training.people.second_factor.passkeys import Site, site_of
from training.web.state import now, state
from training.web.tablet import tablet

CHALLENGE = "training_challenge"
LASTS = timedelta(minutes=5)


def site() -> Site:
    """For whom passkeys are made here: the public address, else the one that was asked for.

    The demonstration's public address is a number, and browsers give passkeys to names only.
    """
    config = state().config
    known = "" if config.demonstration else config.public_url
    return site_of(known or request.host_url, config.city)


def new_challenge(purpose: str, employee_id: int | None) -> bytes:
    """A challenge, kept in the browser's signed session in place of an earlier one.

    Raises `NotAllowed` on a shared tablet.
    """
    _not_on_a_tablet()
    challenge = secrets.token_bytes(32)
    until = int((now() + LASTS).timestamp())
    session[CHALLENGE] = [purpose, employee_id, bytes_to_base64url(challenge), until]
    return challenge


def take_challenge(purpose: str, employee_id: int | None) -> tuple[bytes, datetime]:
    """The challenge made for this, gone from the session, and until when it is good.

    Raises `InputRefused` when there is none, or it is too old, `NotAllowed` on a shared tablet.
    """
    _not_on_a_tablet()
    kept = session.pop(CHALLENGE, None) or ["", None, "", 0]
    if kept[:2] != [purpose, employee_id] or kept[3] < now().timestamp():
        raise InputRefused("That took too long. Please try again.")
    return base64url_to_bytes(kept[2]), datetime.fromtimestamp(kept[3], UTC)


def spend_challenge(db: Session, challenge: bytes, until: datetime) -> None:
    """Make sure that nobody answers it again, even from a copied session."""
    if not spend(db, "challenge", bytes_to_base64url(challenge), at=until):
        raise InputRefused("This was sent before. Please try again.")


def _not_on_a_tablet() -> None:
    """A passkey made there would be everybody's, and the tablet remembers phones that show one."""
    if tablet():
        raise NotAllowed("On a shared tablet there are no passkeys. Use a code instead.")

"""What goes out when somebody gets or loses a role, and when a department loses its liaison."""

from datetime import datetime

from training.outbox import Message

ROLE_CHANGED = "role-changed"
LIAISON_LEFT = "liaison-left"
GIVEN, ENDED = "given", "ended"


def role_changed(grant_id: int, change: str, *, now: datetime) -> Message:
    """Tells the holder that they have a role now, or no longer; `change` is `GIVEN` or `ENDED`."""
    return Message(
        key=f"{ROLE_CHANGED}:{grant_id}:{change}",
        kind=ROLE_CHANGED,
        due=now,
        payload={"grant": grant_id, "change": change},
    )


def liaison_left(grant_id: int, administrator_id: int, *, now: datetime) -> Message:
    """Tells an administrator that a department's liaison or deputy left or moved away."""
    return Message(
        key=f"{LIAISON_LEFT}:{grant_id}:{administrator_id}",
        kind=LIAISON_LEFT,
        due=now,
        payload={"grant": grant_id, "administrator": administrator_id},
    )

"""What goes out when a result is disputed, when another is to answer, and when it is answered."""

from datetime import datetime

from training.outbox import Message

DISPUTE_OPENED = "dispute-opened"
DISPUTE_ANSWERED = "dispute-answered"


def dispute_opened(dispute_id: int, owner_id: int, *, now: datetime) -> Message:
    """Tells whoever is to answer a dispute that they are, each time that it comes to them."""
    return Message(
        key=f"{DISPUTE_OPENED}:{dispute_id}:{owner_id}:{now:%Y%m%dT%H%M%S}",
        kind=DISPUTE_OPENED,
        due=now,
        payload={"dispute": dispute_id, "owner": owner_id},
    )


def dispute_answered(dispute_id: int, *, now: datetime) -> Message:
    """Tells whoever disputed a result what it was answered."""
    return Message(
        key=f"{DISPUTE_ANSWERED}:{dispute_id}",
        kind=DISPUTE_ANSWERED,
        due=now,
        payload={"dispute": dispute_id},
    )

"""The messages that a certificate sends to the person who holds it."""

from datetime import datetime

from training.outbox import Message

CERTIFICATE_ISSUED = "certificate-issued"
CERTIFICATE_REVOKED = "certificate-revoked"


def certificate_issued(credential_id: int, *, now: datetime) -> Message:
    """Tells the person that the certificate is there; queued once however often it is asked for."""
    return Message(
        key=f"{CERTIFICATE_ISSUED}:{credential_id}",
        kind=CERTIFICATE_ISSUED,
        due=now,
        payload={"credential": credential_id},
    )


def certificate_revoked(credential_id: int, *, now: datetime) -> Message:
    """Tells the person that the certificate counts for nothing any more; queued once."""
    return Message(
        key=f"{CERTIFICATE_REVOKED}:{credential_id}",
        kind=CERTIFICATE_REVOKED,
        due=now,
        payload={"credential": credential_id},
    )

"""What goes out when somebody is answered what they said about a page."""

from datetime import datetime

from training.outbox import Message

FEEDBACK_ANSWERED = "feedback-answered"


def feedback_answered(feedback_id: int, *, now: datetime) -> Message:
    """Tells whoever wrote it the reply."""
    return Message(
        key=f"{FEEDBACK_ANSWERED}:{feedback_id}",
        kind=FEEDBACK_ANSWERED,
        due=now,
        payload={"feedback": feedback_id},
    )

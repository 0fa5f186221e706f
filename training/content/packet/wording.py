"""What both kinds of packet call things."""

from training.content.packet.parts import GONE, NEW
from training.content.packet.reading import PENDING_BOX

CALLOUTS = {
    "NOTE": "Note",
    "TIP": "Tip",
    "IMPORTANT": "Important",
    "WARNING": "Warning",
    "CAUTION": "Caution",
}
CHANGED = {NEW: "This picture is new:", GONE: "This picture is removed:"}
CHOICES = ("Approved", "Change as marked", "Comment")
LINES = (("Name and role", 0.46), ("Signature", 0.34), ("Date", 0.2))
"""What is signed, and which share of the line it takes."""


def callout_words(kind: str) -> str:
    """The label of a callout, with a word for one that is not settled."""
    label = CALLOUTS.get(kind.split()[0], "Note")
    return f"{label} · not settled yet" if kind.endswith(PENDING_BOX) else label

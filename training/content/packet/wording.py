"""What both kinds of packet call things."""

from training.content.packet.parts import GONE, NEW
from training.content.packet.reading import PENDING_BOX
from training.content.rendering import WORDS

CHANGED = {NEW: "This picture is new:", GONE: "This picture is removed:"}
CHOICES = ("Approved", "Change as marked", "Comment")
LINES = (("Name and role", 0.46), ("Signature", 0.34), ("Date", 0.2))
"""What is signed, and which share of the line it takes."""


def callout_words(kind: str, language: str) -> str:
    """The label of a callout as readers see it, and whether it is not settled yet."""
    words = WORDS.get(language, WORDS["en"])
    label = words[kind.split()[0]]
    return f"{label} · {words['pending']}" if kind.endswith(PENDING_BOX) else label

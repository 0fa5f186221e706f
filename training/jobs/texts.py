"""What there is to say of a mail that is not sent."""

from dataclasses import dataclass

NO_ADDRESS = "no e-mail address"


@dataclass(frozen=True, slots=True)
class Unsent:
    """There is nothing to send, and why; the message is done with."""

    answer: str

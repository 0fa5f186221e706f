"""The mails that were written into files."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from training.config import Config


def mails(config: Config) -> list[EmailMessage]:
    """All of them, by name."""
    files = sorted((config.instance / "mail").glob("*.eml"))
    return [message_from_bytes(each.read_bytes(), policy=policy.default) for each in files]


def body(mail: EmailMessage, kind: str) -> str:
    """A mail's `plain` or `html` part."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())

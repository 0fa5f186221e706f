"""Putting a letter into an envelope and getting it out: to the mail server, or into a file."""

import hashlib
import os
import re
import smtplib
import ssl
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from training.config import Config
from training.content.letter import Letter

TIMEOUT = 20.0
"""Seconds for each answer of the mail server."""
LOCAL = ("localhost", "127.0.0.1", "::1")


def message_id(key: str, config: Config) -> str:
    """The same for every try at the same message, so that a mail program shows a repeat once."""
    host = urlsplit(config.public_url).hostname or "localhost"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def envelope(letter: Letter, *, key: str, config: Config, now: datetime) -> EmailMessage:
    """The mail: text with an HTML alternative, in its reader's language."""
    message = EmailMessage(policy=policy.SMTP)
    name, address = parseaddr(config.mail_from)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(letter.name, addr_spec=letter.email)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(key, config)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    # Last, because a header about content moves into the part that is set after it.
    message["Content-Language"] = letter.language
    message.set_boundary(f"=_{hashlib.sha256(key.encode()).hexdigest()[:32]}")
    return message


def deliver(message: EmailMessage, *, key: str, config: Config) -> str:
    """The answer of whoever took the mail. Raises `OSError` (a refusal by the server is one)."""
    if config.smtp_url:
        return _to_server(message, urlsplit(config.smtp_url))
    return _to_file(message, config.instance / "mail", key)


def _to_server(message: EmailMessage, server: SplitResult) -> str:
    host = server.hostname or "localhost"
    trusted = ssl.create_default_context()
    client: smtplib.SMTP
    if server.scheme == "smtps":
        client = smtplib.SMTP_SSL(host, server.port or 465, timeout=TIMEOUT, context=trusted)
    else:
        client = smtplib.SMTP(host, server.port or 25, timeout=TIMEOUT)
    with client:
        client.ehlo()
        secure = server.scheme == "smtps"
        if not secure and client.has_extn("starttls"):
            client.starttls(context=trusted)
            client.ehlo()
            secure = True
        if server.username:
            if not secure and host not in LOCAL:
                raise smtplib.SMTPException(f"{host} offers no encryption; the password stays here")
            client.login(unquote(server.username), unquote(server.password or ""))
        client.send_message(message)
    return f"accepted by {host}"


def _to_file(message: EmailMessage, folder: Path, key: str) -> str:
    """Write the mail in one step, so that a repeat replaces it and nobody sees half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{re.sub('[^A-Za-z0-9._-]', '-', key)}.eml"
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        with unfinished.open("wb") as file:
            file.write(message.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return f"written to {path.name}"

"""A content root with the mails' words, and a mail server to be read afterwards."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from training.config import Config

ISSUED = """---
subject: Your certificate: {certificate}
---

Hello {name},

You finished on {date}: **{certificate}**.

{link}
"""
ISSUED_ES = """---
subject: Su certificado: {certificate}
---

Hola, {name}:

Usted terminó el {date}.

{link}
"""
DIGEST = """---
subject: Training finished in {department}, {day}
---

Hello {name},

{list}

{link}
"""


@dataclass
class Sink:
    """A mail server that keeps what it takes; `answer` is what it says to each mail."""

    answer: str = "250 OK"
    got: list[EmailMessage] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        """Its address, as the setting wants it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or refuse it."""
        if self.answer.startswith("250"):
            content = envelope.original_content or b""
            self.got.append(message_from_bytes(content, policy=policy.default))
        return self.answer


@pytest.fixture
def sink() -> Iterator[Sink]:
    """A running mail server."""
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Settings without a mail server, under a prefix of a host's site."""
    folder = tmp_path / "content" / "city" / "mail"
    folder.mkdir(parents=True)
    for name, text in (
        ("certificate-issued.md", ISSUED),
        ("certificate-issued.es.md", ISSUED_ES),
        ("liaison-digest.md", DIGEST),
    ):
        (folder / name).write_text(text, "utf-8")
    return Config(
        instance=tmp_path / "instance",
        content=tmp_path / "content",
        public_url="https://city.example.gov/staff",
        mail_from="Staff training <training@city.example.gov>",
    )

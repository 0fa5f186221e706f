import smtplib
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.cast import NOW
from tests.jobs.conftest import Sink
from training.config import Config
from training.content.letter import Letter
from training.jobs.mail import deliver, envelope, message_id

LETTER = Letter(
    name="Peña, Zoë “Z”",
    email="zoe@city.example",
    language="es",
    subject="Su certificado: ñ",
    text="Hola\n",
    html="<p>Hola</p>\n",
)


def test_a_mail_says_what_it_is_in_its_headers(config: Config) -> None:
    mail = envelope(LETTER, key="k:1", config=config, now=NOW)
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert read["To"].addresses[0].display_name == LETTER.name
    assert read["To"].addresses[0].addr_spec == "zoe@city.example"
    assert read["From"] == "Staff training <training@city.example.gov>"
    assert read["Subject"] == LETTER.subject
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "es"
    assert read["Date"].datetime == NOW
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]


def test_the_message_id_is_the_same_for_every_try_and_has_our_host(config: Config) -> None:
    first, again = message_id("k:1", config), message_id("k:1", config)
    assert first == again != message_id("k:2", config)
    assert first.endswith("@city.example.gov>")
    assert message_id("k:1", Config()).endswith("@localhost>")


def test_a_mail_in_a_file_is_replaced_by_its_repeat(config: Config) -> None:
    mail = envelope(LETTER, key="k:1/..", config=config, now=NOW)
    for _ in range(2):
        assert deliver(mail, key="k:1/..", config=config) == "written to k-1-...eml"
    files = list((config.instance / "mail").iterdir())
    assert [each.name for each in files] == ["k-1-...eml"]
    assert message_from_bytes(files[0].read_bytes())["Message-ID"] == mail["Message-ID"]


def test_a_mail_that_cannot_be_written_leaves_nothing_half(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("training.jobs.mail.os.fsync", full)
    mail = envelope(LETTER, key="k:1", config=config, now=NOW)
    with pytest.raises(OSError, match="No space"):
        deliver(mail, key="k:1", config=config)
    assert list((config.instance / "mail").iterdir()) == []


def test_a_mail_server_takes_a_mail(config: Config, sink: Sink) -> None:
    with_server = replace(config, smtp_url=sink.url)
    mail = envelope(LETTER, key="k:1", config=with_server, now=NOW)
    assert deliver(mail, key="k:1", config=with_server) == "accepted by 127.0.0.1"
    assert sink.got[0]["Message-ID"] == message_id("k:1", config)
    assert not Path(config.instance / "mail").exists()


def test_a_password_is_not_sent_in_the_clear_to_another_machine(
    config: Config, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.jobs.mail.LOCAL", ())
    with_server = replace(config, smtp_url=sink.url.replace("://", "://ann:secret@"))
    mail = envelope(LETTER, key="k:1", config=with_server, now=NOW)
    with pytest.raises(smtplib.SMTPException, match="no encryption"):
        deliver(mail, key="k:1", config=with_server)
    assert sink.got == []

"""The mails that let people in: their one-time link is made when they are sent, and kept hashed."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.config import Config
from training.content.letter import Letter, link, plain
from training.jobs.texts import NO_ADDRESS, Unsent
from training.links import activation_page
from training.people.queries import person
from training.people.sign_in.codes import ACTIVATION, MAIL_LASTS, RESET
from training.people.sign_in.queries import password_of
from training.people.sign_in.service import make_code
from training.reporting.mails import letter, mail_text

MINTING = (ACTIVATION, RESET)


def activation(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    """The link to a first password; none for somebody who has one by now."""
    if password_of(db, payload["employee"]) is not None:
        return Unsent("has a password already")
    return _with_code(db, ACTIVATION, payload, config, now)


def reset(db: Session, payload: dict[str, Any], config: Config, now: datetime) -> Letter | Unsent:
    """The link to a new password; to the first one for somebody who never had any."""
    employee_id = payload["employee"]
    if employee_id is not None and password_of(db, employee_id) is None:
        return _with_code(db, ACTIVATION, payload, config, now)
    return _with_code(db, RESET, payload, config, now)


def _with_code(
    db: Session, kind: str, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    today = now.astimezone(config.zone).date()
    employee_id, by = payload["employee"], payload.get("by")
    reader = person(db, employee_id, now=now, today=today) if employee_id is not None else None
    if reader is None or not reader.active:
        return Unsent("nobody who works here")
    if not reader.email:
        return Unsent(NO_ADDRESS)
    code = make_code(db, reader.id, kind, lasts=MAIL_LASTS[kind], by=by, now=now)
    mail, t = mail_text(db, config, kind, reader.language)
    words = {
        "name": plain(reader.name),
        "number": plain(reader.number),
        "link": link(activation_page(config, code), t("Choose a password")),
        "until": plain(t.moment(now + MAIL_LASTS[kind], config.zone)),
    }
    return letter(mail, words, reader.name, reader.email, t, config)

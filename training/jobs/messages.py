"""Which letter a message is: its kind and ids become words when it is sent, not before."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from training.assignments.reminders.messages import REMINDER
from training.config import Config
from training.content.feedback.messages import FEEDBACK_ANSWERED
from training.content.letter import Letter, bullets, link, plain
from training.credentials.facts import CertificateFacts, said
from training.credentials.messages import CERTIFICATE_ISSUED, CERTIFICATE_REVOKED
from training.credentials.models import Credential
from training.errors import NotFound
from training.jobs.reminders import reminder
from training.jobs.reply_letters import (
    dispute_answered,
    dispute_opened,
    feedback_answered,
)
from training.jobs.role_letters import liaison_left, role_changed
from training.jobs.sign_in import MINTING, activation, reset
from training.jobs.texts import NO_ADDRESS, Unsent
from training.learning.disputes.messages import DISPUTE_ANSWERED, DISPUTE_OPENED
from training.links import certificate_page, department_page
from training.people.grants.messages import LIAISON_LEFT, ROLE_CHANGED
from training.people.models import Department, Employee
from training.people.queries import person
from training.people.sign_in.codes import ACTIVATION, RESET
from training.reporting.digest import LIAISON_DIGEST, DigestLine, digest_lines
from training.reporting.mails import letter, mail_text
from training.text import Translator


def compose(
    db: Session, kind: str, payload: dict[str, Any], config: Config, *, now: datetime
) -> Letter | Unsent:
    """The letter of a message; raises `NotFound` when its text or its subject is not there."""
    composer = COMPOSERS.get(kind)
    if composer is None:
        raise NotFound(f"There is no mail of the kind “{kind}”.")
    return composer(db, payload, config, now)


def _certificate_issued(
    db: Session, payload: dict[str, Any], config: Config, _now: datetime
) -> Letter | Unsent:
    credential, reader = _credential(db, payload)
    if not reader.email:
        return Unsent(NO_ADDRESS)
    facts = CertificateFacts.from_dict(credential.facts)
    mail, t = mail_text(db, config, CERTIFICATE_ISSUED, reader.language)
    words = {
        "name": plain(reader.name),
        "certificate": plain(said(facts.title, t.language)),
        "date": plain(t.day(facts.day)),
        "link": link(certificate_page(config, credential.serial), t("See your certificate")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def _certificate_revoked(
    db: Session, payload: dict[str, Any], config: Config, _now: datetime
) -> Letter | Unsent:
    credential, reader = _credential(db, payload)
    if not reader.email:
        return Unsent(NO_ADDRESS)
    facts = CertificateFacts.from_dict(credential.facts)
    mail, t = mail_text(db, config, CERTIFICATE_REVOKED, reader.language)
    words = {
        "name": plain(reader.name),
        "certificate": plain(said(facts.title, t.language)),
        "number": plain(facts.serial),
        "link": link(certificate_page(config, credential.serial), t("See your certificate")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def _credential(db: Session, payload: dict[str, Any]) -> tuple[Credential, Employee]:
    credential = db.get(Credential, payload["credential"])
    if credential is None:
        raise NotFound(f"There is no certificate {payload['credential']}.")
    return credential, db.get_one(Employee, credential.employee_id)


def _liaison_digest(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    today = now.astimezone(config.zone).date()
    reader = person(db, payload["liaison"], now=now, today=today)
    department = db.get_one(Department, payload["department"])
    if reader is None or not reader.active or department.id not in reader.liaison_of:
        return Unsent("no longer the liaison")
    if not reader.email:
        return Unsent(NO_ADDRESS)
    day = date.fromisoformat(payload["day"])
    mail, t = mail_text(db, config, LIAISON_DIGEST, reader.language)
    lines = digest_lines(
        db,
        department_id=department.id,
        day=day,
        completion_id=payload.get("completion"),
        zone=config.zone,
        language=t.language,
    )
    if not lines:
        return Unsent("nobody finished anything")
    words = {
        "name": plain(reader.name),
        "department": plain(department.name(t.language)),
        "day": plain(t.day(day)),
        "list": bullets([_said_of(each, t) for each in lines]),
        "link": link(department_page(config, department.slug), t("See the department")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


Composer = Callable[[Session, dict[str, Any], Config, datetime], Letter | Unsent]
COMPOSERS: dict[str, Composer] = {
    CERTIFICATE_ISSUED: _certificate_issued,
    CERTIFICATE_REVOKED: _certificate_revoked,
    LIAISON_DIGEST: _liaison_digest,
    ACTIVATION: activation,
    RESET: reset,
    ROLE_CHANGED: role_changed,
    LIAISON_LEFT: liaison_left,
    REMINDER: reminder,
    DISPUTE_OPENED: dispute_opened,
    DISPUTE_ANSWERED: dispute_answered,
    FEEDBACK_ANSWERED: feedback_answered,
}


def mints(kind: str) -> bool:
    """Whether composing it writes: a secret that is made when it is sent."""
    return kind in MINTING


def _said_of(line: DigestLine, t: Translator) -> str:
    if not line.certificates:
        return t("{name} finished “{module}”", name=line.name, module=line.module)
    earned = [t("the certificate “{title}”", title=each) for each in line.certificates]
    return t(
        "{name} finished “{module}” and earned {certificates}",
        name=line.name,
        module=line.module,
        certificates=t.several(earned),
    )

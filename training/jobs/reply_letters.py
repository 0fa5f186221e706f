"""The letters of disputes and of what people say about pages: who is to answer, and the answer."""

from datetime import datetime
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from training.config import Config
from training.content.feedback.messages import FEEDBACK_ANSWERED
from training.content.feedback.queries import feedback
from training.content.letter import Letter, Word, link, plain
from training.content.models import Revision
from training.content.queries import module_edition
from training.jobs.texts import NO_ADDRESS, Unsent
from training.learning.disputes.messages import DISPUTE_ANSWERED, DISPUTE_OPENED
from training.learning.disputes.models import KEY_WRONG, OTHER, STANDS
from training.learning.disputes.queries import disputed
from training.links import dispute_page, feedback_page, receipt_page
from training.people.queries import person
from training.reporting.mails import letter, mail_text
from training.text import Translator


def dispute_opened(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    """Tells somebody that they are to answer a dispute: not whose, and nothing that was said."""
    found = disputed(db, payload["dispute"])
    reader = person(db, payload["owner"], now=now, today=now.astimezone(config.zone).date())
    if not found.is_open or reader is None or not reader.active or reader.id != found.owner.id:
        return Unsent("no longer theirs to answer")
    if not reader.email:
        return Unsent(NO_ADDRESS)
    mail, t = mail_text(db, config, DISPUTE_OPENED, reader.language)
    words = {
        "name": plain(reader.name),
        "dispute": plain(str(found.dispute.id)),
        "module": plain(_title(db, found.revision, t)),
        "since": plain(t.day(found.dispute.opened.astimezone(config.zone).date())),
        "link": link(dispute_page(config, found.dispute.id), t("See the dispute")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def dispute_answered(
    db: Session, payload: dict[str, Any], config: Config, _now: datetime
) -> Letter | Unsent:
    """Tells somebody what came of their dispute, and who says so."""
    found = disputed(db, payload["dispute"])
    reader = found.learner
    if not reader.email:
        return Unsent(NO_ADDRESS)
    mail, t = mail_text(db, config, DISPUTE_ANSWERED, reader.language)
    words = {
        "name": plain(reader.name),
        "dispute": plain(str(found.dispute.id)),
        "module": plain(_title(db, found.revision, t)),
        "outcome": plain(_outcome(found.dispute.outcome or OTHER, t)),
        "answer": _lines(found.dispute.answer or ""),
        "from": plain(found.owner.name),
        "link": link(receipt_page(config, found.dispute.id), t("See your dispute")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def feedback_answered(
    db: Session, payload: dict[str, Any], config: Config, _now: datetime
) -> Letter | Unsent:
    """Tells somebody what they are replied about a page."""
    found = feedback(db, payload["feedback"])
    reader = found.employee
    if not reader.email:
        return Unsent(NO_ADDRESS)
    mail, t = mail_text(db, config, FEEDBACK_ANSWERED, reader.language)
    title = _title(db, found.revision, t) if found.revision else found.feedback.page
    words = {
        "name": plain(reader.name),
        "module": plain(title),
        "answer": _lines(found.feedback.reply or ""),
        "link": link(feedback_page(config, found.feedback.id), t("See what you wrote")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def _title(db: Session, revision: Revision, t: Translator) -> str:
    return module_edition(db, revision).title(t.language)


def _lines(text: str) -> Word:
    """What somebody wrote, its lines kept."""
    return Word(text, escape(text).replace("\n", "<br>"))


def _outcome(outcome: str, t: Translator) -> str:
    words = {
        STANDS: t("The result stands."),
        KEY_WRONG: t("You are right: the key of this question is wrong."),
        OTHER: t("Here is what we found:"),
    }
    return words[outcome]

"""The mail that reminds one person of everything on a day, in their language."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.assignments.reminders.messages import NOT_NOW
from training.config import Config
from training.content.letter import Letter, Word, link, plain
from training.jobs.texts import NO_ADDRESS, Unsent
from training.links import department_page, departments_page, home_page, module_page, team_page
from training.people.departments.queries import departments
from training.reporting.mails import letter, mail_text
from training.reporting.reminders.said import Digest, digest_of, may_go_out
from training.reporting.reminders.wording import lists_of
from training.text import Translator


def reminder(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    """One day's reminder, said anew as things stand; nothing for whoever has done it all."""
    if not may_go_out(db, payload, now=now, zone=config.zone):
        return Unsent(NOT_NOW)
    digest = digest_of(db, payload, now=now, zone=config.zone)
    if digest is None:
        return Unsent("nothing left to remind of")
    reader = digest.reader
    if not reader.email:
        return Unsent(NO_ADDRESS)
    mail, t = mail_text(db, config, digest.kind, reader.language)
    words = {"name": plain(reader.name), "link": _link(db, digest, config, t)} | lists_of(digest, t)
    return letter(mail, words, reader.name, reader.email, t, config)


def _link(db: Session, digest: Digest, config: Config, t: Translator) -> Word:
    """The very page: the module itself, My training where there are several, or the list."""
    if digest.module:
        return link(module_page(config, digest.module), t("Open it now"))
    if digest.own:
        return link(home_page(config), t("See your training"))
    if all(each.who.supervisor_id == digest.reader.id for each in digest.late):
        return link(team_page(config), t("See your team"))
    units = {each.who.department_id for each in digest.late}
    slugs = [each.slug for each in departments(db) if each.id in units]
    if len(slugs) == 1:
        return link(department_page(config, slugs[0]), t("See the department"))
    return link(departments_page(config), t("See your departments"))

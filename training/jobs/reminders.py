"""The mail that reminds one person of everything on a day, in their language."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.assignments.reminders.messages import NOT_NOW
from training.assignments.reminders.timetable import Debt, What
from training.config import Config
from training.content.letter import Letter, Word, bullets, link, plain
from training.jobs.texts import NO_ADDRESS, Unsent
from training.links import department_page, departments_page, home_page, module_page, team_page
from training.people.departments.queries import departments
from training.reporting.mails import letter, mail_text
from training.reporting.reminders.said import Digest, LateOne, digest_of, may_go_out
from training.text import Translator

MOST_NAMED = 60
"""People in one list; whoever looks after more is led to the page."""


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
    words = {"name": plain(reader.name), "link": _link(db, digest, config, t)} | _lists(digest, t)
    return letter(mail, words, reader.name, reader.email, t, config)


def said_of_debt(debt: Debt, title: str, t: Translator) -> str:
    """What somebody has to do, and by when, in one line."""
    day = t.day(debt.due) if debt.due else ""
    if debt.overdue:
        return t("{title}: was due on {day}", title=title, day=day)
    if debt.what is What.RENEWAL:
        return t("{title}: your certificate ends on {day}; renew it before", title=title, day=day)
    if debt.what is What.UPDATE:
        if not day:
            return t("{title}: something has changed; take the short update", title=title)
        return t(
            "{title}: something has changed; take the short update by {day}", title=title, day=day
        )
    return t("{title}: due on {day}", title=title, day=day) if day else title


def _lists(digest: Digest, t: Translator) -> dict[str, Word]:
    own = [said_of_debt(each, _title(digest, each), t) for each in digest.own]
    late = [_said_of_late(each, digest, t) for each in digest.late[:MOST_NAMED]]
    if more := len(digest.late) - MOST_NAMED:
        late += [t.count("{n:,} more person", "{n:,} more people", more)] if more > 0 else []
    if not own:
        return {"list": bullets(late)}
    heading = t("These people have had overdue training for some time:")
    return {"list": bullets(own), "others": bullets(late, heading=heading)}


def _said_of_late(late: LateOne, digest: Digest, t: Translator) -> str:
    own = [said_of_debt(each, _title(digest, each), t) for each in late.debts]
    return f"{late.who.name}, {late.who.number}: {'; '.join(own)}"


def _title(digest: Digest, debt: Debt) -> str:
    return digest.titles.get(debt.certificate, debt.certificate)


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

"""The letters about roles: who gets or loses one, and which department lost its liaison."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.config import Config
from training.content.letter import Letter, link, plain
from training.errors import NotFound
from training.jobs.texts import NO_ADDRESS, Unsent
from training.links import access_page, home_page
from training.people.departments.queries import liaisons_of
from training.people.grants.messages import ENDED, LIAISON_LEFT, ROLE_CHANGED
from training.people.grants.queries import Held, grant_held
from training.people.grants.rules import last_day
from training.people.grants.wording import role_name
from training.people.queries import person
from training.reporting.mails import letter, mail_text
from training.text import Translator


def role_changed(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    """Tells somebody which role they have now, or no longer, and why."""
    held = _grant(db, payload, config, now)
    holder = held.holder
    if not holder.email:
        return Unsent(NO_ADDRESS)
    mail, t = mail_text(db, config, ROLE_CHANGED, holder.language)
    words = {
        "name": plain(holder.name),
        "role": plain(role_name(held.grant.role, t)),
        "what": plain(_what(held, payload["change"], config, t)),
        "link": link(home_page(config), t("See your training")),
    }
    return letter(mail, words, holder.name, holder.email, t, config)


def liaison_left(
    db: Session, payload: dict[str, Any], config: Config, now: datetime
) -> Letter | Unsent:
    """Tells an administrator that a department's liaison is gone, and whether it has another."""
    held = _grant(db, payload, config, now)
    today = now.astimezone(config.zone).date()
    reader = person(db, payload["administrator"], now=now, today=today)
    if reader is None or not reader.active or "administrator" not in reader.roles:
        return Unsent("no longer an administrator")
    if not reader.email:
        return Unsent(NO_ADDRESS)
    if held.department is None:
        raise NotFound("This role is not one of a department.")
    mail, t = mail_text(db, config, LIAISON_LEFT, reader.language)
    others = [each.name for each in liaisons_of(db, held.department.id, now=now, today=today)]
    words = {
        "name": plain(reader.name),
        "liaison": plain(held.holder.name),
        "role": plain(role_name(held.grant.role, t)),
        "department": plain(held.department.name(t.language)),
        "rest": plain(
            t("Still there for it: {names}.", names=t.several(others))
            if others
            else t("Nobody looks after it now.")
        ),
        "link": link(access_page(config), t("See who may do what")),
    }
    return letter(mail, words, reader.name, reader.email, t, config)


def _what(held: Held, change: str, config: Config, t: Translator) -> str:
    grant = held.grant
    role = role_name(grant.role, t)
    if held.department:
        role = t("{role}, {department}", role=role, department=held.department.name(t.language))
    if change == ENDED:
        return t("You no longer have this role: {role}.", role=role)
    said = [t("You have a role now: {role}.", role=role)]
    if grant.to_at is not None:
        said.append(t("It ends on {day}.", day=t.day(last_day(grant.to_at, config.zone))))
    if grant.reason:
        said.append(t("Why: {reason}", reason=grant.reason))
    return " ".join(said)


def _grant(db: Session, payload: dict[str, Any], config: Config, now: datetime) -> Held:
    today = now.astimezone(config.zone).date()
    held = grant_held(db, payload["grant"], now=now, today=today)
    if held is None:
        raise NotFound(f"There is no grant {payload['grant']}.")
    return held

"""Somebody has answered what they were asked since they were certified: renew the certificate."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from training.assignments.owed.queries import owing_of
from training.config import Config
from training.content.models import Revision
from training.content.queries import certificate_edition
from training.credentials.check_ins.queries import Series, series_of
from training.credentials.check_ins.timetable import renews
from training.credentials.facts import CertificateFacts
from training.credentials.models import Credential
from training.credentials.queries import InForce, in_force_and_held
from training.flows.issue_certificates import Due, issue_certificates
from training.learning.queries import last_completions
from training.people.queries import Person


def renew_by_answers(
    db: Session,
    person: Person,
    check_in_id: int,
    *,
    now: datetime,
    config: Config,
) -> Credential | None:
    """The certificate with a new last day that answering this check-in brought; none where it
    brought none. The caller has locked the person.

    On the same text, once the fourth question is answered (or the last for which there was time)
    and none that was offered is left; only where nothing of its modules is owed, none was added and
    it would end otherwise. Raises `NotReady` without a public address to print.
    """
    series = next((each for each in series_of(db, person.id) if each.has(check_in_id)), None)
    if series is None or not person.active or not renews(series.kept):
        return None
    published = in_force_and_held(db, person.id)
    due = _due(db, person, series, published, now=now, config=config)
    if due is None:
        return None
    language = CertificateFacts.from_dict(series.credential.facts).language
    issued = issue_certificates(db, person, [due], language=language, now=now, config=config)
    return issued[0] if issued else None


def _due(
    db: Session,
    person: Person,
    series: Series,
    published: InForce,
    *,
    now: datetime,
    config: Config,
) -> Due | None:
    today = now.astimezone(config.zone).date()
    old = series.credential
    held = published.held.get(old.certificate)
    text = _of(published, old.certificate)
    if text is None or held is None or held.credential.id != old.id or held.ended(today):
        return None
    edition = certificate_edition(db, text)
    ends = edition.validity.ends(today)
    if ends is not None and old.expires is not None and ends <= old.expires:
        return None
    modules = edition.required_modules(person.lineage)
    done = last_completions(db, person.id, modules)
    if any(each not in done for each in modules) or _owes(db, person, modules, now, config):
        return None
    return Due(
        revision=text,
        edition=edition,
        basis=tuple(done[each] for each in modules),
        expires=ends,
        replaces=old,
        asked_since=old.asked_since,
        check_ins=_answers(series, config),
    )


def _of(published: InForce, certificate: str) -> Revision | None:
    return next((each for each in published.of("certificate") if each.slug == certificate), None)


def _owes(
    db: Session, person: Person, modules: tuple[str, ...], now: datetime, config: Config
) -> bool:
    today, zone = now.astimezone(config.zone).date(), config.zone
    return any(
        owing_of(db, person, each, now=now, today=today, zone=zone).debts for each in modules
    )


def _answers(series: Series, config: Config) -> tuple[date, ...]:
    """The days of the answers since it was renewed by answers last."""
    facts = CertificateFacts.from_dict(series.credential.facts)
    days = [
        each.answered.astimezone(config.zone).date()
        for each in series.check_ins
        if each.answered is not None
        and (not facts.check_ins or each.answered > series.credential.issued)
    ]
    return tuple(sorted(days))

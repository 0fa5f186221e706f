"""Certificates that are due are issued: their facts are pinned to the texts that they rest on."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.config import Config
from training.content.edition import CertificateEdition, binding
from training.content.models import Revision
from training.content.queries import missing_approvals, module_edition
from training.credentials.facts import CertificateFacts, ModuleFacts, Words
from training.credentials.models import Credential
from training.credentials.serials import new_serial
from training.credentials.service import ensure_can_issue, issue
from training.learning.queries import Completed
from training.people.queries import Person
from training.text import LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A certificate that is to be issued: on which completions, until when, in place of which.

    `asked_since`: from which day on its check-ins count, none for today. `check_ins` are the days
    of the answers that renew it; it says then that its modules were completed when the one before
    it said so.
    """

    revision: Revision
    edition: CertificateEdition
    basis: tuple[Completed, ...]
    expires: date | None
    replaces: Credential | None = None
    asked_since: date | None = None
    check_ins: tuple[date, ...] = ()


def issue_certificates(
    db: Session,
    person: Person,
    dues: Collection[Due],
    *,
    language: str,
    now: datetime,
    config: Config,
) -> list[Credential]:
    """The new credentials; the caller has locked the person.

    One is a pilot when any text it rests on still waits for a reviewer. The same completions are
    certified once. Raises `NotReady` without a public address to print.
    """
    ensure_can_issue(config)
    revisions = {each.revision.id for due in dues for each in due.basis}
    missing = missing_approvals(db, revisions)
    today = now.astimezone(config.zone).date()
    issued: list[Credential] = []
    for due in dues:
        pilot = any(
            binding(missing[each.revision.id], each.completion.language) for each in due.basis
        )
        credential = issue(
            db,
            employee_id=person.id,
            certificate=due.revision,
            facts=_facts(db, person, due, pilot, today, language=language, now=now, config=config),
            completion_ids=[each.completion.id for each in due.basis],
            pilot=pilot,
            replaces=due.replaces,
            asked_since=due.asked_since or today,
            now=now,
        )
        if credential is not None:
            issued.append(credential)
    return issued


def _facts(
    db: Session,
    person: Person,
    due: Due,
    pilot: bool,
    today: date,
    *,
    language: str,
    now: datetime,
    config: Config,
) -> CertificateFacts:
    return CertificateFacts(
        serial=new_serial(),
        name=person.name,
        department=person.department_names,
        title=_words(due.edition.title),
        body=_words(due.edition.body),
        certificate=due.edition.slug,
        revision=due.revision.number,
        sha256=due.revision.short,
        modules=tuple(_module_facts(db, each.revision) for each in due.basis),
        issued=now,
        day=_completed(due) or today,
        expires=due.expires,
        signed_by=due.edition.signed_by,
        city=config.city,
        language=language,
        pilot=pilot,
        demonstration=config.demonstration,
        check_ins=due.check_ins,
        design=due.edition.design,
    )


def _completed(due: Due) -> date | None:
    """The day that the certificate before it named, where only questions were answered since."""
    if due.replaces is None or not due.check_ins:
        return None
    return CertificateFacts.from_dict(due.replaces.facts).day


def _module_facts(db: Session, revision: Revision) -> ModuleFacts:
    edition = module_edition(db, revision)
    return ModuleFacts(revision.slug, _words(edition.title), revision.number, revision.short)


def _words(say: Callable[[str], str]) -> Words:
    return {language: say(language) for language in LANGUAGES}

"""A module was completed: issue the certificates that it completes."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from training.config import Config
from training.content.edition import CertificateEdition, binding
from training.content.models import Revision
from training.content.queries import (
    all_in_force,
    certificate_edition,
    missing_approvals,
    module_edition,
)
from training.credentials.facts import CertificateFacts, ModuleFacts, Words
from training.credentials.models import Credential
from training.credentials.serials import new_serial
from training.credentials.service import ensure_can_issue, issue
from training.learning.queries import Completed, last_completions
from training.people.queries import Person
from training.text import LANGUAGES


def certify(
    db: Session, person: Person, module: str, *, language: str, now: datetime, config: Config
) -> list[Credential]:
    """The new credentials that completing `module` brings; the caller has locked the person.

    The same completions are certified once. A certificate is a pilot when any text it rests on
    still waits for a reviewer. Raises `NotReady` without a public address to print.
    """
    designs = [
        (revision, edition)
        for revision in all_in_force(db, "certificate")
        if module in (edition := certificate_edition(db, revision)).required_modules(person.lineage)
    ]
    needed = {each for _, edition in designs for each in edition.required_modules(person.lineage)}
    done = last_completions(db, person.id, needed)
    ready = [
        (revision, edition)
        for revision, edition in designs
        if done.keys() >= set(edition.required_modules(person.lineage))
    ]
    if not ready:
        return []
    ensure_can_issue(config)
    missing = missing_approvals(db, [each.revision.id for each in done.values()])
    issued: list[Credential] = []
    for revision, edition in ready:
        basis = [done[each] for each in edition.required_modules(person.lineage)]
        pilot = any(binding(missing[each.revision.id], each.completion.language) for each in basis)
        facts = _facts(db, person, revision, edition, basis, language, pilot, now, config)
        credential = issue(
            db,
            employee_id=person.id,
            certificate=revision,
            facts=facts,
            completion_ids=[each.completion.id for each in basis],
            pilot=pilot,
            now=now,
        )
        if credential is not None:
            issued.append(credential)
    return issued


def _facts(
    db: Session,
    person: Person,
    revision: Revision,
    edition: CertificateEdition,
    basis: list[Completed],
    language: str,
    pilot: bool,
    now: datetime,
    config: Config,
) -> CertificateFacts:
    return CertificateFacts(
        serial=new_serial(),
        name=person.name,
        department=person.department_names,
        title=_words(edition.title),
        body=_words(edition.body),
        certificate=edition.slug,
        revision=revision.number,
        sha256=revision.short,
        modules=tuple(_module_facts(db, each.revision) for each in basis),
        issued=now,
        day=now.astimezone(config.zone).date(),
        expires=None,
        signed_by=edition.signed_by,
        city=config.city,
        language=language,
        pilot=pilot,
        demonstration=config.demonstration,
    )


def _module_facts(db: Session, revision: Revision) -> ModuleFacts:
    edition = module_edition(db, revision)
    return ModuleFacts(revision.slug, _words(edition.title), revision.number, revision.short)


def _words(say: Callable[[str], str]) -> Words:
    return {language: say(language) for language in LANGUAGES}

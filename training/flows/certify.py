"""A module was completed: issue the certificates that it completes or renews."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.assignments.owed.queries import owing_of
from training.assignments.owed.renewing.queries import renewal_since, taken_since
from training.config import Config
from training.content.edition import CertificateEdition, binding
from training.content.models import Revision
from training.content.queries import certificate_edition, missing_approvals, module_edition
from training.credentials.facts import CertificateFacts, ModuleFacts, Words
from training.credentials.models import Credential
from training.credentials.queries import Held, in_force_and_held
from training.credentials.serials import new_serial
from training.credentials.service import ensure_can_issue, issue
from training.learning.evidence.queries import evidence_days
from training.learning.queries import Completed, last_completions
from training.people.queries import Person
from training.text import LANGUAGES

Done = Mapping[str, Completed]
"""The last completion of each module, by its slug."""


@dataclass(frozen=True, slots=True)
class Due:
    """A certificate that is to be issued: on which completions, until when, in place of which."""

    revision: Revision
    edition: CertificateEdition
    basis: tuple[Completed, ...]
    expires: date | None
    replaces: Credential | None


@dataclass(frozen=True, slots=True)
class Case:
    """One person and the instant at which they completed something."""

    db: Session
    person: Person
    module: str
    renewal: bool
    language: str
    now: datetime
    config: Config

    @property
    def today(self) -> date:
        """The City's day."""
        return self.now.astimezone(self.config.zone).date()


def certify(
    db: Session,
    person: Person,
    module: str,
    *,
    renewal: bool = False,
    language: str,
    now: datetime,
    config: Config,
) -> list[Credential]:
    """The new credentials that completing `module` brings; the caller has locked the person.

    The first of a certificate needs all its modules, and no debt past its due day. After that each
    completion replaces the one they hold by one on their newest completions, which ends when the
    old one did; a module that was added counts when it is done. When it is to be renewed, it needs
    all modules again (`renewal`: this was one of them) and is good for its whole time; that counts
    from the day on which it was taken elsewhere, where that is recorded only now. The same
    completions are certified once. A certificate is a pilot when any text it rests on still waits
    for a reviewer. Raises `NotReady` without a public address to print.
    """
    case = Case(db, person, module, renewal, language, now, config)
    published = in_force_and_held(db, person.id)
    designs = [
        (revision, edition)
        for revision in published.of("certificate")
        if module in (edition := certificate_edition(db, revision)).required_modules(person.lineage)
    ]
    needed = {each for _, edition in designs for each in edition.required_modules(person.lineage)}
    done = last_completions(db, person.id, needed)
    texts = {each.slug: each.id for each in published.of("module")}
    dues = [
        due
        for revision, edition in designs
        if (due := _due(case, revision, edition, published.held.get(revision.slug), done, texts))
    ]
    return _issue(case, dues) if dues else []


def _due(
    case: Case,
    revision: Revision,
    edition: CertificateEdition,
    held: Held | None,
    done: Done,
    texts: Mapping[str, int],
) -> Due | None:
    required = edition.required_modules(case.person.lineage)
    basis = tuple(done[each] for each in required if each in done)
    fresh = Due(revision, edition, basis, edition.validity.ends(_since(case, basis)), None)
    if held is None:
        whole = len(basis) == len(required) and not _past_due(case, basis, texts)
        return fresh if whole else None
    old = held.credential
    since = renewal_since(case.db, held, now=case.now, zone=case.config.zone)
    if since is not None:
        again = old.modules.intersection(required)
        taken = taken_since(case.db, case.person.id, again, since, zone=case.config.zone)
        if taken == again and len(basis) == len(required) and not _past_due(case, basis, texts):
            return Due(revision, edition, basis, fresh.expires, old)
        if case.renewal or held.ended(case.today):
            return None
    return Due(revision, edition, basis, old.expires, old)


def _since(case: Case, basis: Collection[Completed]) -> date:
    """The day from which a certificate is good."""
    now = next((each for each in basis if each.completion.module == case.module), None)
    if now is None or now.completion.evidence_id is None:
        return case.today
    taken = evidence_days(case.db, [each.completion for each in basis])
    zone = case.config.zone
    return max(
        taken.get(each.completion.id) or each.completion.at.astimezone(zone).date()
        for each in basis
    )


def _past_due(case: Case, basis: Collection[Completed], texts: Mapping[str, int]) -> bool:
    """Whether anything of these modules is owed past its due day."""
    here = case.person.department_id
    for each in basis:
        done = each.completion
        if (texts.get(done.module), here) == (done.revision_id, done.department_id):
            continue  # They completed what is in force where they work.
        zone = case.config.zone
        owing = owing_of(
            case.db, case.person, done.module, now=case.now, today=case.today, zone=zone
        )
        if owing.due is not None and owing.due < case.today:
            return True
    return False


def _issue(case: Case, dues: Collection[Due]) -> list[Credential]:
    ensure_can_issue(case.config)
    revisions = {each.revision.id for due in dues for each in due.basis}
    missing = missing_approvals(case.db, revisions)
    issued: list[Credential] = []
    for due in dues:
        pilot = any(
            binding(missing[each.revision.id], each.completion.language) for each in due.basis
        )
        credential = issue(
            case.db,
            employee_id=case.person.id,
            certificate=due.revision,
            facts=_facts(case, due, pilot),
            completion_ids=[each.completion.id for each in due.basis],
            pilot=pilot,
            replaces=due.replaces,
            now=case.now,
        )
        if credential is not None:
            issued.append(credential)
    return issued


def _facts(case: Case, due: Due, pilot: bool) -> CertificateFacts:
    return CertificateFacts(
        serial=new_serial(),
        name=case.person.name,
        department=case.person.department_names,
        title=_words(due.edition.title),
        body=_words(due.edition.body),
        certificate=due.edition.slug,
        revision=due.revision.number,
        sha256=due.revision.short,
        modules=tuple(_module_facts(case.db, each.revision) for each in due.basis),
        issued=case.now,
        day=case.today,
        expires=due.expires,
        signed_by=due.edition.signed_by,
        city=case.config.city,
        language=case.language,
        pilot=pilot,
        demonstration=case.config.demonstration,
    )


def _module_facts(db: Session, revision: Revision) -> ModuleFacts:
    edition = module_edition(db, revision)
    return ModuleFacts(revision.slug, _words(edition.title), revision.number, revision.short)


def _words(say: Callable[[str], str]) -> Words:
    return {language: say(language) for language in LANGUAGES}

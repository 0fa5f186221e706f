"""A module was completed: issue the certificates that it completes or renews."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.assignments.owed.queries import owing_of
from training.assignments.owed.renewing.queries import renewal_since, taken_since
from training.config import Config
from training.content.edition import CertificateEdition
from training.content.models import Revision
from training.content.queries import certificate_edition
from training.credentials.models import Credential
from training.credentials.queries import Held, in_force_and_held
from training.flows.issue_certificates import Due, issue_certificates
from training.learning.evidence.queries import evidence_days
from training.learning.queries import Completed, last_completions
from training.people.queries import Person

Done = Mapping[str, Completed]
"""The last completion of each module, by its slug."""


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
    if not dues:
        return []
    return issue_certificates(db, person, dues, language=language, now=now, config=config)


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
    ends = edition.validity.ends(_since(case, basis))
    due = Due(revision=revision, edition=edition, basis=basis, expires=ends)
    if held is None:
        whole = len(basis) == len(required) and not _past_due(case, basis, texts)
        return due if whole else None
    old = held.credential
    since = renewal_since(case.db, held, now=case.now, zone=case.config.zone)
    if since is not None:
        again = old.modules.intersection(required)
        taken = taken_since(case.db, case.person.id, again, since, zone=case.config.zone)
        if taken == again and len(basis) == len(required) and not _past_due(case, basis, texts):
            return replace(due, replaces=old)
        if case.renewal or held.ended(case.today):
            return None
    return replace(due, expires=old.expires, replaces=old, asked_since=old.asked_since)


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

"""What one person has to do, by when and why, and what they have done."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy.orm import Session

from training.assignments.audience import Line, read_stored
from training.assignments.models import Assignment, RequirementVersion
from training.assignments.owed.queries import CITY_ZONE, owing_of
from training.assignments.owed.renewing.queries import renewal_since
from training.assignments.owing.debts import Owing
from training.assignments.queries import assignments_of, requirements_in_force
from training.assignments.rules import read_rules
from training.assignments.standings.queries import PersonStanding, standings_of
from training.assignments.status import CERTIFIED, Mark, Status
from training.content.edition import CertificateEdition
from training.content.queries import certificate_edition
from training.credentials.models import Credential
from training.credentials.queries import InForce, in_force_and_held, of_employee
from training.learning.queries import ModuleState, module_states
from training.people.queries import Person
from training.reporting.extended import Extended, extended_by_others
from training.reporting.my_module import MyModule, my_module
from training.reporting.why import Facts, facts_of, why

UPDATES = frozenset({Status.UPDATE_DUE, Status.OUT_OF_DATE})
RENEWALS = frozenset({Status.RENEW_SOON, Status.EXPIRED, Status.REVOKED})
"""Statuses of those who take it all again."""
NOTHING_TO_DO = frozenset({Status.CURRENT, Status.EXCUSED, Status.NOT_ASSIGNED})


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCertificate:
    """A certificate the person must hold or holds."""

    edition: CertificateEdition
    standing: PersonStanding | None
    """None for one that nobody asks of them and that they do not hold."""
    asked: bool
    because: tuple[Line, ...] | None
    """What of a requirement's audience reaches them; see `reporting.why`."""
    extended: Extended | None
    """By whom they were given the day that counts, where it is not that of all others."""
    modules: tuple[MyModule, ...]
    credential: Credential | None
    renewal_since: datetime | None
    """Since when taking its modules again counts; none where it is not to be renewed."""
    window: int | None
    """Days before its expiry from which on it may be renewed."""

    @property
    def status(self) -> Status:
        """Where the person stands with it."""
        return self.standing.status if self.standing else Status.NOT_ASSIGNED

    @property
    def pilot(self) -> bool:
        """Whether what they hold was issued on text that still waited for a reviewer."""
        return self.standing is not None and Mark.PILOT in self.standing.marks

    @property
    def due(self) -> date | None:
        """By the end of which day something is to be done; none where nobody has said."""
        if self.standing is None:
            return None
        if self.status in UPDATES:
            return self.standing.update_due
        if self.status in RENEWALS:
            return self.credential.expires if self.credential else None
        return self.standing.due

    @property
    def left(self) -> tuple[MyModule, ...]:
        """The modules with something left to do, in their order."""
        if (since := self.renewal_since) is not None:
            return tuple(each for each in self.modules if not each.taken_since(since))
        return tuple(each for each in self.modules if not each.done)

    @property
    def next_module(self) -> MyModule | None:
        """The first module with something left to do."""
        return next(iter(self.left), None)


@dataclass(frozen=True, slots=True)
class MyTraining:
    """What is to do, the one due first at the top; what waits; what is done; what nobody asks.

    `waiting` is what they are excused from for a while.
    """

    to_do: tuple[MyCertificate, ...]
    waiting: tuple[MyCertificate, ...]
    done: tuple[MyCertificate, ...]
    others: tuple[MyCertificate, ...]
    credentials: tuple[Credential, ...]
    facts: Facts
    """What the requirements look at of the person."""

    def holding(self, credential: Credential) -> MyCertificate | None:
        """The certificate of which a credential is the one that counts."""
        every = (*self.to_do, *self.waiting, *self.done)
        return next((each for each in every if each.credential is credential), None)

    def replaced(self, credential: Credential) -> bool:
        """Whether a later one of the same certificate was issued to them."""
        return any(
            each.certificate == credential.certificate and each.issued > credential.issued
            for each in self.credentials
        )

    @property
    def finished(self) -> tuple[MyModule, ...]:
        """The modules that are done, each once."""
        every = (*self.to_do, *self.waiting, *self.done, *self.others)
        modules = {each.slug: each for one in every for each in one.modules if each.done}
        return tuple(modules.values())


def my_training(
    db: Session,
    person: Person,
    *,
    now: datetime,
    today: date,
    zone: tzinfo = CITY_ZONE,
    language: str = "",
) -> MyTraining:
    """The person's own page in a language, theirs if none is given.

    The number of statements depends on the certificates, and on the modules that changed for them.
    """
    desk = Desk(
        db,
        person,
        in_force_and_held(db, person.id),
        module_states(db, person.id),
        _asking(db, person, today=today),
        now,
        today,
        zone,
        language or person.language,
    )
    standings = standings_of(db, [person.id], at=now, today=today, zone=zone)
    by_certificate = {each.certificate: each for each in standings}
    mine = [
        _certificate(desk, certificate_edition(db, each), by_certificate.get(each.slug))
        for each in desk.published.of("certificate")
    ]
    return _sorted(mine, of_employee(db, person.id), desk.asking.facts)


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked of the person, by whom and since their being who."""

    assignments: Mapping[str, list[Assignment]]
    """By certificate."""
    requirements: Mapping[str, RequirementVersion]
    extended: Mapping[int, Extended]
    """By the assignment's id."""
    facts: Facts


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person's page is made from."""

    db: Session
    person: Person
    published: InForce
    states: Mapping[str, ModuleState]
    asking: Asking
    now: datetime
    today: date
    zone: tzinfo
    language: str

    def modules(self, design: CertificateEdition, status: Status) -> Iterator[MyModule]:
        """The modules of a certificate, with what changed where its status says that any did."""
        texts = {each.slug: each for each in self.published.of("module")}
        for slug in design.required_modules(self.person.lineage):
            if slug in texts:
                owing = self._owing(slug) if status in UPDATES else None
                state = self.states.get(slug)
                yield my_module(
                    self.db, self.person, texts[slug], state, owing, language=self.language
                )

    def _owing(self, module: str) -> Owing:
        return owing_of(
            self.db, self.person, module, now=self.now, today=self.today, zone=self.zone
        )

    def renewal(self, certificate: str, status: Status) -> datetime | None:
        """Since when taking its modules again counts, where they are to be taken again."""
        held = self.published.held.get(certificate)
        if held is None or status not in RENEWALS:
            return None
        return renewal_since(self.db, held, now=self.now, zone=self.zone)


def _asking(db: Session, person: Person, *, today: date) -> Asking:
    assignments: dict[str, list[Assignment]] = {}
    for each in assignments_of(db, [person.id]):
        assignments.setdefault(each.certificate, []).append(each)
    every = [each for some in assignments.values() for each in some]
    names = {each.requirement for each in every}
    found = requirements_in_force(db) if every else []
    requirements = {each.requirement: each for each in found if each.requirement in names}
    audiences = [read_stored(each.audience) for each in requirements.values()]
    facts = facts_of(db, person, audiences, today=today)
    return Asking(assignments, requirements, extended_by_others(db, every), facts)


def _certificate(
    desk: Desk, design: CertificateEdition, standing: PersonStanding | None
) -> MyCertificate:
    status = standing.status if standing else Status.NOT_ASSIGNED
    asking = desk.asking
    asked_by = _asked_by(standing, asking.assignments.get(design.slug, ()))
    version = asking.requirements.get(asked_by.requirement) if asked_by else None
    audience = read_stored(version.audience) if version else None
    held = desk.published.held.get(design.slug)
    return MyCertificate(
        edition=design,
        standing=standing,
        asked=asked_by is not None,
        because=why(audience, asking.facts, today=desk.today) if audience else None,
        extended=asking.extended.get(asked_by.id) if asked_by else None,
        modules=tuple(desk.modules(design, status)),
        credential=held.credential if held else None,
        renewal_since=desk.renewal(design.slug, status),
        window=read_rules(version.rules).window if version else None,
    )


def _asked_by(
    standing: PersonStanding | None, assignments: Iterable[Assignment]
) -> Assignment | None:
    """The assignment whose day counts, else the first of all."""
    wanted = standing.requirement if standing else None
    found = sorted(assignments, key=lambda each: (each.due or date.max, each.requirement))
    return next((each for each in found if each.requirement == wanted), next(iter(found), None))


def _sorted(
    mine: Sequence[MyCertificate],
    credentials: Sequence[Credential],
    facts: Facts,
) -> MyTraining:
    def late(each: MyCertificate) -> tuple[bool, date]:
        return each.status is Status.RENEW_SOON, each.due or date.max

    asked = sorted((each for each in mine if each.asked), key=late)
    to_do = [each for each in asked if each.status not in NOTHING_TO_DO]
    return MyTraining(
        tuple(to_do),
        tuple(each for each in asked if each.status is Status.EXCUSED),
        tuple(each for each in mine if each.status in CERTIFIED),
        tuple(each for each in mine if not each.asked and each.credential is None),
        tuple(credentials),
        facts,
    )

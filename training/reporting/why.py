"""Why something is asked of somebody: what of its requirement's audience is true of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.audience import SUPERVISOR, Audience, Line, What
from training.people.queries import Person, employment_on

OF_THE_ROSTER = {What.SITES, What.JOB_CODES, What.JOBS, What.KINDS, What.HIRED_WITHIN}


@dataclass(frozen=True, slots=True)
class Facts:
    """What an audience may look at of one person, as the roster has it."""

    lineage: tuple[str, ...]
    """Their department and its parents, their own first."""
    number: str
    roles: frozenset[str]
    site: str | None = None
    job: str | None = None
    job_code: str | None = None
    kind: str | None = None
    hired: date | None = None


def facts_of(db: Session, person: Person, audiences: Iterable[Audience], *, today: date) -> Facts:
    """What these audiences look at of a person; one statement where they need the roster."""
    roles = person.roles | ({SUPERVISOR} if person.supervises else set())
    facts = Facts(person.lineage, person.number, frozenset(roles))
    if not any(line.what in OF_THE_ROSTER for each in audiences for line in each.lines):
        return facts
    work = employment_on(today).c
    columns = select(work.site, work.job, work.job_code, work.kind, work.hired)
    row = db.execute(columns.where(work.employee_id == person.id)).one_or_none()
    if row is None:
        return facts
    return replace(
        facts, site=row.site, job=row.job, job_code=row.job_code, kind=row.kind, hired=row.hired
    )


def why(audience: Audience, facts: Facts, *, today: date) -> tuple[Line, ...] | None:
    """The lines by which an audience reaches somebody: those of the first group that are all true.

    Empty for everyone; none where it does not reach them (any more).
    """
    groups = sorted(audience.groups, key=len)
    return next((each for each in groups if all(_true(line, facts, today) for line in each)), None)


def _true(line: Line, facts: Facts, today: date) -> bool:
    return _is(line, facts, today) is not line.negated


def _is(line: Line, facts: Facts, today: date) -> bool:
    if line.what is What.HIRED_WITHIN:
        return facts.hired is not None and facts.hired >= today - timedelta(days=line.days)
    theirs: dict[What, set[str | None]] = {
        What.DEPARTMENTS: set(facts.lineage),
        What.NUMBERS: {facts.number},
        What.ROLES: set(facts.roles),
        What.SITES: {facts.site},
        What.JOBS: {facts.job},
        What.JOB_CODES: {facts.job_code},
        What.KINDS: {facts.kind},
    }
    return not theirs[line.what].isdisjoint(line.values)

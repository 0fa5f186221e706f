"""Made-up rosters, and in plain Python whom an audience reaches of them."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.cast import LONG_AGO, NOW, TODAY, Cast
from training.assignments.audience import SUPERVISOR, Audience, Line, What
from training.people.models import Employee, Employment, RoleGrant

DEPARTMENTS = ("public-library", "abq-ride", "youth-family-services", "early-head-start")
SITES, CODES = ("Main", "Yard Ñ"), ("A1", "A-1")
JOBS, KINDS = ("Cadet", "Manager, Senior"), ("employee", "volunteer")
ROLES = ("author", "liaison")
DAYS = (-40, -30, -1, 0, 1)
"""Days of hire and last days, from today."""


@dataclass(frozen=True)
class Worker:
    """Somebody in a made-up roster."""

    department: str
    moved_from: str | None
    site: str | None
    job: str | None
    code: str | None
    kind: str
    hired: int | None
    ended: int | None
    active: bool
    role: str | None
    role_of: str
    role_ends: int | None
    """Hours from now."""
    supervisor: int | None
    """Which of the others, in a circle."""


def _maybe(values: Sequence[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.sampled_from(values))


WORKERS = st.lists(
    st.builds(
        Worker,
        department=st.sampled_from(DEPARTMENTS),
        moved_from=_maybe(DEPARTMENTS),
        site=_maybe(SITES),
        job=_maybe(JOBS),
        code=_maybe(CODES),
        kind=st.sampled_from(KINDS),
        hired=_maybe(DAYS),
        ended=st.one_of(st.none(), st.none(), st.sampled_from((-1, 0, 1))),
        active=st.sampled_from((True, True, True, False)),
        role=_maybe(ROLES),
        role_of=st.sampled_from(DEPARTMENTS),
        role_ends=_maybe((-1, 1)),
        supervisor=_maybe(range(6)),
    ).filter(lambda each: each.hired is None or each.ended is None or each.ended >= each.hired),
    max_size=6,
)


def _lines() -> st.SearchStrategy[Line]:
    offered = {
        What.DEPARTMENTS: DEPARTMENTS,
        What.SITES: SITES,
        What.JOB_CODES: CODES,
        What.JOBS: JOBS,
        What.KINDS: KINDS,
        What.ROLES: (*ROLES, SUPERVISOR),
        What.NUMBERS: ("W0", "W1", "W2", "NOBODY"),
    }
    several = [
        st.builds(Line, st.just(what), st.frozensets(st.sampled_from(values), min_size=1), _NOT)
        for what, values in offered.items()
    ]
    days = st.sampled_from(("1", "30", "39")).map(lambda each: frozenset([each]))
    return st.one_of(*several, st.builds(Line, st.just(What.HIRED_WITHIN), days, _NOT))


_NOT = st.booleans()
AUDIENCES = st.lists(st.lists(_lines(), max_size=3), max_size=3).map(Audience.any_of)


def engage(db: Session, cast: Cast, workers: Sequence[Worker]) -> dict[int, int]:
    """Write a roster down; which of the workers has which id."""
    units = {
        each.slug: each for each in (cast.library, cast.transit, cast.youth, cast.early_head_start)
    }
    people = [
        Employee(number=f"W{n}", first_name="W", last_name=str(n)) for n in range(len(workers))
    ]
    db.add_all(people)
    db.flush()
    for who, worker in zip(people, workers, strict=True):
        works_in = units[worker.department]
        if worker.moved_from:
            before = units[worker.moved_from].id
            db.add(_employment(who.id, before, worker, people, from_day=TODAY - timedelta(days=9)))
        db.add(_employment(who.id, works_in.id, worker, people, from_day=TODAY))
        if worker.role:
            ends = worker.role_ends
            where = units[worker.role_of].id if worker.role == "liaison" else None
            db.add(
                RoleGrant(
                    employee_id=who.id,
                    role=worker.role,
                    department_id=where,
                    from_at=LONG_AGO,
                    to_at=None if ends is None else NOW + timedelta(hours=ends),
                )
            )
    db.flush()
    return {n: each.id for n, each in enumerate(people)}


def expected(workers: Sequence[Worker], audience: Audience) -> set[int]:
    """Which of the workers an audience reaches."""
    return {
        n
        for n, each in enumerate(workers)
        if _works(each)
        and any(all(_matches(line, n, workers) for line in group) for group in audience.groups)
    }


def _matches(line: Line, n: int, workers: Sequence[Worker]) -> bool:
    worker = workers[n]
    known: dict[What, Set[str | None]] = {
        What.DEPARTMENTS: {worker.department, _above(worker.department)},
        What.SITES: {worker.site},
        What.JOB_CODES: {worker.code},
        What.JOBS: {worker.job},
        What.KINDS: {worker.kind},
        What.NUMBERS: {f"W{n}"},
        What.ROLES: _roles(n, workers),
        What.HIRED_WITHIN: line.values if _hired_within(worker, line) else set(),
    }
    return bool(line.values & known[line.what]) != line.negated


def _hired_within(worker: Worker, line: Line) -> bool:
    return (
        line.what is What.HIRED_WITHIN and worker.hired is not None and worker.hired >= -line.days
    )


def _roles(n: int, workers: Sequence[Worker]) -> set[str | None]:
    worker = workers[n]
    bosses = [each.supervisor for each in workers if _works(each)]
    named = {boss % len(workers) for boss in bosses if boss is not None}
    roles: set[str | None] = {SUPERVISOR} if n in named else set()
    at_home = _above(worker.department) == _above(worker.role_of)
    if worker.role_ends != -1 and (worker.role == "author" or at_home):
        roles.add(worker.role)
    return roles


def _above(slug: str) -> str:
    return "youth-family-services" if slug == "early-head-start" else slug


def _works(worker: Worker) -> bool:
    begun = worker.hired is None or worker.hired <= 0
    return worker.active and begun and (worker.ended is None or worker.ended >= 0)


def _employment(
    employee_id: int, department_id: int, worker: Worker, people: list[Employee], from_day: date
) -> Employment:
    boss = worker.supervisor
    return Employment(
        employee_id=employee_id,
        department_id=department_id,
        site=worker.site,
        job=worker.job,
        job_code=worker.code,
        kind=worker.kind,
        supervisor_id=None if boss is None else people[boss % len(people)].id,
        active=worker.active,
        hired=_day(worker.hired),
        ended=_day(worker.ended),
        source="hr",
        from_day=from_day,
        recorded=datetime.combine(from_day, LONG_AGO.timetz()),
    )


def _day(days: int | None) -> date | None:
    return None if days is None else TODAY + timedelta(days=days)

"""How everybody stands with every certificate at any instant, past ones included."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from training.assignments.owed.past import Past, Work, moves, postings
from training.assignments.owed.queries import CITY_ZONE, owing_by
from training.assignments.owing.debts import Owing
from training.assignments.standings.asking import Grounds, Module, last_day
from training.assignments.standings.facts.queries import (
    Excuses,
    Histories,
    Look,
    PersonFacts,
    excuses_at,
)
from training.assignments.standings.grounds.queries import grounds_at, same_knowledge
from training.assignments.standings.judging import Facts, Judge, Verdict
from training.assignments.standings.whom.queries import MOST_LISTED, Whom
from training.assignments.status import Mark, Status, counted_as
from training.learning.disputes.queries import disputed_at
from training.people.models import Employee

MANY = 50
"""From so many pasts on it pays to look which of them know just the same texts."""


class PersonStanding(NamedTuple):
    """One person and one certificate that they are asked for or hold."""

    employee_id: int
    department_id: int
    certificate: str
    requirement: str | None
    """None if nobody asks it of them: they hold it all the same."""
    status: Status
    marks: frozenset[Mark]
    due: date | None
    """What was extended included; none for *to be confirmed*, and where nothing is asked."""
    update_due: date | None
    """By when to make up what has changed; none without debts or without a day."""
    excused_until: date | None
    credential_id: int | None

    @property
    def counted(self) -> Status | Mark:
        """As what they are counted: who was certified on pilot text only, not as certified."""
        return counted_as(self.status, self.marks)


class StandingCount(NamedTuple):
    """So many people of a department who stand alike with a certificate."""

    department_id: int
    certificate: str
    asked: bool
    status: Status
    marks: frozenset[Mark]
    people: int

    @property
    def counted(self) -> Status | Mark:
        """As what they are counted: who was certified on pilot text only, not as certified."""
        return counted_as(self.status, self.marks)


def standings_of(
    db: Session, employee_ids: Whom, *, at: datetime, today: date, zone: tzinfo = CITY_ZONE
) -> list[PersonStanding]:
    """Where people who work here stood at an instant with each certificate asked of or held by
    them; with all others they were *not assigned*.

    `employee_ids` may be a statement that gives them, or none for everybody; `today` is the
    instant's local day, `zone` the City's. The number of statements depends on the certificates.
    """
    excuses = excuses_at(db, at=at, today=today)
    histories = Histories(db, employee_ids, at=at, today=today)
    disputed = disputed_at(db, at)
    found: list[PersonStanding] = []
    for grounds in grounds_at(db, at=at, zone=zone):
        look = Look(grounds, at, today)
        people = list(look.people(db, employee_ids))
        people = [
            _disputing(each, disputed) for each in _with_histories(grounds, people, histories)
        ]
        verdicts = _verdicts(db, look, {each.facts for each in people})
        judge = Judge(grounds, today)
        found += [_standing(each, verdicts[each.facts], judge, excuses) for each in people]
    return found


def standing_counts(
    db: Session,
    *,
    at: datetime,
    today: date,
    within: frozenset[int] | None = None,
    zone: tzinfo = CITY_ZONE,
) -> list[StandingCount]:
    """How many people stood where at an instant, by department and certificate.

    `within` are the ids of the departments to count, none for all. Grouped in the database by what
    people have in common: neither statements nor the work here grow with the people, but for those
    who moved to where something else is asked, and those who dispute a result.
    """
    every = Histories(db, None, at=at, today=today)
    disputed = disputed_at(db, at)
    counted: Counter[tuple[int, str, bool, Status, frozenset[Mark]]] = Counter()
    for grounds in grounds_at(db, at=at, zone=zone):
        look = Look(grounds, at, today)
        people: Counter[Facts] = Counter()
        histories = every.of_movers(grounds)
        apart = _apart(look, histories, disputed)
        for facts, n in look.groups(db, within, apart):
            people[facts] += n
        if histories or disputed:
            people.update(
                _disputing(_with_history(each, grounds, histories), disputed).facts
                for each in look.people(db, apart, within)
            )
        for facts, verdict in _verdicts(db, look, people).items():
            key = (facts.department_id, grounds.certificate, facts.requirement is not None)
            counted[*key, verdict.status, verdict.marks] += people[facts]
    return [StandingCount(*key, n) for key, n in counted.items()]


def _apart(look: Look, movers: Collection[int], disputing: Collection[int]) -> Whom:
    """Whom to look at by themselves: who has moved, and the few who dispute a result."""
    if len(movers) + len(disputing) <= MOST_LISTED:
        return {*movers, *disputing}
    few: Any = bindparam(None, list(disputing), expanding=True, literal_execute=True)
    either = or_(Employee.id.in_(look.movers(None)), Employee.id.in_(few))
    return select(Employee.id).where(either)


def _disputing(person: PersonFacts, disputed: Mapping[int, frozenset[str]]) -> PersonFacts:
    mine = disputed.get(person.employee_id)
    return person._replace(facts=person.facts._replace(disputed=mine)) if mine else person


def _verdicts(db: Session, look: Look, facts: Collection[Facts]) -> dict[Facts, Verdict]:
    """How everybody with some facts stands; what is owed is worked out once for equal pasts."""
    judge = Judge(look.grounds, look.today)
    wanted = {each: judge.pasts(each) for each in facts}
    owing = {
        module.slug: _owing(
            db, look, module, {each[module.slug] for each in wanted.values() if module.slug in each}
        )
        for module in look.grounds.modules
    }
    return {
        each: judge.verdict(each, {slug: owing[slug][past] for slug, past in pasts.items()})
        for each, pasts in wanted.items()
    }


def _owing(db: Session, look: Look, module: Module, pasts: set[Past]) -> dict[Past, Owing]:
    if not pasts:
        return {}
    if len(pasts) <= MANY:
        return owing_by(db, module.slug, pasts, at=look.at)
    same = same_knowledge(db, look.grounds, module)
    alike = {each: Past(same.get(each.knowledge_id), each.postings) for each in pasts}
    found = owing_by(db, module.slug, set(alike.values()), at=look.at)
    return {each: found[past] for each, past in alike.items()}


def _with_histories(
    grounds: Grounds, people: list[PersonFacts], histories: Histories
) -> list[PersonFacts]:
    """The people, with the history of those who have worked where something else is asked."""
    if not any(each.moved for each in people):
        return people
    moved = histories.of_movers(grounds)
    return [_with_history(each, grounds, moved) for each in people]


def _with_history(
    person: PersonFacts, grounds: Grounds, histories: Mapping[int, Sequence[Work]]
) -> PersonFacts:
    if not person.moved or person.employee_id not in histories:
        return person
    asked = grounds.asked.get(person.facts.requirement or "")
    days = asked.rules.after_move if asked else None
    history = postings(moves(histories[person.employee_id]), after_move=days, zone=grounds.zone)
    return person._replace(facts=person.facts._replace(postings=history, issued=person.issued))


def _standing(
    person: PersonFacts, verdict: Verdict, judge: Judge, excuses: Excuses
) -> PersonStanding:
    facts, certificate = person.facts, judge.grounds.certificate
    spans = excuses.get(person.employee_id, ()) if facts.excused else ()
    mine = [(begins, ends) for which, begins, ends in spans if which in (None, certificate)]
    return PersonStanding(
        person.employee_id,
        facts.department_id,
        certificate,
        facts.requirement,
        verdict.status,
        verdict.marks,
        person.due if facts.joined is None else judge.due(facts),
        verdict.update_due,
        last_day(mine, judge.today) if mine else None,
        person.credential_id,
    )

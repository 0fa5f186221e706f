"""A month begins: a random sample of those who are certified is offered two questions."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.audit import record
from training.content.queries import all_in_force, certificate_edition, module_edition
from training.credentials.models import Credential
from training.db import alone
from training.learning.measuring import sampling
from training.learning.measuring.held_out import QUESTIONS, held_out, month_of
from training.learning.measuring.queries import asked_lately, is_drawn, sample_size
from training.learning.measuring.service import Item, end_offers, offer
from training.people.queries import employment_on
from training.reporting.must_know import Place, is_held, places

ONE_AT_A_TIME = 0x70726F6265
"""The advisory lock of whoever draws a sample (“probe”)."""
Certified = Mapping[int, tuple[int, Collection[str]]]
"""Who is certified, by their ids: in which department, and by which certificates."""


def draw_sample(db: Session, *, seed: int, now: datetime, today: date) -> int:
    """Offer the month's questions to as many people as OEI has set; how many are asked.

    Once a month: after that it changes nothing. Nobody until OEI has set a number, and nobody for
    whom there are not two questions that were held out. What was left open in earlier months is
    closed. The number of statements grows with modules that were never read before, not with
    people.
    """
    month = month_of(today)
    alone(db, ONE_AT_A_TIME)
    end_offers(db, before=month)
    size = sample_size(db)
    if size is None or is_drawn(db, month):
        return 0
    where = places(db)
    certified = _certified(db, now=now, today=today)
    items = _items(db, where, certified)
    people: defaultdict[int, list[int]] = defaultdict(list)
    for each, (department, _certificates) in certified.items():
        if len(items[each]) >= QUESTIONS:
            place = where[department].department
            people[place.parent_id or place.id].append(each)
    drawn = sampling.draw_sample(people, asked_lately(db, today), size, seed=seed)
    asked = {each: department for department, some in drawn.items() for each in some}
    random = Random(f"{seed}/items")  # noqa: S311 - a fair draw, not a secret
    chosen = {each: random.sample(items[each], QUESTIONS) for each in sorted(asked)}
    offer(db, month, asked, chosen)
    if asked:
        record(db, "learning:sample:drawn", actor=None, now=now, month=month, people=len(asked))
    return len(asked)


def _certified(db: Session, *, now: datetime, today: date) -> Certified:
    work = employment_on(today)
    rows = db.execute(
        select(Credential.employee_id, work.c.department_id, Credential.certificate)
        .join(work, work.c.employee_id == Credential.employee_id)
        .where(work.c.active, Credential.pilot.is_(False), *is_held(now=now, today=today))
    )
    found: dict[int, tuple[int, set[str]]] = {}
    for employee, department, certificate in rows:
        found.setdefault(employee, (department, set()))[1].add(certificate)
    return found


def _items(
    db: Session, where: Mapping[int, Place], certified: Certified
) -> dict[int, Sequence[Item]]:
    """By person, the questions that were held out of what they are certified on."""
    designs = {each.slug: certificate_edition(db, each) for each in all_in_force(db, "certificate")}
    modules = {each.slug: each for each in all_in_force(db, "module")}

    @cache
    def items(department: int, certificates: frozenset[str]) -> Sequence[Item]:
        lineage = where[department].lineage
        needed = {
            module
            for each in certificates
            if each in designs
            for module in designs[each].required_modules(lineage)
        }
        return [
            (slug, item, modules[slug].id)
            for slug in sorted(needed.intersection(modules))
            for item in held_out(module_edition(db, modules[slug]), lineage)
        ]

    return {
        person: items(department, frozenset(certificates))
        for person, (department, certificates) in certified.items()
    }

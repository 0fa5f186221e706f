"""What a status is computed from, of many people at once, whoever is asked or holds it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from training.assignments.models import Excuse
from training.assignments.owed.past import Work
from training.assignments.standings.asking import Grounds
from training.assignments.standings.judging import Facts
from training.assignments.standings.parts.queries import Parts, movers
from training.assignments.standings.whom.queries import Whom, among, many_at_once
from training.people.models import Employment

Excuses = dict[int, list[tuple[str | None, date, date]]]
"""By employee id: the certificate or none for all, the first and the last day."""
OF_GROUP = 12
"""Columns of `Facts` before the knowledge."""


class PersonFacts(NamedTuple):
    """Of one person what their facts leave out: exact days, and which certificate it is."""

    employee_id: int
    credential_id: int | None
    due: date | None
    issued: datetime | None
    moved: bool
    facts: Facts


@dataclass(frozen=True, slots=True)
class Look:
    """One certificate at an instant, which is in the local day `today`."""

    grounds: Grounds
    at: datetime
    today: date

    def groups(
        self, db: Session, within: frozenset[int] | None, without: Whom
    ) -> Iterator[tuple[Facts, int]]:
        """How many people have the same facts, some left out; one statement."""
        parts = Parts(self.grounds, None, at=self.at, today=self.today)
        query = parts.rows(select(*parts.shared, *parts.knowledge))
        query = query.where(~among(parts.work.c.employee_id, without))
        if within is not None:
            query = query.where(parts.work.c.department_id.in_(within))
        each = query.offset(0).subquery()
        with many_at_once(db, None):
            rows = db.execute(select(*each.c, func.count()).group_by(*each.c)).all()
        for row in rows:
            yield _facts(tuple(row)[:-1]), row[-1]

    def people(
        self, db: Session, whom: Whom, within: frozenset[int] | None = None
    ) -> Iterator[PersonFacts]:
        """The facts of each person; one statement."""
        parts = Parts(self.grounds, whom, at=self.at, today=self.today)
        own: list[ColumnElement[Any]] = [
            parts.work.c.employee_id,
            parts.held.c.id.label("credential_id"),
            parts.due.label("day"),
            parts.issued.label("issued"),
            parts.moved.label("moved"),
        ]
        query = parts.rows(select(*own, *parts.shared, *parts.knowledge))
        if within is not None:
            query = query.where(parts.work.c.department_id.in_(within))
        listed = None if whom is None or isinstance(whom, Select) else frozenset(whom)
        alike: dict[tuple[Any, ...], Facts] = {}
        with many_at_once(db, whom):
            rows = db.execute(query).all()
        for row in rows:
            if listed is None or row[0] in listed:
                values = row[len(own) :]
                facts = alike.get(values) or alike.setdefault(values, _facts(values))
                yield PersonFacts(row[0], row[1], row[2], row[3], row[4], facts)

    def movers(self, whom: Whom) -> Select[int]:
        """The ids of those who have worked in departments of which different things are asked."""
        return movers(self.grounds, whom, at=self.at, today=self.today)


class Histories:
    """Where some people have worked until an instant, asked for once for all certificates."""

    def __init__(self, db: Session, whom: Whom, *, at: datetime, today: date) -> None:
        self._db, self._whom, self._at, self._today = db, whom, at, today

    def of_movers(self, grounds: Grounds) -> dict[int, list[Work]]:
        """By their ids, of those who have `moved` to where a certificate asks something else."""
        if not grounds.special:
            return {}
        alike = {each: grounds.alike(lineage) for each, lineage in grounds.lineages.items()}
        return {
            who: [Work(day, recorded, grounds.lineages[where]) for day, recorded, where in rows]
            for who, rows in self._rows.items()
            if len({alike[where] for _day, _recorded, where in rows}) > 1
        }

    @cached_property
    def _rows(self) -> dict[int, list[tuple[date, datetime, int]]]:
        """Of each who has worked in several departments: from which day, since when on record."""
        until = and_(Employment.from_day <= self._today, Employment.recorded <= self._at)
        several = (
            select(Employment.employee_id)
            .where(until, among(Employment.employee_id, self._whom))
            .group_by(Employment.employee_id)
            .having(func.min(Employment.department_id) != func.max(Employment.department_id))
        )
        columns = (Employment.from_day, Employment.recorded, Employment.department_id)
        rows = self._db.execute(
            select(Employment.employee_id, *columns).where(
                until, Employment.employee_id.in_(several)
            )
        )
        found: dict[int, list[tuple[date, datetime, int]]] = {}
        for row in rows:
            work = (row.from_day, row.recorded, row.department_id)
            found.setdefault(row.employee_id, []).append(work)
        return found


def excuses_at(db: Session, *, at: datetime, today: date) -> Excuses:
    """What excuses people from a day on, as on record at an instant: certificate and days."""
    recorded = and_(Excuse.at <= at, or_(Excuse.ended.is_(None), Excuse.ended > at))
    columns = (Excuse.employee_id, Excuse.certificate, Excuse.from_day, Excuse.to_day)
    found: Excuses = {}
    for row in db.execute(select(*columns).where(recorded, Excuse.to_day >= today)):
        span = (row.certificate, row.from_day, row.to_day)
        found.setdefault(row.employee_id, []).append(span)
    return found


def _facts(values: tuple[Any, ...]) -> Facts:
    return Facts._make((*values[:OF_GROUP], values[OF_GROUP:], (), None, frozenset()))

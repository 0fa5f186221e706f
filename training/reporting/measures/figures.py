"""Counts by department of what people did and knew; one statement each."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, and_, func, select, type_coerce
from sqlalchemy.orm import Session, aliased

from training.db import BigId
from training.learning.evidence.claims import CLASSROOM, ELSEWHERE
from training.learning.measuring.models import Probe, ProbeOffer
from training.learning.models import (
    FULL,
    REGRADED,
    Attempt,
    Completion,
    Enrolment,
    Evidence,
    Score,
)
from training.people.models import Department
from training.people.queries import home_of

FIRST = 1
"""The number of the first attempt at a quiz; showing what one knows is not one."""


class Attended(NamedTuple):
    """How many completions a department's people have, and how many of them were elsewhere."""

    department_id: int
    completions: int
    classroom: int
    elsewhere: int


class FirstTime(NamedTuple):
    """How many first attempts at a quiz a department's people made, and how many passed."""

    department_id: int
    attempts: int
    passed: int


class Answered(NamedTuple):
    """Of a month, the nameless answers of a department; of none where few people were asked."""

    month: str
    department_id: int | None
    answers: int
    right: int
    sure_wrong: int
    """Wrong, although whoever answered was sure."""


class Offered(NamedTuple):
    """Of a month, how many people of a department were asked."""

    month: str
    department_id: int
    people: int


def attended(db: Session, *, since: datetime) -> list[Attended]:
    """Completions from an instant on, by department, those of its divisions included."""
    home = _home()
    rows = db.execute(
        select(
            home,
            func.count(),
            func.coalesce(func.sum((Evidence.kind == CLASSROOM).cast(Integer)), 0),
            func.coalesce(func.sum((Evidence.kind == ELSEWHERE).cast(Integer)), 0),
        )
        .select_from(Completion)
        .join(Department, Department.id == Completion.department_id)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .outerjoin(Evidence, Evidence.id == Completion.evidence_id)
        # Who was right after all when a question was marked again did nothing then.
        .where(Completion.at >= since, Enrolment.kind != REGRADED)
        .group_by(home)
    )
    return [Attended(*row) for row in rows]


def first_time(db: Session, *, since: datetime) -> list[FirstTime]:
    """First attempts at a quiz that were handed in from an instant on, by department.

    As they are scored now; of whole modules, not of what had changed.
    """
    home, newer = _home(), aliased(Score, name="newer")
    newest = ~select(newer.id).where(
        and_(newer.attempt_id == Score.attempt_id, newer.version > Score.version)
    ).correlate(Score).exists()  # fmt: skip
    rows = db.execute(
        select(home, func.count(), func.sum(Score.passed.cast(Integer)))
        .select_from(Attempt)
        .join(Enrolment, Enrolment.id == Attempt.enrolment_id)
        .join(Department, Department.id == Enrolment.department_id)
        .join(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.number == FIRST, Enrolment.kind == FULL, Attempt.submitted >= since, newest)
        .group_by(home)
    )
    return [FirstTime(*row) for row in rows]


def answered(db: Session, months: Collection[str]) -> list[Answered]:
    """The nameless answers of some months."""
    sure_wrong = and_(~Probe.right, Probe.sure == "sure")
    rows = db.execute(
        select(
            Probe.month,
            Probe.department_id,
            func.count(),
            func.sum(Probe.right.cast(Integer)),
            func.sum(sure_wrong.cast(Integer)),
        )
        .where(Probe.month.in_(months))
        .group_by(Probe.month, Probe.department_id)
        .order_by(Probe.month)
    )
    return [Answered(*row) for row in rows]


def offered(db: Session, months: Collection[str]) -> list[Offered]:
    """How many people were asked in some months."""
    rows = db.execute(
        select(ProbeOffer.month, ProbeOffer.department_id, func.count())
        .where(ProbeOffer.month.in_(months))
        .group_by(ProbeOffer.month, ProbeOffer.department_id)
        .order_by(ProbeOffer.month)
    )
    return [Offered(*row) for row in rows]


def _home() -> ColumnElement[int]:
    """As `home_of`, which is never none of a department that there is."""
    return type_coerce(home_of(Department), BigId)


def homes(db: Session) -> dict[int, Department]:
    """By the id of every department and division, the department that it is or belongs to."""
    found = {each.id: each for each in db.scalars(select(Department))}
    return {each.id: found[each.parent_id or each.id] for each in found.values()}


def day_of(month: str) -> date:
    """The first day of a month such as `2026-11`."""
    return date.fromisoformat(f"{month}-01")

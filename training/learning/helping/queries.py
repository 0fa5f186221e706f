"""Reads of who is stuck in a module, and needs a person rather than another try."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from training.content.models import Revision
from training.learning.helping.models import Help
from training.learning.models import Attempt, Enrolment, Score
from training.learning.queries import NEWEST_SCORE
from training.learning.showing.rules import SHOWING
from training.people.models import Employee
from training.people.queries import employment_on, works_on

HELP_AFTER = 3
"""After so many attempts that were not passed, a person helps; more of them stay possible."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """Somebody who needs a word, and in which module."""

    enrolment: Enrolment
    employee: Employee
    revision: Revision


def stuck(
    db: Session,
    *,
    today: date,
    departments: Collection[int] | None = None,
    supervisor: int | None = None,
    enrolment_id: int | None = None,
) -> list[Stuck]:
    """Who works here today and is stuck, by name; one statement.

    `departments` are the ids of those to look into, `supervisor` the one whose people are meant;
    none for everybody.
    """
    work = employment_on(today)
    which: list[ColumnElement[bool]] = [works_on(work.c, today), Enrolment.closed.is_(None)]
    if departments is not None:
        which.append(work.c.department_id.in_(departments))
    if supervisor is not None:
        which.append(work.c.supervisor_id == supervisor)
    if enrolment_id is not None:
        which.append(Enrolment.id == enrolment_id)
    helped = select(func.max(Help.at)).where(Help.enrolment_id == Attempt.enrolment_id)
    since = helped.correlate(Attempt).scalar_subquery()
    not_passed = (
        select(Attempt.enrolment_id)
        .join(Score, (Score.attempt_id == Attempt.id) & (Score.version == NEWEST_SCORE))
        .where(Attempt.number != SHOWING, Score.passed.is_(False))
        .where(or_(since.is_(None), Attempt.submitted > since))
        .group_by(Attempt.enrolment_id)
        .having(func.count() >= HELP_AFTER)
    )
    found = (
        select(Enrolment, Employee, Revision)
        .join(Employee, Employee.id == Enrolment.employee_id)
        .join(Revision, Revision.id == Enrolment.revision_id)
        .join(work, work.c.employee_id == Enrolment.employee_id)
        .where(*which, Enrolment.id.in_(not_passed))
        .order_by(Employee.last_name, Employee.first_name, Enrolment.id)
    )
    return [Stuck(*row) for row in db.execute(found)]

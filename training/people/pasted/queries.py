"""Whom employee numbers name."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import InputRefused, Problem, Said
from training.people.models import Employee
from training.people.queries import employment_on, works_on


def people_numbered(db: Session, numbers: Sequence[str], *, today: date) -> list[Employee]:
    """The people with these numbers who work here today, in the numbers' order; one statement.

    Raises `InputRefused` naming every number that is nobody's.
    """
    work = employment_on(today)
    found = db.scalars(
        select(Employee)
        .join(work, work.c.employee_id == Employee.id)
        .where(Employee.number.in_(numbers), works_on(work.c, today))
    )
    known = {each.number: each for each in found}
    what = Said("nobody with this number works here")
    problems = [Problem(each, what) for each in numbers if each not in known]
    if problems:
        raise InputRefused("Some of these numbers are nobody's.", problems)
    return [known[each] for each in numbers]

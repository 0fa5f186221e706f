"""Who is excused, from when to when."""

from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.assignments.models import Excuse
from training.people.models import Employee

ONE_DAY = timedelta(days=1)


def excuses_of(db: Session, employee_id: int) -> list[Excuse]:
    """Everything that was ever set for somebody, the latest last day first."""
    mine = select(Excuse).where(Excuse.employee_id == employee_id)
    return list(db.scalars(mine.order_by(Excuse.to_day.desc(), Excuse.id.desc())))


def excuses_standing(db: Session, *, today: date) -> list[tuple[Excuse, Employee]]:
    """The excuses that count today or will, with their people; the first to end first."""
    rows = db.execute(
        select(Excuse, Employee)
        .join(Employee, Employee.id == Excuse.employee_id)
        .where(Excuse.ended.is_(None), Excuse.to_day >= today)
        .order_by(Excuse.to_day, Employee.last_name, Employee.first_name, Excuse.id)
    )
    return [(excuse, employee) for excuse, employee in rows]


def excused_until(
    db: Session, employee_id: int, *, today: date, certificate: str | None = None
) -> date | None:
    """The last day on which nothing is asked of somebody, if that is so today; else none.

    Of one certificate where one is given, else of all. What begins on the day after another ends
    goes on.
    """
    rows = db.execute(
        select(Excuse.from_day, Excuse.to_day)
        .where(Excuse.employee_id == employee_id, Excuse.ended.is_(None), Excuse.to_day >= today)
        .where(or_(Excuse.certificate.is_(None), Excuse.certificate == certificate))
        .order_by(Excuse.from_day)
    )
    until: date | None = None
    for begins, ends in rows:
        if begins <= today or (until is not None and begins - until <= ONE_DAY):
            until = max(until or ends, ends)
    return until

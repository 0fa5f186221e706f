"""The people and departments a roster is held against, in a fixed number of statements."""

from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from training.people.models import Department, Employee, Employment
from training.people.queries import newest_employment
from training.people.roster.directory import Directory, Place
from training.people.roster.plan import Known, Names, Work


def directory(db: Session) -> Directory:
    """Every department by everything it is called."""
    return Directory.of(
        Place(
            each.id,
            each.slug,
            each.parent_id,
            each.names["en"],
            (each.slug, each.code, *each.names.values(), *each.aliases),
        )
        for each in db.scalars(select(Department).order_by(Department.slug))
    )


def people_known(db: Session, *, today: date) -> dict[str, Known]:
    """Everybody ever known by employee number, with their employment in force today."""
    newer, boss = aliased(Employment, name="newer"), aliased(Employee, name="boss")
    newest = newest_employment(newer, newer.employee_id == Employee.id, today).correlate(Employee)
    rows = db.execute(
        select(
            Employee.id,
            Employee.number,
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            Employee.email,
            Employment.recorded,
            Employment.department_id,
            Employment.site,
            Employment.job,
            Employment.job_code,
            Employment.kind,
            boss.number,
            Employment.active,
            Employment.hired,
            Employment.ended,
            Employment.source,
        )
        .select_from(Employee)
        .outerjoin(Employment, Employment.id == newest.scalar_subquery())
        .outerjoin(boss, boss.id == Employment.supervisor_id)
    )
    return {row[1]: _known(row) for row in rows}


def _known(row: Row[*tuple[Any, ...]]) -> Known:
    id_, number, first, last, preferred, email, recorded, *work = row
    names = Names(first, last, preferred, email)
    return Known(id_, number, names, Work(*work) if recorded else None, recorded)

"""Who must know a module: whoever holds, or must hold, a certificate that requires it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from training.assignments.models import Assignment
from training.content.queries import all_in_force, certificate_edition
from training.credentials.models import Credential, CredentialEvent
from training.people.departments.queries import departments
from training.people.models import Department
from training.people.queries import employment_on


@dataclass(frozen=True, slots=True)
class Place:
    """A department or division, and the slugs from it upwards, its own first."""

    department: Department
    lineage: tuple[str, ...]


def places(db: Session) -> dict[int, Place]:
    """Every department and division by id; one statement."""
    known = {each.id: each for each in departments(db)}
    found: dict[int, Place] = {}
    for each in known.values():
        above = known.get(each.parent_id or 0)
        found[each.id] = Place(each, (each.slug, *((above.slug,) if above else ())))
    return found


def who_must_know(
    db: Session, module: str, where: Mapping[int, Place], *, now: datetime, today: date
) -> dict[int, int]:
    """Who works here today and must know a module: employee id and department id; two statements.

    They hold a certificate that requires it where they work, or must hold it. `where` is what
    `places` says.
    """
    designs = [certificate_edition(db, each) for each in all_in_force(db, "certificate")]
    requiring = {
        (design.slug, place_id)
        for design in designs
        for place_id, place in where.items()
        if module in design.required_modules(place.lineage)
    }
    wanted = {slug for slug, _place in requiring}
    if not wanted:
        return {}
    work = employment_on(today)
    held = _held_by(wanted, now=now, today=today).subquery()
    rows = db.execute(
        select(work.c.employee_id, work.c.department_id, held.c.certificate)
        .join(held, held.c.employee_id == work.c.employee_id)
        .where(work.c.active)
    )
    return {
        employee: department
        for employee, department, certificate in rows
        if (certificate, department) in requiring
    }


def _held_by(certificates: Collection[str], *, now: datetime, today: date) -> Select[int, str]:
    """Who must hold some certificates or holds them, and which."""
    asked = select(Assignment.employee_id, Assignment.certificate).where(
        Assignment.to_at.is_(None), Assignment.certificate.in_(certificates)
    )
    held = select(Credential.employee_id, Credential.certificate).where(
        Credential.certificate.in_(certificates), *is_held(now=now, today=today)
    )
    both = asked.union(held).subquery()
    return select(both.c.employee_id, both.c.certificate)


def is_held(
    *, now: datetime | BindParameter[datetime], today: date | BindParameter[date]
) -> tuple[ColumnElement[bool], ...]:
    """The conditions that a row of `Credential` is somebody's certificate now."""
    newer = aliased(Credential, name="newer_credential")
    revoked = exists().where(
        and_(CredentialEvent.credential_id == Credential.id, CredentialEvent.at <= now)
    )
    return (
        or_(Credential.expires.is_(None), Credential.expires >= today),
        ~revoked.correlate(Credential),
        ~exists().where(newer.replaces_id == Credential.id).correlate(Credential),
    )

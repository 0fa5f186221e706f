"""Whom a department's people call, in one statement; and what those who keep it see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    false,
    literal_column,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from training.db import BigId, UtcDateTime
from training.people.contacts.kinds import KINDS, QUARTER, is_stale
from training.people.models import OF_A_DEPARTMENT, Contact, Department, Employee, RoleGrant
from training.people.queries import Person, counts_in, employment_on, grants_at, home_of
from training.people.words import full_name

OWN, ABOVE, CITY = 0, 1, 2
GRANTED = 3
"""How near a contact is: a division's own, its department's, the City's, then who holds a role."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A contact as people read it. Somebody known by their role alone has no number here."""

    kind: str
    name: str
    number: str
    email: str
    shift: str
    public: bool
    stale: bool
    confirmed: datetime | None


def contacts_of(
    db: Session, department_id: int, *, now: datetime, today: date
) -> Mapping[str, Sequence[Listed]]:
    """By kind, whom the people of a department call: its own contacts, else the City's.

    Where no liaison or deputy is kept, those who hold the role stand there. Kinds that have nobody
    are missing.
    """
    values = {"department_id": department_id, "now": now, "today": today}
    rows = db.execute(_CONTACTS, values).all()
    found: dict[str, list[Listed]] = {}
    for kind in KINDS:
        mine = [each for each in rows if each.kind == kind]
        nearest = min((each.near for each in mine), default=None)
        if nearest is not None:
            found[kind] = [_listed(each, now) for each in mine if each.near == nearest]
    if "liaison" not in found and "deputy" in found:
        found["liaison"] = found["deputy"]
    return found


def kept(db: Session, department_id: int | None) -> Sequence[Contact]:
    """The contacts that a department keeps, or the City where none is given, by kind and shift."""
    found = db.scalars(
        select(Contact)
        .where(Contact.department_id.is_not_distinct_from(department_id), Contact.ended.is_(None))
        .order_by(Contact.shift, Contact.id)
    ).all()
    return sorted(found, key=lambda each: KINDS.index(each.role))


def ended(db: Session, department_id: int | None, *, most: int = 50) -> Sequence[Contact]:
    """What used to be kept, the latest first."""
    return db.scalars(
        select(Contact)
        .where(Contact.department_id.is_not_distinct_from(department_id))
        .where(Contact.ended.is_not(None))
        .order_by(Contact.ended.desc(), Contact.id.desc())
        .limit(most)
    ).all()


def to_confirm(
    db: Session, person: Person, *, now: datetime
) -> list[tuple[Contact, Department | None]]:
    """What somebody has to confirm: a quarter is over, or it was kept before they came.

    A liaison or deputy answers for their departments, an administrator for the City.
    """
    administers = "administrator" in person.roles
    if not administers and not person.liaison_of:
        return []
    mine = [Contact.department_id.in_(person.liaison_of)]
    mine += [Contact.department_id.is_(None)] if administers else []
    newer_grant = select(RoleGrant.id).where(
        RoleGrant.employee_id == person.id,
        RoleGrant.role.in_(OF_A_DEPARTMENT),
        grants_at(now),
        RoleGrant.from_at > Contact.confirmed,
        or_(
            RoleGrant.department_id == Contact.department_id,
            RoleGrant.department_id == Department.parent_id,
        ),
    )
    found = db.execute(
        select(Contact, Department)
        .outerjoin(Department, Department.id == Contact.department_id)
        .where(or_(*mine), Contact.ended.is_(None))
        .where(or_(Contact.confirmed < now - QUARTER, newer_grant.exists()))
        .order_by(Department.slug, Contact.id)
    )
    return [(row[0], row[1]) for row in found]


def _contacts() -> CompoundSelect[Any]:
    """Kept contacts and holders of roles, each with how near it is."""
    department_id = bindparam("department_id", type_=BigId)
    above = select(Department.parent_id).where(Department.id == department_id).scalar_subquery()
    near = case(
        (Contact.department_id == department_id, OWN),
        (Contact.department_id.is_not(None), ABOVE),
        else_=CITY,
    )
    written = select(
        Contact.role.label("kind"),
        Contact.shift.label("shift"),
        Contact.name.label("first"),
        cast(null(), String).label("last"),
        cast(null(), String).label("preferred"),
        Contact.number.label("number"),
        cast(null(), String).label("email"),
        Contact.public.label("public"),
        Contact.confirmed.label("confirmed"),
        near.label("near"),
        Contact.id.label("id"),
    ).where(
        Contact.ended.is_(None),
        or_(
            Contact.department_id == department_id,
            Contact.department_id == above,
            Contact.department_id.is_(None),
        ),
    )
    return union_all(written, _holders(department_id, above)).order_by("near", "shift", "id")


def _holders(department_id: Any, above: Any) -> Select[*tuple[Any, ...]]:
    now, today = bindparam("now", type_=UtcDateTime()), bindparam("today", type_=Date())
    work, works_in = employment_on(today), aliased(Department, name="works_in")
    return (
        select(
            RoleGrant.role,
            cast(null(), String),
            Employee.first_name,
            Employee.last_name,
            Employee.preferred_name,
            cast(null(), String),
            Employee.email,
            false(),
            cast(null(), UtcDateTime()),
            literal_column(str(GRANTED), Integer),
            Employee.id,
        )
        .join(Employee, Employee.id == RoleGrant.employee_id)
        .join(work, work.c.employee_id == Employee.id)
        .join(works_in, works_in.id == work.c.department_id)
        .where(RoleGrant.role.in_(OF_A_DEPARTMENT), grants_at(now), work.c.active)
        .where(counts_in(home_of(works_in)))
        .where(or_(RoleGrant.department_id == department_id, RoleGrant.department_id == above))
        .distinct()
    )


_CONTACTS = _contacts()


def _listed(row: Any, now: datetime) -> Listed:
    return Listed(
        kind=row.kind,
        name=full_name(row.first, row.last, row.preferred) if row.last else row.first,
        number=row.number or "",
        email=row.email or "",
        shift=row.shift or "",
        public=bool(row.public),
        stale=row.confirmed is not None and is_stale(row.confirmed, now),
        confirmed=row.confirmed,
    )

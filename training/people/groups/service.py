"""What somebody's groups give them is granted, renewed and ended as they sign in."""

from datetime import datetime, timedelta

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from training import audit
from training.people.accounts.account import Account
from training.people.grants.service import end
from training.people.models import OF_A_DEPARTMENT, Department, RoleGrant
from training.people.queries import counts_in, grants_at
from training.people.service import grant_role, home, lock

LASTS = timedelta(days=90)
"""A role ends by itself that long after its holder's groups were last seen."""
RENEWED = timedelta(days=30)
"""How often that end is put off, for somebody who signs in every day."""


def follow_groups(db: Session, employee_id: int, account: Account, *, now: datetime) -> list[str]:
    """Make the roles that come from this provider those that the person's groups give today.

    Roles that people granted stay as they are, and a liaison who moved away does not get the old
    department back from a group they are still in. Returns the slugs of departments that the
    settings name and we do not have; their roles are not given.
    """
    lock(db, employee_id)
    known = _departments(db, {each.department for each in account.roles if each.department})
    wanted = {
        (each.role, known.get(each.department)): each.group
        for each in sorted(account.roles, key=lambda each: each.group, reverse=True)
        if not each.department or each.department in known
    }
    for grant in _standing(db, employee_id, account.issuer, now):
        if wanted.pop((grant.role, grant.department_id), None) is None:
            end(db, grant.id, by=None, now=now)
        else:
            _renew(db, grant, now=now)
    for (role, department_id), group in wanted.items():
        if _was_lost(db, employee_id, role, department_id, account.issuer, now):
            continue
        grant_role(
            db,
            employee_id,
            role,
            department_id,
            by=None,
            now=now,
            to_at=now + LASTS,
            reason=group[:300],
            source=account.issuer,
        )
    return sorted({each.department for each in account.roles if each.department} - known.keys())


def _was_lost(
    db: Session, employee_id: int, role: str, department_id: int | None, source: str, now: datetime
) -> bool:
    """Whether they had this by the same group and moved away from where they had it."""
    if role not in OF_A_DEPARTMENT:
        return False
    here = literal(home(db, employee_id, now))
    earlier = (
        select(counts_in(here))
        .where(RoleGrant.employee_id == employee_id, RoleGrant.role == role)
        .where(RoleGrant.department_id == department_id, RoleGrant.source == source)
        .order_by(RoleGrant.from_at.desc(), RoleGrant.id.desc())
    )
    return db.scalars(earlier.limit(1)).first() is False


def _departments(db: Session, slugs: set[str]) -> dict[str, int]:
    rows = db.execute(select(Department.slug, Department.id).where(Department.slug.in_(slugs)))
    return {each.slug: each.id for each in rows}


def _standing(db: Session, employee_id: int, source: str, now: datetime) -> list[RoleGrant]:
    standing = select(RoleGrant).where(RoleGrant.employee_id == employee_id, grants_at(now))
    return list(db.scalars(standing.where(RoleGrant.source == source)))


def _renew(db: Session, grant: RoleGrant, *, now: datetime) -> None:
    until = now + LASTS
    if grant.to_at is None or until - grant.to_at < RENEWED:
        return
    grant.to_at = until
    facts = {"employee": grant.employee_id, "role": grant.role, "department": grant.department_id}
    audit.record(db, "people:role:renewed", actor=None, now=now, **facts)
    db.flush()

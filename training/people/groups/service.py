"""What somebody's groups give them is granted and ended as they sign in."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training import audit
from training.people.accounts.account import Account
from training.people.models import Department, RoleGrant
from training.people.queries import grants_at
from training.people.service import grant_role, lock


def follow_groups(db: Session, employee_id: int, account: Account, *, now: datetime) -> list[str]:
    """Make the roles that come from this provider those that the person's groups give today.

    Roles that people granted stay as they are. Returns the slugs of departments that the settings
    name and we do not have; their roles are not given.
    """
    lock(db, employee_id)
    known = _departments(db, {each.department for each in account.roles if each.department})
    wanted = {
        (each.role, known.get(each.department)): each.group
        for each in sorted(account.roles, key=lambda each: each.group)
        if not each.department or each.department in known
    }
    for grant in _standing(db, employee_id, account.issuer, now):
        if (grant.role, grant.department_id) not in wanted:
            _end(db, grant, now=now)
    for (role, department_id), group in wanted.items():
        grant_role(
            db,
            employee_id,
            role,
            department_id,
            by=None,
            now=now,
            reason=group[:300],
            source=account.issuer,
        )
    return sorted({each.department for each in account.roles if each.department} - known.keys())


def _departments(db: Session, slugs: set[str]) -> dict[str, int]:
    rows = db.execute(select(Department.slug, Department.id).where(Department.slug.in_(slugs)))
    return {slug: id_ for slug, id_ in rows}


def _standing(db: Session, employee_id: int, source: str, now: datetime) -> list[RoleGrant]:
    standing = select(RoleGrant).where(RoleGrant.employee_id == employee_id, grants_at(now))
    return list(db.scalars(standing.where(RoleGrant.source == source)))


def _end(db: Session, grant: RoleGrant, *, now: datetime) -> None:
    grant.to_at = now
    facts = {
        "employee": grant.employee_id,
        "role": grant.role,
        "department": grant.department_id,
    }
    audit.record(db, "people:role:ended", actor=None, now=now, **facts)
    db.flush()

"""Asking for roles, deciding, renewing, confirming and ending them."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training import audit
from training.db import alone
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.outbox import enqueue
from training.people.acts.queries import waiting
from training.people.acts.service import ask, decide
from training.people.grants.messages import ENDED, GIVEN, liaison_left, role_changed
from training.people.grants.queries import holders_of, lost
from training.people.grants.rules import ENDLESS, LIVES_ON, SENSITIVE
from training.people.models import OF_A_DEPARTMENT, Act, RoleGrant
from training.people.service import grant_role, lock

ONE_ENDING = 0x656E64
"""The advisory lock of whoever ends a role by hand (“end”)."""
GRANT = "grant-role"
"""The kind of act by which a sensitive role is granted."""


def grant_or_ask(
    db: Session,
    employee_id: int,
    role: str,
    department_id: int | None,
    *,
    from_at: datetime,
    to_at: datetime | None,
    reason: str,
    by: int,
    now: datetime,
) -> RoleGrant | Act:
    """The grant, or for a sensitive role the act that waits for another administrator.

    Raises `InputRefused` without a reason or an end, where the role needs one.
    """
    if not reason.strip():
        raise InputRefused("Say why they need this role.")
    if to_at is None and role not in ENDLESS:
        raise InputRefused("Say until when; a role ends by itself.")
    if role not in SENSITIVE:
        grant = grant_role(
            db,
            employee_id,
            role,
            department_id,
            by=by,
            now=now,
            from_at=from_at,
            to_at=to_at,
            reason=reason.strip(),
        )
        enqueue(db, [role_changed(grant.id, GIVEN, now=now)])
        return grant
    return _ask(
        db, employee_id, role, from_at=from_at, to_at=to_at, reason=reason.strip(), by=by, now=now
    )


def decide_grant(
    db: Session, act_id: int, *, second: int, agrees: bool, now: datetime
) -> RoleGrant | None:
    """The grant that a second administrator agreed to, or none when it was refused.

    Raises what `decide` raises, and `NotAllowed` for whoever would get the role.
    """
    act = decide(db, act_id, GRANT, second=second, agrees=agrees, now=now)
    if not agrees:
        return None
    if act.params["employee"] == second:
        raise NotAllowed("This role is for you; somebody else has to agree.")
    to_at = datetime.fromisoformat(act.params["to"]) if act.params["to"] else None
    if to_at is not None and to_at <= now:
        raise Conflict("The time for which it was asked is over.")
    _make_way(db, act.params["employee"], act.params["role"], by=act.by, now=now)
    grant = grant_role(
        db,
        act.params["employee"],
        act.params["role"],
        None,
        by=act.by,
        now=now,
        from_at=max(now, datetime.fromisoformat(act.params["from"])),
        to_at=to_at,
        reason=act.params["reason"],
    )
    enqueue(db, [role_changed(grant.id, GIVEN, now=now)])
    return grant


def renew(
    db: Session, grant_id: int, *, to_at: datetime, by: int, now: datetime
) -> RoleGrant | Act:
    """A grant that goes on until another day; the one before ends now.

    For a sensitive role it is the act that waits for another administrator. Raises `NotFound`, and
    `Conflict` for one that has ended.
    """
    old = _open(db, grant_id, now)
    if old.role in SENSITIVE:
        reason = old.reason or ""
        return _ask(
            db, old.employee_id, old.role, from_at=now, to_at=to_at, reason=reason, by=by, now=now
        )
    begins = max(now, old.from_at)
    end(db, grant_id, by=by, now=now)
    new = grant_role(
        db,
        old.employee_id,
        old.role,
        old.department_id,
        by=by,
        now=now,
        from_at=begins,
        to_at=to_at,
        reason=old.reason,
    )
    new.confirmed = old.confirmed
    db.flush()
    return new


def end(db: Session, grant_id: int, *, by: int | None, now: datetime) -> RoleGrant:
    """The grant, ended now, before it began if need be. It counts for nothing from now on.

    Raises `NotFound`, and `Conflict` for one that has ended.
    """
    grant = _open(db, grant_id, now)
    grant.to_at = now
    facts = {"employee": grant.employee_id, "role": grant.role, "department": grant.department_id}
    audit.record(db, "people:role:ended", actor=by, now=now, **facts)
    db.flush()
    return grant


def end_by_hand(db: Session, grant_id: int, *, by: int, now: datetime, today: date) -> RoleGrant:
    """The grant, ended by an administrator; raises `Conflict` for the last administrator's."""
    # Two administrators who end each other's role at once would both be the last but one.
    alone(db, ONE_ENDING)
    grant = end(db, grant_id, by=by, now=now)
    if grant.role == LIVES_ON and not holders_of(db, LIVES_ON, now=now, today=today):
        raise Conflict("This is the last administrator. Somebody else must become one first.")
    enqueue(db, [role_changed(grant.id, ENDED, now=now)])
    return grant


def end_lost(db: Session, *, now: datetime, today: date) -> list[RoleGrant]:
    """The grants that end because their holder left or moved away, each on record.

    Every administrator hears at once which departments lost a liaison or deputy by it.
    """
    ended = [end(db, each.id, by=None, now=now) for each in lost(db, now=now, today=today)]
    liaisons = [each for each in ended if each.role in OF_A_DEPARTMENT and each.from_at <= now]
    if liaisons:
        administrators = holders_of(db, "administrator", now=now, today=today)
        enqueue(
            db,
            [
                liaison_left(grant.id, each.id, now=now)
                for grant in liaisons
                for each in administrators
            ],
        )
    return ended


def confirm(db: Session, grant_id: int, employee_id: int, *, now: datetime) -> RoleGrant:
    """A grant whose holder says that they know of it; twice is once. Raises `NotFound`."""
    lock(db, employee_id)
    grant = db.get(RoleGrant, grant_id)
    if grant is None or grant.employee_id != employee_id:
        raise NotFound("There is no such role of yours.")
    if grant.confirmed is None:
        grant.confirmed = now
        facts = {"employee": employee_id, "role": grant.role, "department": grant.department_id}
        audit.record(db, "people:role:confirmed", actor=employee_id, now=now, **facts)
        db.flush()
    return grant


def _ask(
    db: Session,
    employee_id: int,
    role: str,
    *,
    from_at: datetime,
    to_at: datetime | None,
    reason: str,
    by: int,
    now: datetime,
) -> Act:
    params = {
        "employee": employee_id,
        "role": role,
        "from": from_at.isoformat(),
        "to": to_at.isoformat() if to_at else None,
        "reason": reason,
    }
    for each in waiting(db, GRANT):
        if each.subject != f"{role}:{employee_id}":
            continue
        if each.by == by and {**each.params, "from": ""} == {**params, "from": ""}:
            return each  # a second click, a second later
        raise Conflict("This role is asked for already, for this person. Answer that first.")
    return ask(db, GRANT, f"{role}:{employee_id}", params, by=by, now=now)


def _open(db: Session, grant_id: int, now: datetime) -> RoleGrant:
    """A grant that has not ended, its holder locked."""
    employee_id = db.scalar(select(RoleGrant.employee_id).where(RoleGrant.id == grant_id))
    if employee_id is None:
        raise NotFound("There is no such role.")
    lock(db, employee_id)
    grant = db.get_one(RoleGrant, grant_id, populate_existing=True)
    if grant.to_at is not None and grant.to_at <= now:
        raise Conflict("This role has ended already.")
    return grant


def _make_way(db: Session, employee_id: int, role: str, *, by: int, now: datetime) -> None:
    """End what they hold of a role already, so that the new dates count."""
    lock(db, employee_id)
    standing = select(RoleGrant.id).where(
        RoleGrant.employee_id == employee_id, RoleGrant.role == role
    )
    open_ones = standing.where((RoleGrant.to_at.is_(None)) | (RoleGrant.to_at > now))
    for grant_id in db.scalars(open_ones).all():
        end(db, grant_id, by=by, now=now)

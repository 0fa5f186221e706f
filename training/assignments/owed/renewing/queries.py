"""Whether somebody's certificate is to be renewed, and what of it has been taken again."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.assignments.models import Assignment, RequirementVersion
from training.assignments.rules import read_rules
from training.credentials.queries import Held
from training.learning.models import DELTA, REGRADED, Completion, Enrolment, Evidence


def renewal_since(db: Session, held: Held, *, now: datetime, zone: tzinfo) -> datetime | None:
    """Since when taking a module again counts for the renewal; none while it is not offered.

    From the day on which the window of a requirement opens, else from the day after it expired, or
    from its revocation. `zone` is the City's.
    """
    expires = held.credential.expires
    if held.revoked is not None or expires is None:
        return held.revoked
    window = _window(db, held, now)
    if window is None and expires == date.max:
        return None
    opens = expires + timedelta(days=1) if window is None else expires - timedelta(days=window)
    since = datetime.combine(opens, time(), zone).astimezone(UTC)
    return since if since <= now else None


def _window(db: Session, held: Held, now: datetime) -> int | None:
    """The widest window of the requirements by which this person is asked for the certificate."""
    asked = select(Assignment.requirement).where(
        Assignment.employee_id == held.credential.employee_id,
        Assignment.certificate == held.credential.certificate,
        Assignment.to_at.is_(None),
    )
    rows = db.execute(
        select(RequirementVersion.requirement, RequirementVersion.rules)
        .where(RequirementVersion.requirement.in_(asked), RequirementVersion.from_at <= now)
        .order_by(RequirementVersion.n)
    )
    last = {row.requirement: read_rules(row.rules).window for row in rows}
    return max((each for each in last.values() if each is not None), default=None)


def taken_since(
    db: Session,
    employee_id: int,
    modules: Collection[str],
    since: datetime,
    *,
    zone: tzinfo,
) -> frozenset[str]:
    """Those of some modules that somebody has taken whole since an instant.

    What was taken elsewhere counts on its own day, whenever it was recorded.
    """
    here = Completion.evidence_id.is_(None) & (Completion.at >= since)
    found = db.scalars(
        select(Completion.module)
        .join(Enrolment, Enrolment.id == Completion.enrolment_id)
        .outerjoin(Evidence, Evidence.id == Completion.evidence_id)
        .where(Completion.employee_id == employee_id, Completion.module.in_(modules))
        .where(here | (Evidence.day >= since.astimezone(zone).date()))
        .where(Enrolment.kind.not_in((DELTA, REGRADED)))
    )
    return frozenset(found)

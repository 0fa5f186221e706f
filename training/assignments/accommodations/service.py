"""Setting what somebody needs, and taking it back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.assignments.accommodations.kinds import refuse_unknown
from training.assignments.accommodations.queries import accommodations_of
from training.assignments.models import Accommodation
from training.audit import record
from training.people.service import lock


def set_accommodations(
    db: Session, employee_id: int, wanted: Mapping[str, str | None], *, by: int, now: datetime
) -> bool:
    """Set each kind to its value, none to take it back; whether that changed anything.

    Raises `InputRefused` for a kind or value that there is not, `NotFound` for nobody.
    """
    for kind, value in wanted.items():
        refuse_unknown(kind, value)
    lock(db, employee_id)
    before = accommodations_of(db, employee_id)
    changed = {kind: value for kind, value in wanted.items() if before.get(kind) != value}
    if not changed:
        return False
    for kind, value in changed.items():
        db.add(Accommodation(employee_id=employee_id, kind=kind, value=value, by=by, at=now))
    # Which kind and how much is between Human Resources and the person: not even auditors read it.
    record(db, "assignments:accommodation:set", actor=by, now=now, employee=employee_id)
    db.flush()
    return True

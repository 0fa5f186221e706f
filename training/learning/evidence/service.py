"""Keeping what shows that somebody was trained elsewhere."""

import hashlib
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.audit import record
from training.content.models import Blob
from training.db import upsert
from training.learning.evidence.claims import Claim, type_of_file
from training.learning.models import Enrolment, Evidence


def keep_evidence_file(db: Session, data: bytes) -> str:
    """The hash under which a file is kept. Raises `InputRefused` for one that is refused."""
    kind = type_of_file(data)
    sha256 = hashlib.sha256(data).hexdigest()
    new = upsert(db, Blob).values(sha256=sha256, type=kind, bytes=data)
    db.execute(new.on_conflict_do_nothing(index_elements=["sha256"]))
    return sha256


def keep_evidence(
    db: Session, employee_id: int, claim: Claim, *, by: int, second: int, now: datetime
) -> Evidence:
    """The evidence of one person; the caller has locked them, and both people have agreed."""
    made = Evidence(
        employee_id=employee_id,
        module=claim.module,
        kind=claim.kind,
        day=claim.day,
        what=claim.what,
        blob_sha256=claim.file,
        by=by,
        second=second,
        at=now,
    )
    db.add(made)
    db.flush()
    record(
        db,
        "learning:evidence:recorded",
        actor=by,
        now=now,
        employee=employee_id,
        evidence=made.id,
        module=claim.module,
        kind=claim.kind,
        day=claim.day.isoformat(),
        second=second,
    )
    return made


def close_open_enrolment(db: Session, employee_id: int, module: str, *, now: datetime) -> None:
    """Close what somebody has open of a module, without a completion; the caller has locked them.

    What they read and answered stays on record.
    """
    mine = (Enrolment.employee_id == employee_id, Enrolment.module == module)
    db.execute(update(Enrolment).where(*mine, Enrolment.closed.is_(None)).values(closed=now))

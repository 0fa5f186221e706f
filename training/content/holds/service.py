"""Writing down that a part is withdrawn, or given back."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.content.holds.queries import LIFTED, SET, holds_in_force
from training.content.models import Hold
from training.content.placed import SECTION
from training.errors import Conflict, Said


def set_hold(
    db: Session,
    slug: str,
    section: str,
    what: str,
    *,
    by: int,
    second: int,
    reason: str,
    now: datetime,
) -> Hold:
    """Withdraw a section (`set`) or give it back (`lifted`); the caller holds the content's lock.

    Raises `Conflict` when it is so already.
    """
    held = section in holds_in_force(db, slug)
    if held and what == SET:
        raise Conflict(Said("“{section}” is on hold already.", section=section))
    if not held and what == LIFTED:
        raise Conflict(Said("“{section}” is not on hold.", section=section))
    hold = Hold(
        kind="module",
        slug=slug,
        part=SECTION + section,
        what=what,
        at=now,
        by=by,
        second=second,
        reason=reason,
    )
    db.add(hold)
    facts = {"slug": slug, "section": section, "second": second}
    record(db, f"content:hold:{what}", actor=by, now=now, **facts)
    db.flush()
    return hold

"""Writing down that a bulletin is shown from now on, and that it ends."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.content.bulletins.queries import bulletin
from training.content.bulletins.rules import Texts, stored
from training.content.models import Bulletin, Revision
from training.errors import Conflict


def show(
    db: Session, revision: Revision, texts: Texts, *, by: int, second: int, now: datetime
) -> Bulletin:
    """Show a bulletin, from now on, to all who must know the revision's module."""
    made = Bulletin(
        revision_id=revision.id,
        texts=stored(texts),
        from_at=now,
        to_at=None,
        by=by,
        second=second,
    )
    db.add(made)
    db.flush()
    facts = {"slug": revision.slug, "bulletin": made.id, "second": second}
    record(db, "content:bulletin:shown", actor=by, now=now, **facts)
    return made


def end(db: Session, bulletin_id: int, *, by: int, now: datetime) -> None:
    """Show a bulletin to nobody from now on; it stays on record. Raises `NotFound`, `Conflict`."""
    found = bulletin(db, bulletin_id)
    if found.bulletin.to_at is not None:
        raise Conflict("This bulletin has ended already.")
    found.bulletin.to_at = now
    db.flush()
    facts = {"slug": found.revision.slug, "bulletin": bulletin_id}
    record(db, "content:bulletin:ended", actor=by, now=now, **facts)

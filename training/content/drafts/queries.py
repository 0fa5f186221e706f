"""An author's own drafts, and the content root as each would make it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.drafts.placing import UNPLACED
from training.content.models import Draft
from training.content.queries import CITY, blobs, in_force, working_files
from training.errors import NotFound


def draft(db: Session, draft_id: int, *, by: int) -> Draft:
    """Somebody's own draft. Raises `NotFound` for another's too."""
    found = db.scalar(select(Draft).where(Draft.id == draft_id, Draft.by == by))
    if found is None:
        raise NotFound("There is no such draft. It was proposed or discarded, or it is not yours.")
    return found


def drafts_of(db: Session, by: int) -> list[Draft]:
    """Somebody's drafts, the newest first."""
    return list(
        db.scalars(select(Draft).where(Draft.by == by).order_by(Draft.at.desc(), Draft.id.desc()))
    )


def root_in_force(db: Session) -> dict[str, bytes]:
    """The content root as it is in force; empty before anything is published."""
    return working_files(db) if in_force(db, CITY, CITY) else {}


def drafted_root(db: Session, found: Draft) -> dict[str, bytes]:
    """What is in force with the draft put over it, but for files whose place is not known yet."""
    placed = {path: sha for path, sha in found.files.items() if not path.startswith(UNPLACED)}
    over = blobs(db, {path: sha for path, sha in placed.items() if sha is not None})
    root = {path: raw for path, raw in root_in_force(db).items() if path not in placed}
    return root | over

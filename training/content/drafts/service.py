"""Keeping what an author has sent, until it is proposed or discarded."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.content.archive import MOST_FILES
from training.content.drafts.placing import UNPLACED
from training.content.models import Draft
from training.content.queries import hashes_in_force
from training.content.service import digest, keep_files
from training.errors import InputRefused, NotFound

LONGEST_NOTE = 300


def begin_draft(
    db: Session, files: Mapping[str, bytes | None], *, note: str, by: int, now: datetime
) -> Draft:
    """A new draft of some files by path, none for one that is to go."""
    made = Draft(by=by, at=now, note=note[:LONGEST_NOTE], files={}, before=_in_force(db))
    db.add(made)
    put_over(db, made, files, now=now)
    return made


def put_over(
    db: Session, draft: Draft, files: Mapping[str, bytes | None], *, now: datetime
) -> None:
    """Put more files, or corrected ones, over a draft. Raises `InputRefused` for too many."""
    kept = keep_files(db, {path: raw for path, raw in files.items() if raw is not None})
    draft.files = {**draft.files, **{path: kept.get(path) for path in files}}
    draft.at = now
    if len(draft.files) > MOST_FILES:
        raise InputRefused(f"A draft has at most {MOST_FILES:,} files. Propose a part of it first.")
    db.flush()


def take_out(db: Session, draft: Draft, path: str, *, now: datetime) -> None:
    """Forget one file of a draft: it is again as it is in force. Raises `NotFound`."""
    if path not in draft.files:
        raise NotFound("This draft has no such file.")
    draft.files = {each: sha for each, sha in draft.files.items() if each != path}
    draft.at = now
    db.flush()


def place(db: Session, draft: Draft, name: str, path: str, *, now: datetime) -> None:
    """Say where a file belongs whose place was not known. Raises `NotFound`."""
    unplaced = UNPLACED + name
    if unplaced not in draft.files:
        raise NotFound("This draft has no such file.")
    sha = draft.files[unplaced]
    kept = {each: other for each, other in draft.files.items() if each != unplaced}
    draft.files = {**kept, path: sha}
    draft.at = now
    db.flush()


def begin_from_now(db: Session, draft: Draft, *, now: datetime) -> None:
    """Compare a draft from now on with what is in force now."""
    draft.before = _in_force(db)
    draft.at = now
    db.flush()


def keep_rest(db: Session, draft: Draft, proposed: Mapping[str, str], *, now: datetime) -> bool:
    """Whether something of a draft was not proposed; it stays, and the rest is forgotten.

    `proposed` is the proposal's content root, hashes by path.
    """
    rest = {path: sha for path, sha in draft.files.items() if proposed.get(path) != sha}
    if not rest:
        discard(db, draft)
        return False
    draft.files, draft.at = rest, now
    db.flush()
    return True


def discard(db: Session, draft: Draft) -> None:
    """Forget a draft."""
    db.delete(draft)
    db.flush()


def changed_only(
    files: Mapping[str, bytes | None], in_force: Mapping[str, bytes]
) -> dict[str, bytes | None]:
    """The files that say something else than what is in force."""
    hashes = {path: digest(raw) for path, raw in in_force.items()}
    return {
        path: raw
        for path, raw in files.items()
        if (digest(raw) if raw is not None else None) != hashes.get(path)
    }


def _in_force(db: Session) -> list[list[str]]:
    return [[kind, slug, sha] for (kind, slug), sha in sorted(hashes_in_force(db).items())]

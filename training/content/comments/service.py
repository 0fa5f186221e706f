"""Remarking on a line."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from training.audit import record
from training.content.comments.queries import MAY_SEE_PRIVILEGED
from training.content.models import Comment
from training.content.proposals.queries import files_of_text
from training.errors import InputRefused, NotAllowed, NotFound, Said

LONGEST = 4_000


def comment(
    db: Session,
    kind: str,
    slug: str,
    *,
    sha256: str,
    path: str,
    line: int,
    text: str,
    privileged: bool,
    by: int,
    roles: Collection[str],
    now: datetime,
) -> Comment:
    """A remark on a line (from 1) of one exact text, published or proposed.

    `roles` are those of whoever remarks. Raises `NotFound` for a text, file or line there is not,
    `InputRefused` for no words or too many, and `NotAllowed` for a privileged remark by somebody
    who could not read it.
    """
    words = text.strip()
    if not words or len(words) > LONGEST:
        raise InputRefused(Said("Write a remark of 1 to {n} characters.", n=LONGEST))
    if privileged and not MAY_SEE_PRIVILEGED & set(roles):
        raise NotAllowed("Privileged remarks are between legal reviewers, OEI and authors.")
    files = files_of_text(db, kind, slug, sha256)
    if path not in files or not 1 <= line <= files[path].count(b"\n") + 1:
        raise NotFound("There is no such line in that text.")
    made = Comment(
        kind=kind,
        slug=slug,
        sha256=sha256,
        path=path,
        line=line,
        by=by,
        at=now,
        privileged=privileged,
        text=words,
    )
    db.add(made)
    db.flush()
    facts = {"kind": kind, "slug": slug, "sha256": sha256, "number": made.id}
    record(db, "content:comment:made", actor=by, now=now, **facts)
    return made

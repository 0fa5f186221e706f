"""Remarks on one exact text, as far as the reader may see them."""

from collections.abc import Collection

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from training.content.models import Comment

MAY_SEE_PRIVILEGED = frozenset({"legal", "administrator", "author"})


def comments_on(
    db: Session, kind: str, slug: str, sha256: str, *, roles: Collection[str]
) -> list[Comment]:
    """The remarks on one exact text that somebody with these roles may read, by file and line."""
    wanted = select(Comment).where(
        Comment.kind == kind, Comment.slug == slug, Comment.sha256 == sha256
    )
    if not MAY_SEE_PRIVILEGED & set(roles):
        wanted = wanted.where(Comment.privileged == false())
    return list(db.scalars(wanted.order_by(Comment.path, Comment.line, Comment.at, Comment.id)))

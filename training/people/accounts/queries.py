"""Which provider began a sign-in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.models import SignInSession
from training.people.queries import token_hash


def issuer_of_session(db: Session, token: str) -> str:
    """The issuer that began the sign-in with a token; empty for an unknown one."""
    begun = select(SignInSession.issuer).where(SignInSession.token_hash == token_hash(token))
    return db.scalar(begun) or ""

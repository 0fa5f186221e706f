"""A reviewer's word on an exact text: only from somebody who holds the reviewer's role."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.models import Approval
from training.content.proposals.queries import authors_of_text
from training.content.service import approve
from training.errors import NotAllowed, Said
from training.people.queries import Person

HELD_BY = {"legal": "legal", "translator": "translator", "oei": "administrator"}
"""The role a person must hold to approve as something; OEI speaks through its administrators."""


def approve_content(
    db: Session, kind: str, slug: str, *, sha256: str, role: str, by: Person, now: datetime
) -> Approval:
    """Record a reviewer's word on one exact text, published or proposed; twice changes nothing.

    Raises `NotAllowed` for somebody without the role, and for whoever proposed or published that
    text, and what `approve` raises.
    """
    needed = HELD_BY.get(role)
    if needed is not None and needed not in by.roles:
        words = {"name": by.name, "number": by.number, "role": needed}
        raise NotAllowed(Said("{name} ({number}) does not hold the role “{role}”.", **words))
    if by.id in authors_of_text(db, kind, slug, sha256):
        raise NotAllowed("Nobody approves what they published themselves.")
    return approve(db, kind, slug, sha256=sha256, role=role, by=by.id, now=now)

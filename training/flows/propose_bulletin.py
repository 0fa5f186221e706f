"""Ask for a bulletin to be shown; a second person has it shown."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.bulletins.queries import ASKED
from training.content.bulletins.rules import Texts, stored, tidy
from training.content.queries import in_force
from training.errors import NotAllowed, NotFound
from training.flows.propose_content import MAY_PUBLISH
from training.people.acts.service import ask
from training.people.models import Act
from training.people.queries import Person


def propose_bulletin(db: Session, slug: str, texts: Texts, *, by: Person, now: datetime) -> Act:
    """The bulletin about a module as it is in force, waiting for a second person.

    Raises `NotAllowed` for others than authors and administrators, `NotFound` for a module that is
    not published, `InputRefused` with all that is missing in either language.
    """
    if not by.roles & MAY_PUBLISH:
        raise NotAllowed("Bulletins are written by authors and administrators.")
    revision = in_force(db, "module", slug)
    if revision is None:
        raise NotFound("There is no such text.")
    params = {"slug": slug, "number": revision.number, "texts": stored(tidy(texts))}
    return ask(db, ASKED, slug, params, by=by.id, now=now)

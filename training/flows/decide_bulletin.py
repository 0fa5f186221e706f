"""The second person has a bulletin shown, or refuses to."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.bulletins.queries import ASKED, bulletin_act
from training.content.bulletins.rules import read_stored
from training.content.bulletins.service import show
from training.content.models import Bulletin
from training.content.queries import revision
from training.errors import NotAllowed
from training.flows.decide_content import MAY_DECIDE
from training.people.acts.service import decide
from training.people.queries import Person


def decide_bulletin(
    db: Session, act_id: int, *, second: Person, agrees: bool, now: datetime
) -> Bulletin | None:
    """The bulletin that is shown from now on; none when it was refused or taken back.

    Raises `NotFound`, `NotAllowed` for whoever wrote it and for others than authors, administrators
    and the City Attorney's reviewers, and `Conflict` when it is decided already.
    """
    act = bulletin_act(db, act_id)
    if act.by != second.id and not second.roles & MAY_DECIDE:
        raise NotAllowed("Bulletins are shown by authors, administrators and legal reviewers.")
    decide(db, act_id, ASKED, second=second.id, agrees=agrees, now=now)
    if not agrees:
        return None
    about = revision(db, "module", act.params["slug"], act.params["number"])
    texts = read_stored(act.params["texts"])
    return show(db, about, texts, by=act.by, second=second.id, now=now)

"""The second person withdraws a section or gives it back, or refuses to."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.content.holds.queries import HOLD, LIFTED, SET, hold_act, holds_of
from training.content.holds.service import set_hold
from training.content.models import Hold
from training.content.service import lock_content
from training.errors import NotAllowed
from training.flows.propose_hold import refuse_strangers
from training.learning.attempts.service import give_back_time
from training.people.acts.service import decide
from training.people.queries import Person


def decide_hold(
    db: Session, act_id: int, *, second: Person, agrees: bool, now: datetime
) -> Hold | None:
    """The hold that is set or lifted from now on; none when it was refused or taken back.

    Whoever was in a quiz about it gets the time back for which it was withdrawn.

    One of the two people is an administrator, the other a legal reviewer or another administrator,
    and never the same. Raises `NotFound`, `NotAllowed` and `Conflict` when it is decided already.
    """
    act = hold_act(db, act_id)
    refuse_strangers(second)
    if not agrees:
        decide(db, act_id, act.kind, second=second.id, agrees=False, now=now)
        return None
    if "administrator" not in second.roles and not act.params["asked_by_administrator"]:
        raise NotAllowed("One of the two has to be an administrator of OEI.")
    lock_content(db)
    decide(db, act_id, act.kind, second=second.id, agrees=True, now=now)
    what = SET if act.kind == HOLD else LIFTED
    slug, section, reason = (act.params[each] for each in ("slug", "section", "reason"))
    hold = set_hold(db, slug, section, what, by=act.by, second=second.id, reason=reason, now=now)
    if what == LIFTED:
        mine = [each for each in holds_of(db, slug) if (each.part, each.what) == (hold.part, SET)]
        give_back_time(db, slug, section, since=mine[-1].at, now=now)
    return hold

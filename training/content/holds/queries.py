"""Which parts are withdrawn now, and which were."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.models import Hold
from training.content.placed import SECTION
from training.errors import NotFound
from training.people.acts.queries import waiting
from training.people.models import Act

HOLD, LIFT = "hold-section", "lift-hold"
"""The kinds of acts."""
SET, LIFTED = "set", "lifted"


def holds_of(db: Session, slug: str) -> list[Hold]:
    """Everything that was withdrawn and given back of a module, the first first."""
    return list(
        db.scalars(
            select(Hold).where(Hold.kind == "module", Hold.slug == slug).order_by(Hold.at, Hold.id)
        )
    )


def holds_in_force(db: Session, slug: str) -> frozenset[str]:
    """The ids of a module's sections that are on hold now; one statement."""
    last = {each.part.removeprefix(SECTION): each.what for each in holds_of(db, slug)}
    return frozenset(section for section, what in last.items() if what == SET)


def holds_waiting(db: Session) -> list[Act]:
    """What waits for a second person: sections to withdraw and to give back, the oldest first."""
    acts = [*waiting(db, HOLD), *waiting(db, LIFT)]
    return sorted(acts, key=lambda act: (act.at, act.id))


def hold_act(db: Session, act_id: int) -> Act:
    """A proposal to withdraw a section or to give it back. Raises `NotFound`."""
    act = db.scalar(select(Act).where(Act.id == act_id, Act.kind.in_((HOLD, LIFT))))
    if act is None:
        raise NotFound("There is no such proposal.")
    return act

"""Which parts are withdrawn now, and which were."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.content.history import SECTION
from training.content.holds.paused import Held
from training.content.models import Hold
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


def times_held(db: Session, slug: str) -> list[Held]:
    """Every time during which a section of a module was withdrawn."""
    open_ones: dict[str, Hold] = {}
    found: list[Held] = []
    for each in holds_of(db, slug):
        section = each.part.removeprefix(SECTION)
        if each.what == SET:
            open_ones.setdefault(section, each)
        elif (began := open_ones.pop(section, None)) is not None:
            found.append(Held(section, began.at, each.at))
    return found + [Held(section, began.at, None) for section, began in open_ones.items()]


def holds_in_force(db: Session, slug: str) -> frozenset[str]:
    """The ids of a module's sections that are withdrawn now; one statement."""
    return frozenset(each.section for each in times_held(db, slug) if each.until is None)


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

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast, grant
from tests.flows.proposing import set_up, who
from training.content.holds.queries import holds_in_force, holds_waiting
from training.errors import Conflict, InputRefused, NotAllowed
from training.flows.decide_hold import decide_hold
from training.flows.propose_hold import propose_hold
from training.flows.propose_lift import propose_lift
from training.people.models import Act, Employee


@pytest.fixture(autouse=True)
def held(db: Session, cast: Cast) -> None:
    set_up(db)
    grant(db, cast.max, "legal")
    act = propose_hold(db, "basics", "before", reason="Wrong.", by=who(db, cast.olga), now=NOW)
    decide_hold(db, act.id, second=who(db, cast.max), agrees=True, now=NOW)


def lift(db: Session, by: Employee, section: str = "before", reason: str = "Mended.") -> Act:
    return propose_lift(db, "basics", section, reason=reason, by=who(db, by), now=NOW)


def test_giving_a_section_back_waits_for_an_approver(db: Session, cast: Cast) -> None:
    act = lift(db, cast.max)
    assert holds_waiting(db) == [act]
    assert holds_in_force(db, "basics") == {"before"}


def test_what_is_not_held_cannot_be_given_back(db: Session, cast: Cast) -> None:
    with pytest.raises(Conflict, match="“after” is not on hold"):
        lift(db, cast.olga, "after")
    with pytest.raises(InputRefused, match="Say why"):
        lift(db, cast.olga, reason="")
    with pytest.raises(NotAllowed):
        lift(db, cast.ada)

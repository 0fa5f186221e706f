import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast, grant
from tests.flows.proposing import files, set_up, who
from training.content.holds.queries import holds_in_force, holds_waiting
from training.errors import Conflict, InputRefused, NotAllowed, NotFound
from training.flows.decide_hold import decide_hold
from training.flows.propose_hold import propose_hold
from training.people.models import Act, Employee


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)


def hold(db: Session, by: Employee, section: str = "before", reason: str = "It is wrong.") -> Act:
    return propose_hold(db, "basics", section, reason=reason, by=who(db, by), now=NOW)


def test_a_hold_waits_for_an_approver(db: Session, cast: Cast) -> None:
    act = hold(db, cast.olga)
    assert holds_waiting(db) == [act]
    assert act.params["reason"] == "It is wrong."
    assert holds_in_force(db, "basics") == frozenset()


def test_only_oei_and_legal_ask_and_say_why(db: Session, cast: Cast) -> None:
    for nobody in (cast.ada, cast.lee, cast.lia):
        with pytest.raises(NotAllowed, match="administrators and legal"):
            hold(db, nobody)
    with pytest.raises(InputRefused, match="Say what is wrong"):
        hold(db, cast.olga, reason=" ")
    with pytest.raises(NotFound, match="has no section “nowhere”"):
        hold(db, cast.olga, "nowhere")


def test_a_section_that_only_readers_of_an_older_revision_see_can_be_held(
    db: Session, cast: Cast
) -> None:
    renamed = {
        path: raw.decode().replace("{#after", "{#later was=after") for path, raw in files().items()
    }
    renamed = {
        path: text.replace("Covers: after", "Covers: later") for path, text in renamed.items()
    }
    set_up(db, renamed)
    assert hold(db, cast.olga, "after").params["section"] == "after"


def test_what_is_held_cannot_be_held_again(db: Session, cast: Cast) -> None:
    grant(db, cast.max, "legal")
    act = hold(db, cast.olga)
    decide_hold(db, act.id, second=who(db, cast.max), agrees=True, now=NOW)
    with pytest.raises(Conflict, match="on hold already"):
        hold(db, cast.max)

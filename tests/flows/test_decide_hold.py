from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast, grant
from tests.flows.proposing import set_up, who
from training.audit import AuditEvent
from training.content.holds.queries import holds_in_force, holds_of
from training.errors import Conflict, NotAllowed, NotFound
from training.flows.decide_hold import decide_hold
from training.flows.propose_hold import propose_hold
from training.flows.propose_lift import propose_lift
from training.people.models import Act, Employee


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)
    grant(db, cast.max, "legal")


def asked(db: Session, by: Employee) -> Act:
    return propose_hold(db, "basics", "before", reason="Wrong.", by=who(db, by), now=NOW)


def decided(db: Session, act: Act, second: Employee, *, agrees: bool = True) -> None:
    decide_hold(db, act.id, second=who(db, second), agrees=agrees, now=NOW)


def test_a_section_is_held_and_given_back_by_two_people_each_time(db: Session, cast: Cast) -> None:
    decided(db, asked(db, cast.olga), cast.max)
    assert holds_in_force(db, "basics") == {"before"}
    assert holds_in_force(db, "more") == frozenset()
    lift = propose_lift(db, "basics", "before", reason="Mended.", by=who(db, cast.max), now=NOW)
    later = NOW + timedelta(hours=2)
    decide_hold(db, lift.id, second=who(db, cast.olga), agrees=True, now=later)
    assert holds_in_force(db, "basics") == frozenset()
    assert [(each.what, each.by, each.second) for each in holds_of(db, "basics")] == [
        ("set", cast.olga.id, cast.max.id),
        ("lifted", cast.max.id, cast.olga.id),
    ]
    assert [each.at for each in holds_of(db, "basics")] == [NOW, later]
    acts = db.scalars(select(AuditEvent.act).where(AuditEvent.act.like("content:hold:%")))
    assert list(acts) == ["content:hold:set", "content:hold:lifted"]


def test_nobody_holds_a_section_alone(db: Session, cast: Cast) -> None:
    act = asked(db, cast.olga)
    with pytest.raises(NotAllowed, match="somebody else"):
        decided(db, act, cast.olga)
    with pytest.raises(NotAllowed, match="administrators and legal"):
        decided(db, act, cast.ada)
    assert holds_in_force(db, "basics") == frozenset()


def test_one_of_the_two_is_an_administrator(db: Session, cast: Cast) -> None:
    grant(db, cast.lee, "legal")
    act = asked(db, cast.max)
    with pytest.raises(NotAllowed, match="One of the two"):
        decided(db, act, cast.lee)
    decided(db, act, cast.olga)
    assert holds_in_force(db, "basics") == {"before"}


def test_two_administrators_will_do(db: Session, cast: Cast) -> None:
    grant(db, cast.lee, "administrator")
    decided(db, asked(db, cast.lee), cast.olga)
    assert holds_in_force(db, "basics") == {"before"}


def test_what_is_refused_holds_nothing_and_is_decided_once(db: Session, cast: Cast) -> None:
    act = asked(db, cast.olga)
    decided(db, act, cast.max, agrees=False)
    assert holds_in_force(db, "basics") == frozenset()
    with pytest.raises(Conflict, match="decided already"):
        decided(db, act, cast.max)
    with pytest.raises(NotFound):
        decide_hold(db, 4711, second=who(db, cast.olga), agrees=True, now=NOW)


def test_of_two_who_ask_for_the_same_hold_the_second_is_told(db: Session, cast: Cast) -> None:
    mine, theirs = asked(db, cast.olga), asked(db, cast.max)
    decided(db, mine, cast.max)
    with pytest.raises(Conflict, match="on hold already"):
        decided(db, theirs, cast.olga)

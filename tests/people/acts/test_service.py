import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from training.audit import AuditEvent
from training.errors import Conflict, NotAllowed, NotFound
from training.people.acts.queries import waiting
from training.people.acts.service import ask, decide
from training.people.models import Act, ActDecision


def asked(db: Session, cast: Cast, subject: str = "fence:1") -> Act:
    return ask(db, "paint", subject, {"colour": "blue"}, by=cast.olga.id, now=NOW)


def test_asking_twice_asks_once(db: Session, cast: Cast) -> None:
    assert asked(db, cast).id == asked(db, cast).id
    assert len(waiting(db, "paint")) == 1
    assert waiting(db, "fell") == []


@pytest.mark.parametrize(("agrees", "outcome"), [(True, "agreed"), (False, "refused")])
def test_a_second_person_decides(db: Session, cast: Cast, agrees: bool, outcome: str) -> None:
    act = asked(db, cast)
    decide(db, act.id, "paint", second=cast.ada.id, agrees=agrees, now=NOW)
    decision = db.scalars(select(ActDecision)).one()
    assert (decision.second, decision.outcome) == (cast.ada.id, outcome)
    assert waiting(db, "paint") == []
    acts = [(each.act, each.actor) for each in db.scalars(select(AuditEvent).order_by("id"))]
    assert acts == [
        ("people:act:asked", cast.olga.id),
        (f"people:act:{outcome}", cast.ada.id),
    ]


def test_nobody_agrees_to_their_own_act_but_they_may_take_it_back(db: Session, cast: Cast) -> None:
    act = asked(db, cast)
    with pytest.raises(NotAllowed, match="somebody else"):
        decide(db, act.id, "paint", second=cast.olga.id, agrees=True, now=NOW)
    decide(db, act.id, "paint", second=cast.olga.id, agrees=False, now=NOW)
    assert waiting(db, "paint") == []


def test_what_is_decided_stays_decided(db: Session, cast: Cast) -> None:
    act = asked(db, cast)
    decide(db, act.id, "paint", second=cast.ada.id, agrees=False, now=NOW)
    with pytest.raises(Conflict, match="decided already"):
        decide(db, act.id, "paint", second=cast.ada.id, agrees=True, now=NOW)


def test_an_act_is_decided_as_what_it_is(db: Session, cast: Cast) -> None:
    act = asked(db, cast)
    with pytest.raises(NotFound):
        decide(db, act.id, "fell", second=cast.ada.id, agrees=True, now=NOW)
    with pytest.raises(NotFound):
        decide(db, 10_000, "paint", second=cast.ada.id, agrees=True, now=NOW)

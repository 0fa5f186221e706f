"""Asking for training that was taken elsewhere to be recorded."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import TODAY, Cast, grant
from tests.flows.evidence import agreed, asked, claim
from tests.flows.proposing import set_up
from training.errors import InputRefused, NotAllowed
from training.learning.evidence.claims import Claim, read_claim
from training.learning.evidence.queries import evidence_waiting
from training.learning.models import Completion


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)
    grant(db, cast.max, "hr")


def test_it_waits_and_nothing_is_completed(db: Session, cast: Cast) -> None:
    act = asked(db, cast.max, cast.lee, cast.lia)
    assert asked(db, cast.max, cast.lia, cast.lee).id == act.id
    (waits,) = evidence_waiting(db)
    assert read_claim(waits.params) == claim()
    assert waits.params["employees"] == sorted([cast.lee.id, cast.lia.id])
    assert db.scalar(select(func.count()).select_from(Completion)) == 0


@pytest.mark.parametrize(
    ("what", "said"),
    [
        (claim(TODAY + timedelta(days=1)), "still to come"),
        (claim(TODAY - timedelta(days=1)), "no text of this module"),
        (claim(kind="hearsay"), "from what there is"),
        (Claim("nothing", TODAY, "classroom", "Sheet", "en"), "no text of this module"),
        (Claim("basics", TODAY, "classroom", " ", "en"), "what shows it"),
        (Claim("basics", TODAY, "classroom", "x" * 301, "en"), "at most"),
    ],
)
def test_what_cannot_have_been_is_refused(db: Session, cast: Cast, what: Claim, said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        asked(db, cast.max, cast.lee, what=what)


def test_only_hr_and_administrators_ask_and_never_for_themselves(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="Human Resources"):
        asked(db, cast.lia, cast.lee)
    with pytest.raises(NotAllowed, match="your own"):
        asked(db, cast.max, cast.lee, cast.max)
    with pytest.raises(InputRefused, match="at least one"):
        asked(db, cast.max)


def test_those_who_took_it_on_that_day_or_later_are_named(db: Session, cast: Cast) -> None:
    agreed(db, asked(db, cast.max, cast.lee), cast.olga)
    with pytest.raises(InputRefused) as refused:
        asked(db, cast.max, cast.lia, cast.lee)
    assert [each.where for each in refused.value.problems] == ["1002"]

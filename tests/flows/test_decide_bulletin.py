import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.flows.bulletins import TEXTS, shown
from tests.flows.proposing import set_up, who
from training.audit import AuditEvent
from training.content.bulletins.queries import bulletins
from training.content.bulletins.service import end
from training.errors import Conflict, NotAllowed
from training.flows.decide_bulletin import decide_bulletin
from training.flows.propose_bulletin import propose_bulletin


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)


def test_two_people_show_it_and_it_names_them_and_the_text(db: Session, cast: Cast) -> None:
    made = shown(db, cast)
    (found,) = bulletins(db)
    assert (made.by, made.second, made.from_at) == (cast.ada.id, cast.olga.id, NOW)
    assert (found.revision.slug, found.revision.number) == ("basics", 1)
    assert found.texts == TEXTS
    assert found.shown_at(NOW)
    acts = db.scalars(select(AuditEvent.act).where(AuditEvent.act.like("content:bulletin:%")))
    assert list(acts) == ["content:bulletin:shown"]


def test_nobody_shows_one_alone_and_what_is_refused_is_never_shown(db: Session, cast: Cast) -> None:
    act = propose_bulletin(db, "basics", TEXTS, by=who(db, cast.ada), now=NOW)
    for second, why in ((cast.ada, "somebody else"), (cast.lee, "authors, administrators")):
        with pytest.raises(NotAllowed, match=why):
            decide_bulletin(db, act.id, second=who(db, second), agrees=True, now=NOW)
    assert decide_bulletin(db, act.id, second=who(db, cast.olga), agrees=False, now=NOW) is None
    with pytest.raises(Conflict):
        decide_bulletin(db, act.id, second=who(db, cast.olga), agrees=True, now=NOW)
    assert bulletins(db) == []


def test_it_ends_once_and_stays_on_record(db: Session, cast: Cast) -> None:
    made = shown(db, cast)
    end(db, made.id, by=cast.olga.id, now=NOW)
    (found,) = bulletins(db)
    assert not found.shown_at(NOW)
    with pytest.raises(Conflict, match="ended already"):
        end(db, made.id, by=cast.olga.id, now=NOW)

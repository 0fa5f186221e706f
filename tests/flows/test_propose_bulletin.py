import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.flows.bulletins import TEXTS
from tests.flows.proposing import set_up, who
from training.content.bulletins.queries import bulletins, bulletins_asked
from training.errors import InputRefused, NotAllowed, NotFound
from training.flows.propose_bulletin import propose_bulletin


@pytest.fixture(autouse=True)
def published(db: Session, cast: Cast) -> None:
    set_up(db)


def test_it_waits_and_nobody_is_shown_it_meanwhile(db: Session, cast: Cast) -> None:
    act = propose_bulletin(db, "basics", TEXTS, by=who(db, cast.ada), now=NOW)
    assert [each.id for each in bulletins_asked(db)] == [act.id]
    assert act.params["number"] == 1
    assert bulletins(db) == []


def test_only_authors_and_administrators_write_one(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="authors and administrators"):
        propose_bulletin(db, "basics", TEXTS, by=who(db, cast.lia), now=NOW)


def test_it_is_about_a_module_that_is_published_and_says_it_in_both_languages(
    db: Session, cast: Cast
) -> None:
    ada = who(db, cast.ada)
    with pytest.raises(NotFound):
        propose_bulletin(db, "nothing", TEXTS, by=ada, now=NOW)
    with pytest.raises(InputRefused):
        propose_bulletin(db, "basics", {"en": TEXTS["en"]}, by=ada, now=NOW)
    assert bulletins_asked(db) == []

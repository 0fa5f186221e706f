from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, TODAY, Cast, grant, move
from training.config import Config
from training.content.letter import Letter
from training.jobs.messages import compose
from training.jobs.texts import Unsent
from training.people.grants.messages import ENDED, GIVEN, LIAISON_LEFT, ROLE_CHANGED
from training.people.models import Employee

TEXTS = Path(__file__).resolve().parent.parent.parent
CONFIG = Config(content=TEXTS, public_url="https://city.example.gov")


def sent(db: Session, kind: str, payload: dict[str, object]) -> Letter:
    found = compose(db, kind, payload, CONFIG, now=NOW)
    assert isinstance(found, Letter)
    return found


def speaks_spanish(db: Session, who: Employee) -> None:
    db.get_one(Employee, who.id).language = "es"
    db.flush()


def test_somebody_reads_which_role_they_have_until_when_and_why(db: Session, cast: Cast) -> None:
    given = grant(db, cast.lee, "liaison", cast.library)
    given.to_at, given.reason = NOW + timedelta(days=365), "Lia retires"
    db.flush()
    letter = sent(db, ROLE_CHANGED, {"grant": given.id, "change": GIVEN})
    assert letter.email == cast.lee.email
    assert "You have a role now: Liaison, Public Library." in letter.text
    assert "It ends on Tuesday, November 23, 2027. Why: Lia retires" in letter.text
    assert "https://city.example.gov/" in letter.text
    gone = sent(db, ROLE_CHANGED, {"grant": given.id, "change": ENDED})
    assert "You no longer have this role: Liaison, Public Library." in gone.text
    assert "Lia retires" not in gone.text


def test_an_administrator_reads_who_is_gone_and_whether_anybody_is_left(
    db: Session, cast: Cast
) -> None:
    lost = grant(db, cast.lia, "deputy", cast.library)
    payload: dict[str, object] = {"grant": lost.id, "administrator": cast.olga.id}
    assert "Still there for it: Lia Liaison." in sent(db, LIAISON_LEFT, payload).text
    move(db, cast.lia, cast.library, since=TODAY, active=False)
    letter = sent(db, LIAISON_LEFT, payload)
    assert letter.subject == "Public Library has lost a liaison"
    assert "Lia Liaison (Deputy liaison for Public Library)" in letter.text
    assert "Nobody looks after it now." in letter.text
    assert "https://city.example.gov/access" in letter.text


@pytest.mark.parametrize("kind", [ROLE_CHANGED, LIAISON_LEFT])
def test_they_come_in_spanish_too(db: Session, cast: Cast, kind: str) -> None:
    lost = grant(db, cast.olga, "liaison", cast.oei)
    speaks_spanish(db, cast.olga)
    payload = {"grant": lost.id, "administrator": cast.olga.id, "change": GIVEN}
    letter = sent(db, kind, payload)
    assert letter.language == "es"
    assert letter.text.startswith("Hola, Olga Organizer:")
    assert "Office of Equity and Inclusion (es)" in letter.text


def test_whoever_is_no_longer_administrator_hears_nothing(db: Session, cast: Cast) -> None:
    lost = grant(db, cast.lia, "deputy", cast.library)
    payload = {"grant": lost.id, "administrator": cast.ada.id}
    assert compose(db, LIAISON_LEFT, payload, CONFIG, now=NOW) == Unsent(
        "no longer an administrator"
    )


def test_without_an_address_there_is_no_mail(db: Session, cast: Cast) -> None:
    given = grant(db, cast.lee, "author")
    db.get_one(Employee, cast.lee.id).email = None
    db.flush()
    payload = {"grant": given.id, "change": GIVEN}
    assert compose(db, ROLE_CHANGED, payload, CONFIG, now=NOW) == Unsent("no e-mail address")

"""What somebody reads whose certificate two people have revoked."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.cast import NOW, Cast
from tests.credentials.earned import issued
from training.config import Config
from training.content.letter import Letter
from training.jobs.messages import compose
from training.jobs.texts import NO_ADDRESS, Unsent
from training.people.models import Employee

TEXTS = Path(__file__).resolve().parent.parent.parent
CONFIG = Config(content=TEXTS, public_url="https://city.example.gov")


@pytest.mark.parametrize(("language", "says"), [("en", "was revoked"), ("es", "fue revocado")])
def test_the_holder_reads_which_one_and_where(
    db: Session, cast: Cast, language: str, says: str
) -> None:
    db.get_one(Employee, cast.lee.id).language = language
    credential = issued(db, cast)
    letter = compose(db, "certificate-revoked", {"credential": credential.id}, CONFIG, now=NOW)
    assert isinstance(letter, Letter)
    assert letter.email == cast.lee.email
    assert says in letter.text
    assert credential.serial in letter.text
    assert f"https://city.example.gov/certificates/{credential.serial}" in letter.text


def test_without_an_address_nobody_is_told(db: Session, cast: Cast) -> None:
    db.get_one(Employee, cast.lee.id).email = None
    credential = issued(db, cast)
    told = compose(db, "certificate-revoked", {"credential": credential.id}, CONFIG, now=NOW)
    assert told == Unsent(NO_ADDRESS)

"""What becomes of a certificate: revoked by two people, taken under a new name, kept together."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from tests.cast import NOW, TODAY, Cast, grant
from tests.web.classroom import teach
from tests.web.conftest import SignIn, post
from tests.web.test_certificates import earn
from training.credentials.models import Credential
from training.db import Database
from training.flows.propose_revocation import REVOKE
from training.outbox import OutboxMessage
from training.people.acts.queries import waiting
from training.people.models import Employee

WHY = "It was issued to the wrong person."


@pytest.fixture(autouse=True)
def taught(app: Flask, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


@pytest.fixture
def serial(sign_in: SignIn) -> str:
    """Lee's certificate."""
    return earn(sign_in("1002"))


@pytest.fixture
def second(database: Database, cast: Cast) -> None:
    """Max is an administrator, too."""
    with database.writing() as db:
        grant(db, cast.max, "administrator")
        db.commit()


def numbers(database: Database) -> list[int]:
    with database.reading() as db:
        return [each.id for each in waiting(db, REVOKE)]


def told(database: Database) -> int:
    """How many are told by mail that a certificate of theirs was revoked."""
    kind = OutboxMessage.kind == "certificate-revoked"
    with database.reading() as db:
        return db.scalar(select(func.count()).where(kind)) or 0


def ask(client: FlaskClient, serial: str, reason: str = WHY) -> str:
    answer = post(client, "/revocations", "/revocations", serial=serial, reason=reason)
    return client.get(answer.location).text if answer.location else answer.text


def test_two_people_revoke_it_and_everybody_sees(
    serial: str, second: None, sign_in: SignIn, client: FlaskClient, database: Database
) -> None:
    olga = sign_in("1005")
    page = ask(olga, serial.lower())
    assert "Asked." in page
    assert WHY in page
    assert "Take it back" in page
    assert "Agree: revoke it" not in page
    (act,) = numbers(database)
    assert post(olga, "/revocations", f"/revocations/{act}", answer="agree").status_code == 403
    assert "This certificate is valid" in client.get(f"/verify/{serial}").text
    max_ = sign_in("1004")
    assert "Agree: revoke it" in max_.get("/revocations").text
    post(max_, "/revocations", f"/revocations/{act}", answer="agree")
    assert "This certificate has been revoked" in client.get(f"/verify/{serial}").text
    assert WHY not in client.get(f"/verify/{serial}").text
    assert told(database) == 1
    lee = sign_in("1002")
    assert "This certificate has been revoked" in lee.get(f"/certificates/{serial}").text
    assert "Revoked" in lee.get("/").text
    assert "This certificate is revoked already." in ask(olga, serial)


def test_refused_it_stays_valid(
    serial: str, second: None, sign_in: SignIn, client: FlaskClient, database: Database
) -> None:
    ask(sign_in("1005"), serial)
    (act,) = numbers(database)
    post(sign_in("1004"), "/revocations", f"/revocations/{act}", answer="refuse")
    assert "This certificate is valid" in client.get(f"/verify/{serial}").text
    assert numbers(database) == []
    assert told(database) == 0


@pytest.mark.parametrize(
    ("number", "reason", "said"),
    [
        ("AAAA-BBBB", WHY, "No certificate has this number."),
        ("", WHY, "Write the number of the certificate."),
        (None, " ", "Say in a sentence or two why it is revoked."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(
    serial: str, sign_in: SignIn, number: str | None, reason: str, said: str
) -> None:
    page = ask(sign_in("1005"), serial if number is None else number, reason)
    assert said in page
    assert reason.strip() in page


def test_nobody_revokes_their_own(
    serial: str, second: None, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    with database.writing() as db:
        grant(db, cast.lee, "administrator")
        db.commit()
    lee = sign_in("1002")
    assert post(lee, "/revocations", "/revocations", serial=serial, reason=WHY).status_code == 403
    ask(sign_in("1005"), serial)
    (act,) = numbers(database)
    assert "It is your own certificate" in lee.get("/revocations").text
    assert post(lee, "/revocations", f"/revocations/{act}", answer="refuse").status_code == 403


def marry(database: Database, cast: Cast) -> None:
    with database.writing() as db:
        db.execute(update(Employee).where(Employee.id == cast.lee.id).values(last_name="Łukasz"))
        db.commit()


def test_after_a_new_name_neither_page_shows_the_other(
    serial: str, sign_in: SignIn, client: FlaskClient, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    assert "Your name is" not in lee.get(f"/certificates/{serial}").text
    marry(database, cast)
    page = lee.get(f"/certificates/{serial}").text
    assert "Your name is Lee Łukasz now" in page
    answer = post(lee, f"/certificates/{serial}", f"/certificates/{serial}/name")
    new = (answer.location or "").rsplit("/", 1)[-1]
    assert new != serial
    old_page, new_page = (client.get(f"/verify/{each}").text for each in (serial, new))
    assert "A newer certificate has replaced this one" in old_page
    assert "Łukasz" not in old_page
    assert new not in old_page
    assert "This certificate is valid" in new_page
    assert "Learner" not in new_page
    assert serial not in new_page
    with database.reading() as db:
        old, renamed = db.scalars(select(Credential).order_by(Credential.id)).all()
        kept = {"serial", "name", "issued"}
        assert {k: v for k, v in old.facts.items() if k not in kept} == {
            k: v for k, v in renamed.facts.items() if k not in kept
        }
        assert renamed.expires == old.expires
    again = post(lee, f"/certificates/{serial}", f"/certificates/{serial}/name")
    assert again.status_code == 409, "a double click makes no third"


def test_all_of_them_come_in_one_file(
    serial: str, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    assert "/certificates.zip" not in lee.get("/").text
    marry(database, cast)
    post(lee, f"/certificates/{serial}", f"/certificates/{serial}/name")
    assert "/certificates.zip" in lee.get("/").text
    archive = zipfile.ZipFile(io.BytesIO(lee.get("/certificates.zip").data))
    assert len(archive.namelist()) == 2
    assert all(re.fullmatch(rf"{TODAY} core-[0-9A-Z-]+\.pdf", each) for each in archive.namelist())
    mine = next(each for each in archive.namelist() if serial in each)
    assert archive.read(mine) == lee.get(f"/certificates/{serial}.pdf").data
    assert NOW.date().isoformat() in mine or str(TODAY) in mine

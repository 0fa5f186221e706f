"""A certificate as a page, as a PDF, and for whoever checks it."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.cast import NOW
from tests.credentials.signing import pair
from tests.overlap import nobody_holds_the_lock
from tests.small_content import MODULE, write_root
from tests.web.classroom import RIGHT, finish, teach
from tests.web.conftest import SignIn, post
from training.credentials import service
from training.credentials.models import Credential
from training.credentials.signers import check_file, read_signers
from training.db import Database
from training.flows.publish import publish_tree
from training.web.state import TrainingState


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def earn(client: FlaskClient) -> str:
    """Pass; the certificate's serial."""
    found = re.search(r"/certificates/([0-9A-Z-]+)", finish(client, RIGHT).text)
    assert found
    return found[1]


def test_the_page_says_what_was_earned_and_on_which_text(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    page = lee.get(f"/certificates/{earn(lee)}").text
    assert "Lee Learner" in page
    assert "<b>Public Library</b>" in page
    assert re.search(r"revision 1, [0-9a-f]{12}", page)
    assert '<svg class="qr"' in page or 'class="qr"' in page


def test_the_download_is_the_same_bytes_every_time(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    address = f"/certificates/{earn(lee)}.pdf"
    first, second = lee.get(address), lee.get(address)
    assert first.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF-")
    assert first.data == second.data
    assert first.headers["Content-Disposition"].startswith("attachment; filename=")


def test_with_a_key_it_is_signed_once_and_kept(app: Flask, sign_in: SignIn, tmp_path: Path) -> None:
    pair().put(tmp_path, "a")
    (tmp_path / "s.toml").write_text('key = "a.key"\n[[signer]]\ncertificate = "a.pem"\n')
    training: TrainingState = app.extensions["training"]
    training.signers = read_signers(tmp_path / "s.toml")
    lee = sign_in("1002")
    serial = earn(lee)
    first = lee.get(f"/certificates/{serial}.pdf").data
    assert lee.get(f"/certificates/{serial}.pdf").data == first
    assert serial in check_file(first, training.signers).subject


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_waits_while_it_is_drawn(
    sign_in: SignIn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    lee = sign_in("1002")
    address = f"/certificates/{earn(lee)}.pdf"
    free: list[bool] = []

    def draw(*_: object) -> bytes:
        free.append(nobody_holds_the_lock(database))
        return b"drawn once"

    monkeypatch.setattr(service, "draw_certificate", draw)
    assert lee.get(address).data == lee.get(address).data == b"drawn once"
    assert free == [True]


def test_each_language_has_its_own(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    address = f"/certificates/{earn(lee)}.pdf"
    english = lee.get(address).data
    post(lee, "/", "/language", language="es")
    assert lee.get(address).data != english


def test_a_certificate_of_somebody_else_is_not_found(sign_in: SignIn) -> None:
    serial = earn(sign_in("1002"))
    max_ = sign_in("1004")
    assert max_.get(f"/certificates/{serial}").status_code == 404
    assert max_.get(f"/certificates/{serial}.pdf").status_code == 404


def test_anybody_may_check_a_certificate(sign_in: SignIn, client: FlaskClient) -> None:
    serial = earn(sign_in("1002"))
    for typed in (serial, serial.lower(), serial.replace("-", "")):
        page = client.get(f"/verify/{typed}").text
        assert "This certificate is valid" in page
        assert "Lee Learner completed Core on Monday, November 23, 2026." in page
        assert "This is the text in force today." in page


def test_and_sees_when_a_newer_text_is_in_force(
    sign_in: SignIn, client: FlaskClient, database: Database, tmp_path: Path
) -> None:
    serial = earn(sign_in("1002"))
    with database.writing() as db:
        changed = write_root(tmp_path / "new", module=MODULE.replace("Greet people", "Smile"))
        publish_tree(db, changed, by=None, now=NOW)
        db.commit()
    page = client.get(f"/verify/{serial}").text
    assert "This certificate is valid" in page
    assert "Revision 2 has been in force since Monday, November 23, 2026." in page


def test_the_page_is_in_one_language_whoever_looks(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    serial = earn(lee)
    post(lee, "/", "/language", language="es")
    lee.delete_cookie("training_language")
    page = lee.get(f"/verify/{serial}", headers={"Accept-Language": "en"}).text
    assert '<html lang="es">' in page
    assert "lunes, 23 de noviembre de 2026" in page


def test_an_unknown_serial_is_none_of_ours(client: FlaskClient) -> None:
    page = client.get("/verify/AAAA-BBBB")
    assert page.status_code == 404
    assert "This is not one of our certificates" in page.text
    assert "My training" not in page.text.split("<main")[1], "whoever looks need not work here"


def test_facts_that_were_changed_in_the_database_are_none_of_ours_either(
    sign_in: SignIn, client: FlaskClient, database: Database
) -> None:
    serial = earn(sign_in("1002"))
    with database.writing() as db:
        facts = {**db.query(Credential).one().facts, "name": "Somebody Else"}
        db.execute(update(Credential).values(facts=facts))
        db.commit()
    assert client.get(f"/verify/{serial}").status_code == 404


def test_a_pilot_says_so_everywhere(
    app: Flask, sign_in: SignIn, client: FlaskClient, database: Database, tmp_path: Path
) -> None:
    with database.writing() as db:
        unapproved = write_root(tmp_path / "new", module=MODULE.replace("Greet people", "Wave"))
        publish_tree(db, unapproved, by=None, now=NOW)
        db.commit()
    lee = sign_in("1002")
    assert "Pilot" in lee.get("/modules/basics").text
    serial = earn(lee)
    for page in ("/", f"/certificates/{serial}", f"/verify/{serial}"):
        assert "Pilot" in lee.get(page).text, page

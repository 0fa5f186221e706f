"""Printing the cards of one's own department, and learning whether the paper is still current."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from pypdf import PdfReader

from tests.cast import Cast
from tests.small_content import write_root
from tests.web.conftest import SignIn
from tests.web.test_right_now import WITH_CARD, approved, publish, published
from training.db import Database

__all__ = ["approved", "published"]


def sheet(client: object, **choice: str) -> PdfReader:
    answer = client.get("/cards.pdf", query_string=choice)  # type: ignore[attr-defined]
    assert answer.mimetype == "application/pdf"
    return PdfReader(BytesIO(answer.data))


def leads_to(reader: PdfReader) -> str:
    found = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]
    return str(next(each for each in found if "printed=" in each))


def test_everybody_prints_their_own_departments(approved: None, sign_in: SignIn) -> None:
    client = sign_in("1002")
    page = client.get("/cards").text
    assert "Pocket card" in page
    assert 'name="department"' not in page
    text = sheet(client, form="pocket", site="Main  Library").pages[0].extract_text()
    assert "Public Library, Main Library" in " ".join(text.split())
    assert "Lia Liaison" in text


def test_nobody_prints_another_departments(approved: None, sign_in: SignIn) -> None:
    lee = sign_in("1002")
    assert lee.get("/cards.pdf?department=abq-ride").status_code == 404
    olga = sign_in("1005")
    assert 'value="abq-ride"' in olga.get("/cards").text
    assert olga.get("/cards.pdf?department=abq-ride").status_code == 200


def test_the_code_says_whether_the_paper_is_current(
    approved: None, sign_in: SignIn, app: Flask, database: Database, tmp_path: Path
) -> None:
    address = leads_to(sheet(sign_in("1002"), form="poster", language="es"))
    path = re.sub(r"^https?://[^/]+", "", address)
    assert path.startswith("/now/es?")
    anybody = app.test_client()
    assert "Su tarjeta impresa está" in anybody.get(path).text
    assert "bad" not in anybody.get(path).text.split("<details")[0]
    publish(database, write_root(tmp_path / "next", module=WITH_CARD.replace("Greet", "Smile at")))
    assert "bad" in anybody.get(path).text.split("<details")[0]


@pytest.mark.parametrize("choice", ["form=mug", "language=fr", "department=nowhere"])
def test_what_there_is_not_is_said(approved: None, sign_in: SignIn, choice: str) -> None:
    assert sign_in("1002").get(f"/cards.pdf?{choice}").status_code == 404


def test_unapproved_cards_are_named_before_one_prints(
    published: None, sign_in: SignIn, cast: Cast
) -> None:
    page = sign_in("1002").get("/cards").text
    assert "Not all of it may be followed yet" in page

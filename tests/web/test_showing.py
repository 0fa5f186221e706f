"""Show what I know, as it is offered and as it is answered."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.classroom import RIGHT, WRONG, hidden, send, teach
from tests.web.conftest import SignIn, post
from training.db import Database

MODULE = "/modules/basics"


@pytest.fixture(autouse=True)
def taught(app: Flask, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def answer(client: FlaskClient, wrong: set[str]) -> str:
    """Show what one knows, wrong where it is meant; the page that one lands on."""
    first = str(post(client, MODULE, f"{MODULE}/show").location)
    attempt, position = first.rsplit("/", 1)
    assert position == "1"
    following = first
    while not following.endswith("/review"):
        fields = hidden(client.get(following).text)
        chosen = WRONG if fields["item"] in wrong else RIGHT
        data = {**fields, "answer": chosen[fields["item"]]}
        following = str(client.post(following, data=data).location)
    sent = send(client, attempt)
    return client.get(str(sent.location)).text if sent.status_code == 303 else sent.text


def test_it_is_offered_beside_the_start_and_never_forced(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    page = lee.get(MODULE).text
    assert "Show what I know" in page
    assert page.index(f'action="{MODULE}/start"') < page.index(f'action="{MODULE}/show"')
    post(lee, MODULE, f"{MODULE}/start")
    assert "Show what I know" in lee.get(MODULE).text
    post(lee, f"{MODULE}/read/before", f"{MODULE}/read/before")
    assert "Show what I know" not in lee.get(MODULE).text
    assert post(lee, MODULE, f"{MODULE}/show").location == MODULE
    assert "You have begun this module already: go on where you are." in lee.get(MODULE).text


def test_showing_all_of_it_leads_to_the_certificate(sign_in: SignIn) -> None:
    page = answer(sign_in("1002"), set())
    assert "Download" in page
    assert "/certificates/" in page


def test_what_was_missed_is_read_and_the_rest_is_marked(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    page = answer(lee, {"last", "note"})
    assert "You showed that you know 1 page." in page
    assert "1 page is left to read" in page
    assert "Show what I know" not in lee.get(MODULE).text
    assert "You showed that you know this" in lee.get(MODULE).text
    assert lee.get(f"{MODULE}/on").location == f"{MODULE}/read/after"
    on = post(lee, f"{MODULE}/read/after", f"{MODULE}/read/after")
    assert on.location == f"{MODULE}/quiz"
    assert "2 questions, one at a time." in lee.get(f"{MODULE}/quiz").text


def test_whoever_showed_nothing_reads_it_as_others_do(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    assert "This is worth reading" in answer(lee, set(RIGHT))
    assert lee.get(f"{MODULE}/on").location == f"{MODULE}/read/before"
    assert lee.get(f"{MODULE}/shown").status_code == 200
    assert sign_in("1004").get(f"{MODULE}/shown").location == MODULE

"""A bulletin from its author to its readers: written, agreed to, read at the next sign-in."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import PASSWORD, Cast
from tests.staff import counted
from tests.web.classroom import teach
from tests.web.conftest import SignIn, post
from tests.web.test_second_factor import code, enter, give_app, show
from training.db import Database
from training.learning.models import Acknowledgement
from training.web.languages import COOKIE

NEW, LIST = "/content/bulletins/new", "/content/bulletins"
FIELDS = {
    "module": "basics",
    "title_en": "Ask before you open",
    "was_en": "Open the back door.",
    "now_en": "Ask first.\n\n<script>alert(1)</script> {{ 7*7 }}",
    "title_es": "Pregunte antes de abrir",
    "was_es": "Abra la puerta.",
    "now_es": "Pregunte primero.",
}


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def asked(author: FlaskClient, **over: str) -> str:
    """The address of a bulletin that waits for a second person."""
    answer = post(author, NEW, NEW, **{**FIELDS, **over})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def shown(author: FlaskClient, second: FlaskClient) -> str:
    """The address of a bulletin that is shown."""
    page = asked(author)
    answer = post(second, page, page, answer="agree")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


@pytest.mark.parametrize(
    ("language", "title", "button"),
    [
        ("en", "Ask before you open", "I have read this"),
        ("es", "Pregunte antes de abrir", "He leído esto"),
    ],
)
def test_whoever_must_know_it_reads_it_once_before_my_training(
    sign_in: SignIn, language: str, title: str, button: str
) -> None:
    shown(sign_in("1001"), sign_in("1005"))
    lee = sign_in("1002")
    lee.set_cookie(COOKIE, language)
    assert lee.get("/").location == "/bulletin?next=/"
    page = lee.get("/bulletin?next=/modules/basics").text
    assert title in page
    assert button in page
    read = post(lee, "/bulletin?next=/modules/basics", "/bulletin/1", next="/modules/basics")
    assert lee.get(str(read.location)).location == "/modules/basics"
    assert lee.get("/").status_code == 200
    assert lee.get("/bulletin").location == "/"


def test_it_comes_before_whatever_page_a_mail_led_to_and_blocks_nothing_else(
    app: object, sign_in: SignIn, client: FlaskClient
) -> None:
    shown(sign_in("1001"), sign_in("1005"))
    entered = post(
        client, "/sign-in", "/sign-in", login="1002", password=PASSWORD, next="/modules/basics"
    )
    assert entered.location == "/bulletin?next=/modules/basics"
    assert client.get("/contacts").status_code == 200
    assert client.get("/modules/basics").status_code == 200
    assert post(client, "/contacts", "/sign-out").status_code == 303


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_it_is_not_shown_before_a_second_step_and_comes_right_after_it(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    shown(sign_in("1001"), sign_in("1005"))
    give_app(database, cast.lee.id)
    lee = enter(app, "1002", "/contacts")
    step = lee.get("/bulletin?next=/contacts")
    assert str(step.location).startswith("/second-factor?next=")
    assert "Ask before you open" not in lee.get(str(step.location)).text
    done = show(lee, code(), next="/bulletin?next=/contacts")
    assert done.location == "/bulletin?next=/contacts"
    assert "Ask before you open" in lee.get(str(done.location)).text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_at_a_shared_tablet_it_is_read_as_anywhere_and_the_way_out_stays(sign_in: SignIn) -> None:
    shown(sign_in("1001"), sign_in("1005"))
    tablet = sign_in("1003")
    page = "/departments/public-library/tablets"
    post(tablet, page, page, label="Staff room")
    post(tablet, "/sign-in", "/sign-in", login="1002", password=PASSWORD)
    assert "I&#39;m done" in tablet.get("/bulletin").text
    post(tablet, "/bulletin", "/bulletin/1")
    assert tablet.get("/").status_code == 200


def test_its_words_are_plain_text_wherever_they_stand(sign_in: SignIn) -> None:
    ada, olga = sign_in("1001"), sign_in("1005")
    preview = post(ada, NEW, NEW, **FIELDS, what="preview").text
    page = asked(ada)
    waiting = ada.get(page).text
    one = str(post(olga, page, page, answer="agree").location)
    for each in (preview, waiting, olga.get(one).text, sign_in("1002").get("/bulletin").text):
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in each
        assert "<script>alert" not in each


def test_seeing_it_first_asks_nobody_and_keeps_what_was_typed(sign_in: SignIn) -> None:
    ada = sign_in("1001")
    page = post(ada, NEW, NEW, **FIELDS, what="preview")
    assert page.status_code == 200
    assert 'value="Pregunte antes de abrir"' in page.text
    assert "So its readers see it" in page.text
    assert "No bulletin yet" in ada.get(LIST).text


def test_a_bulletin_without_spanish_is_refused_and_nothing_is_lost(sign_in: SignIn) -> None:
    ada = sign_in("1001")
    answer = post(ada, NEW, NEW, **{**FIELDS, "now_es": "  "})
    assert answer.status_code == 422
    assert "Fill in “From now on (Spanish)”." in answer.text
    assert "Open the back door." in answer.text


def test_its_author_takes_it_back_and_writes_it_anew(sign_in: SignIn) -> None:
    ada = sign_in("1001")
    page = asked(ada)
    assert "5 people" in ada.get(page).text
    assert "A bulletin waits for a second person" in sign_in("1005").get("/").text
    assert "A bulletin waits" not in ada.get("/").text
    assert "Show it from now on" not in ada.get(page).text
    assert post(ada, page, page, answer="agree").status_code == 403
    post(ada, page, page, answer="refuse")
    assert "Write it anew" in ada.get(page).text
    assert "Open the back door." in ada.get(f"{NEW}?again=1").text
    assert sign_in("1002").get("/").status_code == 200


def test_a_liaison_sees_how_many_of_their_own_have_read_it(sign_in: SignIn) -> None:
    one = shown(sign_in("1001"), sign_in("1005"))
    post(sign_in("1002"), "/bulletin", "/bulletin/1")
    lia = sign_in("1003")
    post(lia, "/bulletin", "/bulletin/1")
    page = lia.get(one).text
    assert "2 of 2 people have read it." in page
    assert "Transit" not in page
    everybody = sign_in("1005").get(one).text
    assert "2 of 5 people have read it." in everybody
    assert "Transit" in everybody
    sheet = lia.get(f"{one}/es.pdf")
    assert sheet.mimetype == "application/pdf"
    assert sheet.data.startswith(b"%PDF")
    assert lia.get(f"{one}/fr.pdf").status_code == 404


def test_when_it_has_ended_nobody_is_shown_it(sign_in: SignIn) -> None:
    olga = sign_in("1005")
    one = shown(sign_in("1001"), olga)
    assert post(olga, one, f"{one}/end").status_code == 303
    assert "Ended" in olga.get(LIST).text
    assert sign_in("1002").get("/").status_code == 200


def test_it_costs_nothing_on_a_module_page_and_one_statement_on_my_training(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    with counted(database.engine) as sent:
        lee.get("/modules/basics")
    assert not [each for each in sent if "training_bulletin" in each]
    with counted(database.engine) as sent:
        assert lee.get("/").status_code == 200
    assert len([each for each in sent if "training_bulletin" in each]) == 1


def test_what_is_sent_twice_is_written_down_once(sign_in: SignIn, database: Database) -> None:
    shown(sign_in("1001"), sign_in("1005"))
    lee = sign_in("1002")
    for _ in range(2):
        assert post(lee, "/contacts", "/bulletin/1").status_code == 303
    assert post(lee, "/contacts", "/bulletin/99").status_code == 303
    with database.reading() as db:
        assert db.query(Acknowledgement).count() == 1

"""That's not how it works here: on every page of a module, kept, replied to, and shown."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web.classroom import WRONG, finish, teach
from tests.web.conftest import SignIn, post, token_on
from training.db import Database

NASTY = "<img src=x onerror=alert(1)>"
LINK = "That&#39;s not how it works here"
NEW = "/feedback/new?page=/modules/basics/read/before&module=basics&part=section:before"


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, tmp_path: Path) -> None:
    teach(database, tmp_path)


def say(client: FlaskClient, text: str, about: dict[str, str]) -> TestResponse:
    return client.post("/feedback/new", data={**token_on(client, NEW), **about, "text": text})


def test_every_page_of_a_module_has_the_way_to_say_so(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    finish(lee, WRONG)
    for page in ("/modules/basics", "/modules/basics/read/before", "/attempts/1/result"):
        assert LINK in lee.get(page).text
    assert "part=section:before" in lee.get("/modules/basics/read/before").text
    assert "part=item:" in lee.get("/attempts/1/result").text


def test_what_is_said_is_kept_replied_to_and_shown_until_read(sign_in: SignIn) -> None:
    lee, olga = sign_in("1002"), sign_in("1005")
    form = lee.get(NEW).text
    assert "Do not write anybody&#39;s name or status." in form
    about = {"page": "/modules/basics/read/before", "module": "basics", "part": "section:before"}
    empty = say(lee, " ", about)
    assert empty.status_code == 422
    assert 'value="section:before"' in empty.text, "what it is about survives a mistake"
    kept = str(say(lee, NASTY, about).location)
    assert "What happens next:" in lee.get(kept).text
    assert sign_in("1004").get(kept).status_code == 404
    assert "Basics" in olga.get("/feedback").text
    page = olga.get("/feedback/1").text
    assert "&lt;img src=x" in page
    assert "<img src=x" not in page
    assert "section:before" in page
    assert post(olga, "/feedback/1", "/feedback/1", text=NASTY).status_code == 303
    assert "A reply to you" in lee.get("/").text
    assert "<img src=x" not in lee.get(kept).text
    assert post(lee, kept, f"{kept}/read").status_code == 303
    assert "A reply to you" not in lee.get("/").text
    for number in ("1002", "1003"):
        assert sign_in(number).get("/feedback").status_code == 403
        assert sign_in(number).get("/feedback/1").status_code == 403


@pytest.mark.parametrize(
    "about",
    [
        {"page": "https://evil.example/", "module": "basics", "part": "<script>"},
        {"page": "//evil.example", "module": "no-such-module", "part": "section:before"},
        {"page": "javascript:alert(1)", "module": "../x", "part": "item:" + "x" * 500},
        {"page": "/" + "x" * 3000, "module": "x" * 300, "part": ""},
    ],
)
def test_what_it_says_it_is_about_leads_nowhere_else(
    sign_in: SignIn, about: dict[str, str]
) -> None:
    lee = sign_in("1002")
    kept = say(lee, "Hm.", about).location
    page = lee.get(str(kept)).text
    assert "evil.example" not in page
    assert "javascript:" not in page
    assert sign_in("1005").get("/feedback/1").status_code == 200

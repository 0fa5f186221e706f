"""The pages of the second step in the language of brackets."""

import pytest
from flask import Flask

from tests.cast import PASSWORD, Cast
from tests.people.second_factor.authenticator import Authenticator
from tests.web.conftest import SignIn, post
from tests.web.test_passkeys import make
from tests.web.test_pseudo import check, crawl, squeeze, untranslated
from tests.web.test_second_factor import PAGE, code, enter, give_app, show
from training.db import Database
from training.text import PSEUDO

CONTENT = squeeze("Lee Learner, Lia Liaison, Public Library")


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_nobody_meets_an_untranslated_word_on_the_way(
    app: Flask, sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    assert PAGE in check(crawl(lee, PAGE), CONTENT)
    make(lee, Authenticator(), label="Lee Learner")
    pages = check(crawl(lee, PAGE), CONTENT)
    assert {f"{PAGE}/codes"} <= pages
    assert any(each.endswith("/remove") for each in pages)
    remove = next(each for each in pages if each.endswith("/remove"))
    give_app(database, cast.lee.id)
    half = enter(app, "1002")
    half.set_cookie("training_language", PSEUDO, domain="localhost")
    answers = [
        post(lee, PAGE, f"{PAGE}/app", code="000000"),
        post(lee, PAGE, f"{PAGE}/app", code=""),
        post(lee, PAGE, f"{PAGE}/passkeys", credential="", label="x"),
        post(lee, remove, remove, password=PASSWORD + "x"),
        post(lee, PAGE, f"{PAGE}/codes"),
        half.get("/second-factor"),
        show(half, "000000"),
        post(half, "/second-factor", "/second-factor/passkey", credential="{}"),
        half.get("/", headers={"Accept": "application/json"}),
    ]
    for answer in answers:
        assert answer.status_code in (200, 403, 422), answer.text
        if answer.mimetype == "text/html":
            assert untranslated(answer.text, CONTENT) == []
        else:
            assert "⟦" in answer.get_json()["detail"]
    assert show(half, code()).location == "/"

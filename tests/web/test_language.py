"""In which language one is answered."""

from pathlib import Path

from flask.testing import FlaskClient

from tests.cast import Cast
from tests.web.classroom import begin, send, teach
from tests.web.conftest import SignIn, post
from training.db import Database
from training.people.models import Employee


def test_the_browser_is_asked_first(client: FlaskClient) -> None:
    assert '<html lang="es">' in client.get("/sign-in", headers={"Accept-Language": "es-MX"}).text
    assert '<html lang="en">' in client.get("/sign-in", headers={"Accept-Language": "de"}).text


def test_the_switch_stands_on_every_page_and_is_remembered(client: FlaskClient) -> None:
    answer = post(client, "/sign-in", "/language", language="es", next="/sign-in")
    # The sign-in page is no place to be sent on to from it, so it is My training, which asks.
    assert answer.status_code == 303
    assert '<html lang="es">' in client.get("/sign-in").text
    cookie = client.get_cookie("training_language")
    assert cookie
    assert cookie.same_site == "Lax"


def test_the_switch_is_kept_with_the_person_for_their_mail(
    sign_in: SignIn, database: Database, cast: Cast
) -> None:
    lee = sign_in("1002")
    assert post(lee, "/", "/language", language="es", next="/").location == "/"
    with database.reading() as db:
        found = db.get(Employee, cast.lee.id)
        assert found
        assert found.language == "es"
    assert '<html lang="es">' in sign_in("1002").get("/").text, "in another browser too"


def test_a_language_we_do_not_have_changes_nothing(sign_in: SignIn) -> None:
    lee = sign_in("1002")
    post(lee, "/", "/language", language="de")
    assert '<html lang="en">' in lee.get("/").text


def test_the_language_of_tests_puts_every_sentence_in_brackets(client: FlaskClient) -> None:
    post(client, "/sign-in", "/language", language="en-XA")
    assert "<h1" in client.get("/sign-in").text
    assert "⟦Sign in⟧" in client.get("/sign-in").text


def test_a_quiz_begun_in_another_language_says_so_and_marks_its_words(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    teach(database, tmp_path)
    lee = sign_in("1002")
    attempt = begin(lee)
    post(lee, "/", "/language", language="es")
    for address in (f"{attempt}/1", f"{attempt}/review"):
        assert "Empezó este cuestionario en inglés" in lee.get(address).text
    assert '<p class="review-question" lang="en">' in lee.get(f"{attempt}/review").text
    assert '<h3 lang="en">' in send(lee, attempt).text

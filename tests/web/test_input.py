"""What no page of ours sends gets a plain answer, and never a fault of ours."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.classroom import begin, hidden, teach
from tests.web.conftest import SignIn, post
from training.db import Database
from training.text import translator

HUGE = "9" * 20
FAULT = translator("en")("Something went wrong on our side")


@pytest.fixture
def classroom(app: Flask, database: Database, tmp_path: Path) -> Flask:
    """A site that answers for its faults as it would in the City."""
    teach(database, tmp_path)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    return app


@pytest.mark.parametrize(
    "address",
    [
        f"/attempts/{HUGE}/1",
        f"/attempts/{HUGE}/result",
        f"/attempts/1/{HUGE}",
        "/modules/%00",
        "/modules/basics/read/%00",
        "/departments/%00",
        "/departments/%00.csv",
        "/departments/public-library%FF",
        "/certificates/%00",
        "/roster/check/%00",
    ],
)
def test_an_address_of_nothing_is_not_found(
    classroom: Flask, sign_in: SignIn, address: str
) -> None:
    assert sign_in("1005").get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/departments/public-library?name=%00",
        "/requirements/new?requirement=%00",
        "/requirements/check?certificate=%00",
    ],
)
def test_a_query_with_a_nul_is_not_used(classroom: Flask, sign_in: SignIn, address: str) -> None:
    assert sign_in("1005").get(address).status_code == 422


@pytest.mark.parametrize(
    "address",
    ["/departments/public-library?page=%C2%B2&site=%FF", "/verify/%00", "/sign-in?next=http://["],
)
def test_an_odd_address_is_answered(classroom: Flask, sign_in: SignIn, address: str) -> None:
    assert sign_in("1005").get(address).status_code < 500


@pytest.mark.parametrize(
    "changed",
    [
        {"n": "9" * 12},
        {"n": "9" * 5000},
        {"n": str(2**31)},
        {"n": "²"},
        {"n": "-1"},
        {"answer": "9" * 5000},
        {"answer": HUGE},
        {"item": "first\0"},
    ],
)
def test_an_answer_that_no_page_sends_is_not_used(
    classroom: Flask, sign_in: SignIn, changed: dict[str, str]
) -> None:
    lee = sign_in("1002")
    page = f"{begin(lee)}/1"
    fields = hidden(lee.get(page).text)
    answer = lee.post(page, data={**fields, "answer": "0", **changed})
    assert answer.status_code == 422
    assert lee.post(page, data={**fields, "answer": "0"}).status_code == 303


@pytest.mark.parametrize("name", ["core" * 60, "core-", "core-9999", "corel", "core-٣"])
def test_a_requirement_has_its_certificates_name_or_a_number_behind_it(
    classroom: Flask, sign_in: SignIn, name: str
) -> None:
    answer = post(
        sign_in("1005"),
        "/requirements",
        "/requirements",
        certificate="core",
        whom="everyone",
        due_how="day",
        due="2027-01-01",
        requirement=name,
        seen="0",
    )
    assert answer.status_code == 404


@pytest.mark.parametrize("field", ["login", "password"])
def test_a_nul_signs_nobody_in(classroom: Flask, field: str) -> None:
    typed = {"login": "1002", "password": "wrong", field: "a\0b"}
    assert post(classroom.test_client(), "/sign-in", "/sign-in", **typed).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": "http://[::1"},
        {"Referer": "\\\\"},
        {"Accept-Language": "es;q=abc, *, ;;;q=9, \xff"},
        {"Accept": ";;;,*/*;q=x"},
        {"Cookie": "training=\xff; training_language=\xff"},
        {"Content-Type": "multipart/form-data"},
        {"Content-Encoding": "gzip"},
    ],
)
def test_odd_headers_are_answered(classroom: Flask, headers: dict[str, str]) -> None:
    answer = classroom.test_client().post("/sign-in", data=b"x=1", headers=headers)
    assert answer.status_code == 400
    assert FAULT not in answer.text

"""What a change would ask of whom, as its author and the second person see it."""

import re
from pathlib import Path

import pytest

from tests.cast import Cast
from tests.reporting.certified import certify_on
from tests.web.conftest import SignIn, post
from tests.web.publishing import CHANGED, drafted, set_up
from training.db import Database

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def taught(app: object, database: Database, cast: Cast, tmp_path: Path) -> None:
    set_up(database, tmp_path, cast)
    with database.writing() as db:
        certify_on(db, cast.lee, cast.library)
        certify_on(db, cast.max, cast.transit)
        db.commit()


def fields_of(page: str) -> dict[str, str]:
    """The label's fields, by what they are for."""
    names = set(re.findall(r'name="(c[0-9a-f]{12}-\w+)"', page))
    return {name.partition("-")[2]: name for name in names}


def test_an_author_sees_whom_it_asks_before_proposing_and_counts_again_with_labels(
    sign_in: SignIn,
) -> None:
    ada = sign_in("1001")
    page = drafted(ada, {"module.md": CHANGED})
    shown = ada.get(page).text
    assert "2 people in 2 departments, about 1 minute each." in shown
    assert "1 change has no label yet" in shown
    assert "3 people have yet to take it" in shown
    names = fields_of(shown)
    said = {names["label"]: "wording", names["reason"]: "It means the same."}
    again = post(ada, page, f"{page}/propose", look="yes", slugs="basics", reason="Kinder", **said)
    assert again.status_code == 200
    assert "Nobody is asked for anything." in again.text
    assert "It means the same." in again.text
    assert "has no label yet" not in again.text
    retest = post(
        ada, page, f"{page}/propose", look="yes", slugs="basics", **{names["label"]: "retest"}
    )
    assert "read again, with questions" in retest.text
    assert "2 questions" in retest.text


def test_the_second_person_sees_the_same_in_their_language(sign_in: SignIn) -> None:
    ada, olga = sign_in("1001"), sign_in("1005")
    page = drafted(ada, {"module.md": CHANGED})
    names = fields_of(ada.get(page).text)
    said = {names["label"]: "reread", names["reason"]: "A rule changed."}
    said[names["due"]] = "2026-12-31"
    sent = post(ada, page, f"{page}/propose", slugs="basics", reason="Kinder", **said)
    assert sent.status_code == 303, sent.text
    shown = olga.get(str(sent.location)).text
    assert "2 people in 2 departments, about 1 minute each." in shown
    assert "Public Library" in shown
    assert "Before: read again" in shown
    sentence = "2 people in 2 departments, about 1 minute each."
    assert sentence in olga.get(f"{sent.location}/publish").text
    assert sentence not in olga.get(f"{sent.location}/refuse").text

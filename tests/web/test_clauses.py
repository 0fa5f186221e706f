"""The register of clauses as pages and as a file."""

from pathlib import Path

import pytest

from tests.cast import NOW
from tests.small_content import MODULE, write_root
from tests.web.conftest import SignIn
from training.content.models import Clause
from training.content.queries import in_force
from training.db import Database
from training.flows.publish import publish_tree

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def publish(database: Database, folder: Path, policy: str = "") -> None:
    text = MODULE.replace(
        "Greet people.", f"Policy: {policy}\n\nGreet people." if policy else "Hi."
    )
    with database.writing() as db:
        publish_tree(db, write_root(folder / "root", module=text), by=None, now=NOW)
        db.commit()


def test_an_empty_register_says_how_a_text_names_a_clause(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path)
    page = sign_in("1001").get("/content/clauses").text
    assert "No text names a clause yet" in page
    assert "Policy: R-18-7 §2" in page


def test_a_clause_leads_to_the_texts_that_rest_on_it_now_and_before(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path, "R-18-7 §2")
    ada = sign_in("1001")
    assert "/content/clauses/one?clause=R-18-7+%C2%A72" in ada.get("/content/clauses").text
    page = ada.get("/content/clauses/one?clause=R-18-7 §2").text
    assert "/content/module/basics/1" in page
    assert "0 people are certified" in page
    publish(database, tmp_path)
    assert "1 clause that only older texts rest on" in ada.get("/content/clauses").text
    page = ada.get("/content/clauses/one?clause=R-18-7 §2").text
    assert "Nothing in force rests on it any more" in page
    assert ada.get("/content/clauses/one?clause=R-18-7").status_code == 404


def test_what_an_author_wrote_as_a_clause_is_text_and_no_formula(
    sign_in: SignIn, database: Database, tmp_path: Path
) -> None:
    publish(database, tmp_path)
    with database.writing() as db:
        found = in_force(db, "module", "basics")
        assert found
        hostile = "=1+1 <b>x</b> & {{ 7*7 }}"
        db.add(Clause(revision_id=found.id, part="section:before", clause=hostile))
        db.commit()
    ada = sign_in("1001")
    page = ada.get("/content/clauses").text
    assert "<b>x</b>" not in page
    assert "=1+1 &lt;b&gt;x&lt;/b&gt; &amp; {{ 7*7 }}" in page
    lines = ada.get("/content/clauses.csv").data.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("'=1+1 <b>x</b>")

"""The five-minute briefing of a module: on one page, with the reader's own liaison."""

from pathlib import Path

import pytest
from flask import Flask

from tests.cast import NOW, Cast
from tests.small_content import write_root
from tests.web.conftest import SignIn
from training.content.holds.service import set_hold
from training.db import Database
from training.flows.publish import publish_tree

BRIEFING = """---
title: "Five minutes: basics"
---

**Ask: whom do you call?** Listen for: {contact: liaison}.
"""
PAGE = "/modules/basics/briefing"


@pytest.fixture
def published(app: Flask, database: Database, tmp_path: Path) -> None:
    root = write_root(tmp_path / "root")
    (root / "modules" / "basics" / "huddle.md").write_text(BRIEFING, "utf-8")
    with database.writing() as db:
        publish_tree(db, root, by=None, now=NOW)
        db.commit()


def test_whoever_opens_a_shift_finds_it_from_the_module(published: None, sign_in: SignIn) -> None:
    client = sign_in("1002")
    assert f'href="{PAGE}"' in client.get("/modules/basics").text
    page = client.get(PAGE).text
    assert "Five minutes: basics</h1>" in page
    assert "Lia Liaison" in page
    assert "Say so when you read it out." in page


def test_nothing_of_it_is_read_out_while_a_section_is_on_hold(
    published: None, database: Database, cast: Cast, sign_in: SignIn
) -> None:
    with database.writing() as db:
        by, second = cast.olga.id, cast.ada.id
        set_hold(db, "basics", "before", "set", by=by, second=second, reason="Wrong.", now=NOW)
        db.commit()
    page = sign_in("1002").get(PAGE).text
    assert "Do not read it out" in page
    assert "Listen for" not in page


def test_a_module_without_one_says_nothing_of_it(app: Flask, sign_in: SignIn) -> None:
    client = sign_in("1002")
    assert PAGE not in client.get("/modules/basics").text
    assert client.get(PAGE).status_code == 404

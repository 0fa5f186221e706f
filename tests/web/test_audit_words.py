"""Every act that the code writes down has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import training
from training.web.audit_words import area, phrase, phrases

SOURCE = Path(training.__file__).parent


def acts_written() -> set[str]:
    """The acts given to `record` and `write_down` as they stand in the source."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts = node.value.split(":")
                if len(parts) == 3 and all(each.replace("-", "").isalpha() for each in parts):
                    found.add(node.value)
    return found - {"package:thing:verb"}


@pytest.fixture
def in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def test_every_act_is_said_in_words(in_english: None) -> None:
    assert {each for each in acts_written() if each not in phrases()} == set()
    assert phrase("people:employee:signed-in") == "signed in"
    assert phrase("unheard:of:act") == "unheard:of:act"


def test_every_act_has_an_area(in_english: None) -> None:
    assert {each for each in phrases() if area(each) == "Other"} == set()

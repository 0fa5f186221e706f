"""The house stands: imports go down only, and each floor keeps to what it may hold.

Everything is read from the source; nothing is imported.
"""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.architecture import ROOMS, Module, broken_rules, modules, neighbours, room

ROOT = Path(__file__).resolve().parent.parent


def source(path: str, text: str) -> Module:
    """A file that is not there."""
    return Module(path, text)


ALL = modules(ROOT)


def test_there_is_something_to_look_at() -> None:
    assert {"training/db.py", "training/people/models.py"} <= {each.path for each in ALL}


@pytest.mark.parametrize("module", ALL, ids=lambda module: module.path)
def test_a_file_keeps_the_rules_of_its_floor(module: Module) -> None:
    assert broken_rules(module) == []


def test_every_room_of_the_list_is_there() -> None:
    used = {room(each.path) for each in ALL}
    assert used >= {"people", "content", "learning", "web", "cli", "migrations"}
    assert used <= set(ROOMS)


def test_no_file_imports_itself_by_way_of_others() -> None:
    graph = neighbours(ALL)
    # The package's own file hands out the front doors, when asked and never before.
    graph.pop("training")
    list(TopologicalSorter(graph).static_order())


def test_a_circle_of_imports_is_found() -> None:
    a = source("training/people/a.py", "from training.people import b")
    b = source("training/people/b.py", "from training.people.a import x")
    with pytest.raises(CycleError):
        list(TopologicalSorter(neighbours([a, b])).static_order())


@pytest.mark.parametrize(
    ("path", "text", "complaint"),
    [
        ("people/a.py", "from training.content.models import Blob", "upward: training.content"),
        ("people/a.py", "import training.web.access", "upward: training.web"),
        ("text.py", "from training import web", "upward: training.web"),
        ("web/a.py", "from training.jobs import loop", "between strangers: training.jobs"),
        ("jobs.py", "from training.web.access import access", "between strangers: training.web"),
        ("cli/a.py", "from training.app import create_app", "upward: training.app"),
        ("cli/a.py", "from training import create_app", "upward: training.__init__"),
        ("people/a.py", "from .queries import x", "relative"),
        ("people/a.py", "def f():\n    import json", "inside a function"),
        ("people/a.py", "class A:\n    from json import dumps", "inside a function"),
        ("web/a.py", "from importlib import import_module\nimport_module('x')", "cannot be seen"),
        ("flows/a.py", "from flask import request", "flask is for floor 9"),
        ("learning/a.py", "import wtforms.fields", "wtforms is for floor 9"),
        ("web/a.py", "from gunicorn import arbiter", "gunicorn is for floor 10"),
        ("learning/scoring.py", "import sqlalchemy", "sqlalchemy in a pure file"),
        ("learning/scoring.py", "from training.db import Base", "training.db in a pure file"),
        ("learning/a.py", "from datetime import datetime\nx = datetime.now(None)", "clock: now"),
        ("learning/a.py", "import time\nx = time.time()", "clock: time.time"),
        ("learning/a.py", "import time\nx = time.monotonic()", "clock: time.monotonic"),
        ("people/a.py", "from datetime import date\nx = date.today()", "clock: today"),
        ("flows/a.py", "def f(db):\n    db.commit()", "commits below floor 9"),
        ("people/queries.py", "def f(db):\n    db.add(1)", "a query that writes: add"),
        ("people/helpers.py", "", "a name that says nothing: helpers"),
        ("web/utils/a.py", "", "a name that says nothing: utils"),
        ("people/a.py", "\n" * 401, "401 lines"),
        ("basement/a.py", "", "no such room: basement"),
    ],
)
def test_a_broken_rule_is_found(path: str, text: str, complaint: str) -> None:
    found = broken_rules(source(f"training/{path}", text))
    assert [each for each in found if complaint in each]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/service.py", "from training.people.models import Employee\nimport sqlalchemy"),
        ("learning/scoring.py", "from training.content.edition import Edition"),
        ("people/a.py", "from typing import TYPE_CHECKING"),
        ("web/a.py", "from flask import request\ndef f(db):\n    db.commit()"),
        ("jobs.py", "from datetime import UTC, datetime\nx = datetime.now(UTC)"),
        ("extension.py", "from training.web.blueprint import blueprint"),
    ],
)
def test_what_is_allowed_is_not_complained_of(path: str, text: str) -> None:
    assert broken_rules(source(f"training/{path}", text)) == []

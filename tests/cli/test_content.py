from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from tests.cast import grant, the_cast
from tests.content.roots import MODULE, write
from training import migrations
from training.cli.content import content
from training.cli.context import Context
from training.config import Config
from training.db import Database
from training.errors import NotReady


def run(root: Path, *words: str) -> Result:
    """The group on its own, its errors as they are raised."""
    config = Config(instance=root, content=root)
    ctx = Context(config, create_app=_no_app)
    return CliRunner().invoke(content, list(words), obj=ctx)


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A content root with a database beside it, the cast in it."""
    write(tmp_path)
    database = Database(Config(instance=tmp_path).database)
    migrations.upgrade(database)
    with database.writing() as db:
        grant(db, the_cast(db).lia, "legal")
        db.commit()
    database.dispose()
    return tmp_path


def test_check_says_that_nothing_is_wrong(root: Path) -> None:
    result = run(root, "check")
    assert result.exit_code == 0
    assert "nothing is wrong" in result.output


def test_check_names_every_problem(root: Path) -> None:
    write(root, {"modules/basics/module.md": MODULE.replace("[^S1]", "[^S9]")})
    result = run(root, "check")
    assert result.exit_code == 1
    assert result.output.startswith("modules/basics/module.md:11: nothing is defined for “[^S9]”")


def test_publish_and_approve_say_what_became_of_it(root: Path) -> None:
    said = run(root, "publish", "--by", "1001").output
    assert "basics: revision 1, " in said
    assert "pilot until legal, oei approve" in said
    assert "basics: unchanged" in run(root, "publish").output
    refused = run(root, "approve", "basics", "--as", "legal", "--by", "1004")
    assert "Max Mover (1004) does not hold the role “legal”" in str(refused.exception)
    first = run(root, "approve", "basics", "--as", "legal", "--by", "1003").output
    assert "approved as legal; still waiting for oei" in first
    second = run(root, "approve", "basics", "--as", "oei", "--by", "1005").output
    assert "approved as oei; no longer a pilot" in second


def test_somebody_unknown_cannot_approve(root: Path) -> None:
    run(root, "publish")
    result = run(root, "approve", "basics", "--as", "oei", "--by", "9999")
    assert "Nobody has the employee number “9999”" in str(result.exception)

"""The group of commands about content, run on its own."""

from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask

from training.cli.content import content
from training.cli.context import Context
from training.config import Config
from training.errors import NotReady


def run(root: Path, *words: str, say: str = "") -> Result:
    """The command on a content root, its errors as they are raised; `say` is typed in."""
    ctx = Context(Config(instance=root, content=root), create_app=_no_app)
    return CliRunner().invoke(content, list(words), obj=ctx, input=say)


def _no_app() -> Flask:
    raise NotReady("There is no app in these tests.")

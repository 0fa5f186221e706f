"""`training backup`: a verified copy of the database, made while it is in use."""

from pathlib import Path

import click

from training.cli.context import Context, pass_context
from training.cli.database_copy import copy_database


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@pass_context
def backup(ctx: Context, target: Path) -> None:
    """Write a checked copy of the database to TARGET, a new file, while everything runs."""
    summary = copy_database(ctx.database, target)
    ctx.say(f"{target}: {summary}")

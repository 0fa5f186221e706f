"""`training upgrade`: make or bring up to date the database's tables."""

import click

from training import migrations
from training.cli.context import Context, pass_context


@click.command()
@pass_context
def upgrade(ctx: Context) -> None:
    """Bring the database to this version. Safe to run again, and by several at once."""
    before, after = migrations.upgrade(ctx.database)
    if before == after:
        ctx.say(f"The database is at version {after} already.")
    else:
        ctx.say(f"The database went from {before or 'nothing'} to version {after}.")

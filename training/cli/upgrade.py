"""`training upgrade`: make or bring up to date the database's tables."""

import click

from training import migrations
from training.cli.context import Context, pass_context
from training.migrations.grants import grant_to


@click.command()
@click.option(
    "--app-role",
    metavar="NAME",
    help="The PostgreSQL role that the site and its jobs use; it may add to the audit, no more.",
)
@pass_context
def upgrade(ctx: Context, app_role: str | None) -> None:
    """Bring the database to this version. Safe to run again, and by several at once."""
    before, after = migrations.upgrade(ctx.database)
    if before == after:
        ctx.say(f"The database is at version {after} already.")
    else:
        ctx.say(f"The database went from {before or 'nothing'} to version {after}.")
    if app_role is not None:
        grant_to(ctx.database, app_role)
        ctx.say(f"{app_role} may use the tables, and only add to the audit.")

"""`training content publish`: make revisions of what has changed."""

import click

from training.cli.content.employee import employee
from training.cli.context import Context, pass_context
from training.flows.publish import describe, publish_tree


@click.command()
@click.option("--by", "number", default="", help="The employee number of whoever publishes.")
@pass_context
def publish(ctx: Context, number: str) -> None:
    """Publish every module and certificate that has changed."""
    with ctx.database.writing() as db:
        by = employee(ctx, db, number)
        outcomes = publish_tree(db, ctx.config.content_root, by=by.id if by else None, now=ctx.now)
        db.commit()
    for outcome in outcomes:
        ctx.say(describe(outcome))

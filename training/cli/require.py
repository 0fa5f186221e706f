"""`training require`: ask an audience to hold a certificate by a day."""

from datetime import datetime

import click
from sqlalchemy import select

from training.assignments.audience import parse_audience
from training.assignments.service import require as require_certificate
from training.cli.context import Context, pass_context
from training.content.queries import in_force
from training.errors import NotFound
from training.people.models import Department


@click.command()
@click.argument("certificate")
@click.option("--audience", required=True, help="“everyone”, or departments separated by commas.")
@click.option(
    "--due",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="The last day, such as 2026-12-15; it ends at midnight there.",
)
@click.option(
    "--name", default="", help="A second requirement for the same certificate needs its own name."
)
@pass_context
def require(ctx: Context, certificate: str, audience: str, due: datetime, name: str) -> None:
    """Ask an AUDIENCE to hold a CERTIFICATE by a day. Asking again replaces what was asked."""
    with ctx.database.writing() as db:
        if in_force(db, "certificate", certificate) is None:
            raise NotFound(f"No certificate “{certificate}” is published; publish it first.")
        known = set(db.scalars(select(Department.slug)))
        whom = parse_audience(audience, known)
        settled = require_certificate(
            db,
            certificate,
            whom,
            requirement=name,
            due=due.date(),
            by=None,
            now=ctx.now,
            today=ctx.today,
        )
        db.commit()
    ctx.say(
        f"{certificate} is due on {due.date()}: {settled.joined} people were added,"
        f" {settled.left} left, {settled.moved} have a new due day."
    )

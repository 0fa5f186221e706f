"""`training content approve`: record a reviewer's yes to what was published."""

import click

from training.cli.content.employee import employee
from training.cli.context import Context, pass_context
from training.content.queries import in_force, missing_approvals
from training.errors import NotFound
from training.flows.approve_content import approve_content


@click.command()
@click.argument("module")
@click.option("--as", "role", required=True, help="legal, oei or translator.")
@click.option("--by", "number", required=True, help="The reviewer's employee number.")
@pass_context
def approve(ctx: Context, module: str, role: str, number: str) -> None:
    """Record that a reviewer, who holds that role, approves the published revision of MODULE.

    Legal and translator are roles; oei is any administrator.
    """
    with ctx.database.writing() as db:
        by = employee(ctx, db, number)
        if by is None:
            raise NotFound("Say who approves with --by and an employee number.")
        approve_content(db, "module", module, role=role, by=by, now=ctx.now)
        db.commit()
        revision = in_force(db, "module", module)
        if revision is None:
            raise NotFound(f"No module “{module}” is published.")
        missing = sorted(missing_approvals(db, [revision.id])[revision.id])
    rest = f"still waiting for {', '.join(missing)}" if missing else "no longer a pilot"
    ctx.say(f"{module}: revision {revision.number}, {revision.short}, approved as {role}; {rest}")

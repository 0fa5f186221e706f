"""`training content`: check the working copy, publish it, approve what was published."""

import click
from sqlalchemy.orm import Session

from training.cli.context import Context, pass_context
from training.content.queries import in_force, missing_approvals
from training.content.tree import check_tree, read_tree
from training.errors import NotFound
from training.flows.approve_content import approve_content
from training.flows.publish import describe, publish_tree
from training.people.queries import Person, person_by_login


@click.group()
def content() -> None:
    """The words: check them, publish them, approve them."""


@content.command()
@click.pass_context
@pass_context
def check(ctx: Context, command: click.Context) -> None:
    """Say everything that is wrong in the content root, as file:line: what; what to do."""
    root = ctx.config.content_root
    problems = check_tree(read_tree(root))
    for problem in problems:
        ctx.say(str(problem))
    if problems:
        command.exit(1)
    ctx.say(f"{root}: nothing is wrong.")


@content.command()
@click.option("--by", "number", default="", help="The employee number of whoever publishes.")
@pass_context
def publish(ctx: Context, number: str) -> None:
    """Publish every module and certificate that has changed."""
    with ctx.database.writing() as db:
        by = _employee(ctx, db, number)
        outcomes = publish_tree(db, ctx.config.content_root, by=by.id if by else None, now=ctx.now)
        db.commit()
    for outcome in outcomes:
        ctx.say(describe(outcome))


@content.command()
@click.argument("module")
@click.option("--as", "role", required=True, help="legal, oei or translator.")
@click.option("--by", "number", required=True, help="The reviewer's employee number.")
@pass_context
def approve(ctx: Context, module: str, role: str, number: str) -> None:
    """Record that a reviewer, who holds that role, approves the published revision of MODULE.

    Legal and translator are roles; oei is any administrator.
    """
    with ctx.database.writing() as db:
        by = _employee(ctx, db, number)
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


def _employee(ctx: Context, db: Session, number: str) -> Person | None:
    """The employee with this number; none when none was given."""
    if not number:
        return None
    found = person_by_login(db, number, now=ctx.now, today=ctx.today)
    if found is None:
        raise NotFound(f"Nobody has the employee number “{number}”.")
    return found

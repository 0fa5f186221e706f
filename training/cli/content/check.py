"""`training content check`: what is wrong in the working copy."""

import click

from training.cli.context import Context, pass_context
from training.content.tree import check_tree, read_tree


@click.command()
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

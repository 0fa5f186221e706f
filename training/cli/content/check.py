"""`training content check`: what is wrong in the working copy, and what to look at."""

import click

from training.cli.content.checking import checked
from training.cli.content.formats import FORMATS, pending_lines
from training.cli.content.places import inside, is_within
from training.cli.context import Context, pass_context
from training.content.checkup import Severity


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--format",
    "style",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="github makes annotations of a pull request.",
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--pending", is_flag=True, help="List what OEI has yet to confirm, and nothing else.")
@click.pass_context
@pass_context
def check(
    ctx: Context,
    command: click.Context,
    paths: tuple[str, ...],
    style: str,
    strict: bool,
    pending: bool,
) -> None:
    """Say everything that is wrong in the content root, as file:line: what; what to do.

    Files are held against each other, so all are read; PATH limits what is said to some of them.
    Warnings come after the errors and stop nothing. Exit 1: there is an error.
    """
    root = ctx.config.content_root
    places = inside(root, paths)
    found = checked(root, ctx.errors)
    if pending:
        waiting = [each for each in found.waiting if is_within(each.path, places)]
        for line in pending_lines(root, waiting, style):
            ctx.say(line)
        return
    faults = [each for each in found.faults if is_within(each.path, places)]
    for line in FORMATS[style](root, faults):
        ctx.say(line)
    if (strict and faults) or any(each.severity is Severity.ERROR for each in faults):
        command.exit(1)
